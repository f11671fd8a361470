"""What Benchmarks/ClientBench does, in boto3.

    .venv/bin/python Benchmarks/client-bench.py URL CALLS AT-A-TIME
"""

import json
import re
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.config import Config


def processor_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def main():
    url, calls, lanes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    client = boto3.client(
        "pinpoint-sms-voice-v2", endpoint_url=url, region_name="us-east-1", config=Config(max_pool_connections=lanes)
    )
    client.describe_pools()
    start, before = time.perf_counter(), processor_seconds()
    if lanes == 1:
        for _ in range(calls):
            client.describe_pools()
    else:
        with ThreadPoolExecutor(lanes) as pool:
            list(pool.map(lambda _: client.describe_pools(), range(calls)))
    cpu, seconds = processor_seconds() - before, time.perf_counter() - start
    with open("/proc/self/status", encoding="utf-8") as file:
        peak = int(re.search(r"VmHWM:\s+(\d+)", file.read()).group(1))
    print(json.dumps({"cpu": cpu, "seconds": seconds, "kilobytes": peak}))


main()
