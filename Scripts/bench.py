#!/usr/bin/env python3
"""Measures what smsctl promises, as ratios of one run on one machine.

    Scripts/bench.py FOLDER-OF-THE-PROGRAMS [PART ...]

Prints a line for each figure with its bar; parts are start, validate, client, plan and apply, which takes about
twelve minutes. Needs python3, a C compiler (clang comes with Swift) and Scripts/python-packages.sh.
"""

import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "Benchmarks"))

import applying  # noqa: E402
import planning  # noqa: E402
from relay import Relay  # noqa: E402


PROGRAMS = ["smsctl", "ClientBench", "PlanBench"]


def timed(command, **options):
    start = time.perf_counter()
    # Warnings are none of its business, and would hide the figures.
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(command, check=True, **{**quiet, **options})
    return time.perf_counter() - start


def median(command, runs):
    return statistics.median(timed(command) for _ in range(runs))


def show(what, figure, bar):
    print(f"{what:<58} {figure:<24} {bar}", flush=True)


def start(smsctl):
    own = median([smsctl, "--version"], 40)
    bare = median(["true"], 40)
    show("start: --version, above an empty process", f"{(own - bare) * 1000:.1f} ms", "bar 20 ms")


def big_manifest(path):
    """100,000 sender-ID countries: 730 names in 137 countries."""
    with open(os.path.join(ROOT, "spec/aws/countries.json"), encoding="utf-8") as file:
        table = json.load(file)["countries"]
    codes = [row["iso"] for row in table if row["senderId"] == "supported"]
    with open(path, "w", encoding="utf-8") as file:
        file.write("version: 1\nproject: bench\nregions: { us-east-1: {} }\nsenderIds:\n")
        for number in range(730):
            file.write(f"  BRAND{number}:\n    countries: [{', '.join(codes)}]\n")
    return 730 * len(codes)


def validate(smsctl, folder):
    path = os.path.join(folder, "big.yaml")
    count = big_manifest(path)
    events = os.path.join(folder, "yaml-events")
    compiler = shutil.which("clang") or shutil.which("cc")
    subprocess.run([compiler, "-O2", f"{ROOT}/Benchmarks/yaml-events.c", "-o", events, "-lyaml"], check=True)
    own = median([smsctl, "validate", path], 7)
    floor = median([events, path], 7)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    show(f"validate {count:,} sender-ID countries", f"{own * 1000:.0f} ms", "bar 500 ms")
    show("  against libyaml's own event loop", f"{own / floor:.1f} x", "bar 3 x")
    show("  memory", f"{memory:.0f} MB", "bar 300 MB")


def validate_directory(smsctl, folder):
    """200 files of 500 sender-ID countries each."""
    path = os.path.join(folder, "many")
    os.mkdir(path)
    lists = big_manifest(os.path.join(folder, "whole.yaml"))
    with open(os.path.join(folder, "whole.yaml"), encoding="utf-8") as file:
        lines = file.read().splitlines()
    head, brands = lines[:3], lines[4:]
    for number in range(200):
        part = brands[number * 2 * 730 // 200 // 2 * 2:(number + 1) * 2 * 730 // 200 // 2 * 2]
        with open(os.path.join(path, f"{number}.yaml"), "w", encoding="utf-8") as file:
            file.write("\n".join(head + ["senderIds:"] + part) + "\n")
    own = median([smsctl, "validate", path], 7)
    show(f"validate {lists:,} in a directory of 200 files", f"{own * 1000:.0f} ms", "")


def validate_examples(smsctl):
    folders = [os.path.join(ROOT, "examples", name) for name in applying.examples()]
    slowest = max(median([smsctl, "validate", folder], 7) for folder in folders)
    show(f"validate each of {len(folders)} examples, the slowest", f"{slowest * 1000:.0f} ms", "bar 50 ms")


def validate_all(smsctl, folder):
    validate(smsctl, folder)
    validate_directory(smsctl, folder)
    validate_examples(smsctl)


def client(smsctl, bench):
    """1,000 calls over one simulator, smsctl's client beside boto3."""
    command = [smsctl, "simulate", "--port", "0", "--rate-scale", "1000000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as simulator:
        try:
            exports = dict(simulator.stdout.readline().removeprefix("export ").strip().split("=", 1) for _ in range(4))
            port = int(exports.pop("AWS_ENDPOINT_URL").rsplit(":", 1)[1])
            environment = {"PATH": os.environ["PATH"], "AWS_CONFIG_FILE": "/nonexistent", **exports}
            for lanes in (1, 16):
                ours = calls([bench], port, lanes, environment)
                theirs = calls([f"{ROOT}/.venv/bin/python", f"{ROOT}/Benchmarks/client-bench.py"], port, lanes, environment)
                show(f"1,000 calls, {lanes} at a time: smsctl, boto3", "", "")
                beside("  connections opened", ours, theirs, "connections", "", 1, "bar 1" if lanes == 1 else "bar 16")
                beside("  CPU time per call", ours, theirs, "cpu", " ms", 1, "")
                beside("  time per call", ours, theirs, "seconds", " ms", 1, "")
                beside("  peak memory", ours, theirs, "kilobytes", " MB", 1 / 1024, "")
        finally:
            simulator.terminate()


def calls(command, port, lanes, environment):
    relay = Relay(port)
    command = command + [relay.url, "1000", str(lanes)]
    figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout)
    # Seconds for a thousand calls are milliseconds for each.
    return {**figures, "connections": relay.connections}


def beside(what, ours, theirs, name, unit, scale, bar):
    left, right = ours[name] * scale, theirs[name] * scale
    digits = 0 if name in ("connections", "kilobytes") else 2
    show(what, f"{left:.{digits}f}, {right:.{digits}f}{unit} ({left / right:.2f} x)", bar)


def main():
    smsctl, client_bench, plan_bench = (os.path.abspath(os.path.join(sys.argv[1], name)) for name in PROGRAMS)
    with tempfile.TemporaryDirectory() as folder:
        parts = {
            "start": lambda: start(smsctl),
            "validate": lambda: validate_all(smsctl, folder),
            "client": lambda: client(smsctl, client_bench),
            "plan": lambda: planning.main(plan_bench, os.path.join(ROOT, "spec"), show),
            "apply": lambda: applying.main(smsctl, folder, show),
        }
        for name in sys.argv[2:] or parts:
            parts[name]()


main()
