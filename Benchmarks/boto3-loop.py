"""The well-known way to ask for a sender ID in many countries: region after region, and a second of sleep behind each.

    .venv/bin/python Benchmarks/boto3-loop.py SENDER-ID COUNTRY,COUNTRY,... REGION,REGION,...
"""

import sys
import time

import boto3

sender, countries, regions = sys.argv[1], sys.argv[2].split(","), sys.argv[3].split(",")
for region in regions:
    client = boto3.client("pinpoint-sms-voice-v2", region_name=region)
    for country in countries:
        client.request_sender_id(SenderId=sender, IsoCountryCode=country, MessageTypes=["TRANSACTIONAL"])
        time.sleep(1)
