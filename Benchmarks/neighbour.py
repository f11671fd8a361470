"""Somebody else who takes half of the quota of RequestSenderId in one region: a call every two seconds, for SECONDS.

    .venv/bin/python Benchmarks/neighbour.py REGION SECONDS
"""

import sys
import time

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

region, seconds = sys.argv[1], float(sys.argv[2])
client = boto3.client("pinpoint-sms-voice-v2", region_name=region, config=Config(retries={"total_max_attempts": 1}))
end = time.monotonic() + seconds
turn = time.monotonic()
taken = tries = 0
while turn < end:
    try:
        tries += 1
        # Refused after the quota has counted it: the country asks for a registration.
        client.request_sender_id(SenderId="NEIGHBOUR", IsoCountryCode="AE", MessageTypes=["TRANSACTIONAL"])
        isTaken = True
    except ClientError as error:
        isTaken = error.response["Error"]["Code"] != "ThrottlingException"
    # Until it has what it wants, it asks again and again.
    if isTaken:
        taken += 1
        turn += 2
    time.sleep(max(0.05, turn - time.monotonic()))
print(taken, tries)
