"""A simulator in a process of its own, and what it saw: the server's side of every figure about pacing."""

import os
import re
import subprocess
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from relay import Relay


@dataclass
class Request:
    """One line of the simulator's log; times in seconds."""

    arrival: float
    region: str
    operation: str
    outcome: str
    work: float

    @property
    def is_write(self):
        return not re.match("Describe|List|Get", self.operation)


class Simulated:
    """`smsctl simulate` with the documented quotas, through a relay where a network is wanted."""

    def __init__(self, smsctl, delay=0.0, jitter=0.0, seed=None):
        # Opened twice: the simulator appends at a place of its own.
        self.log = tempfile.NamedTemporaryFile("r", encoding="utf-8")
        command = [smsctl, "simulate", "--port", "0"] + (["--seed", seed] if seed else [])
        with open(self.log.name, "a", encoding="utf-8") as output:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=output, text=True)
        lines = [self.process.stdout.readline() for _ in range(4)]
        exports = dict(line.removeprefix("export ").strip().split("=", 1) for line in lines)
        port = int(exports["AWS_ENDPOINT_URL"].rsplit(":", 1)[1])
        if delay or jitter:
            exports["AWS_ENDPOINT_URL"] = Relay(port, delay, jitter).url
        self.environment = {
            "PATH": os.environ["PATH"],
            "AWS_CONFIG_FILE": "/nonexistent",
            "AWS_EC2_METADATA_DISABLED": "true",
            **exports,
        }

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.log.close()

    def requests(self):
        """All requests of the service so far, by their arrival."""
        self.log.seek(0)
        found = []
        for line in self.log:
            words = line.split()
            if len(words) == 6 and words[2] != "GetCallerIdentity":
                arrival = datetime.fromisoformat(words[0].replace("Z", "+00:00")).timestamp()
                found.append(Request(arrival, words[1], words[2], words[3], float(words[4][:-2]) / 1000))
        return sorted(found, key=lambda request: request.arrival)


def makespan(requests):
    """From the arrival of the first write to the answer of the last."""
    writes = [request for request in requests if request.is_write]
    return max(request.arrival + request.work for request in writes) - writes[0].arrival


def quota_bound(requests, rate=1.0):
    """The least time in which the fullest bucket lets its calls through."""
    buckets = defaultdict(int)
    for request in requests:
        if request.is_write and request.outcome == "200":
            buckets[request.region, request.operation] += 1
    return (max(buckets.values()) - 1) / rate


def throttled(requests):
    return sum(request.outcome == "ThrottlingException" for request in requests)
