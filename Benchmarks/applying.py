"""How long `smsctl apply` takes at the documented quotas, as the server saw it, beside what it could have taken."""

import json
import os
import re
import subprocess
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from simulated import Simulated, makespan, quota_bound, throttled

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
REGIONS = ["us-east-1", "eu-west-1", "ap-southeast-1"]
OTHER_REGIONS = ["us-west-2", "eu-central-1", "ap-northeast-1"]


def world_manifest(folder):
    """The example with a sender ID in 137 countries, two pools and a set, in three regions."""
    with open(os.path.join(ROOT, "examples/global-sender-id/smsctl.yaml"), encoding="utf-8") as file:
        text = file.read().replace("  eu-west-1: {}\n", "  eu-west-1: {}\n  ap-southeast-1: {}\n")
    path = os.path.join(folder, "world.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def countries():
    with open(os.path.join(ROOT, "spec/aws/countries.json"), encoding="utf-8") as file:
        return [row["iso"] for row in json.load(file)["countries"] if row["senderId"] == "supported"]


def predicted(smsctl, manifest, simulated):
    command = [smsctl, "plan", manifest, "--format", "json"]
    result = subprocess.run(command, env=simulated.environment, check=True, capture_output=True, text=True)
    return json.loads(result.stdout)["estimate"]["seconds"]


def apply(smsctl, manifest, simulated):
    command = [smsctl, "apply", "-y", manifest]
    result = subprocess.run(command, env=simulated.environment, capture_output=True, text=True)
    if result.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {result.returncode}:\n{result.stdout}{result.stderr}")
    # What it says it waited for, in whole seconds: new pools take a while until they can be used.
    waited = re.search(r"of which (?:(\d+)m )?(\d+)s waiting", result.stdout)
    return int(waited[1] or 0) * 60 + int(waited[2]) if waited else 0


def applied(smsctl, manifest, delay=0.0, jitter=0.0, seed=None):
    """Plans and applies; the figures of it."""
    with Simulated(smsctl, delay, jitter, seed) as simulated:
        return measure(smsctl, manifest, simulated)


def measure(smsctl, manifest, simulated):
    foreseen = predicted(smsctl, manifest, simulated)
    waited = apply(smsctl, manifest, simulated)
    requests = simulated.requests()
    writes = [request for request in requests if request.is_write]
    return {
        "makespan": makespan(requests),
        "bound": quota_bound(requests),
        "predicted": foreseen,
        "waited": waited,
        "throttled": throttled(writes),
        "writes": len(writes),
    }


def boto3_loop(simulated):
    """Seconds for the same sender IDs, in three other regions of the same simulator."""
    command = [f"{ROOT}/.venv/bin/python", f"{ROOT}/Benchmarks/boto3-loop.py", "EXAMPLECO"]
    start = time.perf_counter()
    subprocess.run(command + [",".join(countries()), ",".join(OTHER_REGIONS)], check=True, env=simulated.environment)
    return time.perf_counter() - start


def world(smsctl, folder):
    """Ours, and then boto3's loop against the same simulator."""
    with Simulated(smsctl) as simulated:
        manifest = world_manifest(folder)
        ours = measure(smsctl, manifest, simulated)
        reading = planned(smsctl, manifest, simulated)
        return {**ours, "reading": reading, "loop": boto3_loop(simulated)}


def planned(smsctl, manifest, simulated):
    """Seconds from the first read of a plan of what is there already to the last, and what its fullest bucket takes."""
    # So that the last reads of the apply have left no bucket empty.
    time.sleep(2)
    before = len(simulated.requests())
    subprocess.run([smsctl, "plan", manifest], env=simulated.environment, check=True, capture_output=True)
    requests = simulated.requests()[before:]
    rates = {"ListTagsForResource": 10}
    buckets = Counter((request.region, request.operation) for request in requests)
    bound = max((count - 1) / rates.get(operation, 1) for (_, operation), count in buckets.items())
    return {"makespan": requests[-1].arrival - requests[0].arrival, "bound": bound, "calls": len(requests)}


def planned_with_tags(smsctl, folder):
    """The same for five names in 137 countries each, all with tags that the manifest has: the tags are one call each."""
    names = [f"BRAND{number}" for number in range(5)]
    tags = {"smsctl:project": "bench", "team": "sms"}
    senders = [{"name": name, "country": country, "tags": tags} for name in names for country in countries()]
    seed = os.path.join(folder, "tagged.json")
    with open(seed, "w", encoding="utf-8") as file:
        json.dump({"version": 1, "regions": {"us-east-1": {"senderIds": senders}}}, file)
    path = os.path.join(folder, "tagged.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write("version: 1\nproject: bench\nregions: { us-east-1: {} }\nsenderIds:\n")
        for name in names:
            file.write(f"  {name}: {{ countries: [{', '.join(countries())}], tags: {{ team: sms }} }}\n")
    with Simulated(smsctl, seed=seed) as simulated:
        return planned(smsctl, path, simulated)


def beside_a_neighbour(smsctl, folder):
    """Sixty sender IDs while somebody takes every second slot."""
    path = os.path.join(folder, "sixty.yaml")
    with open(path, "w", encoding="utf-8") as file:
        chosen = ", ".join(countries()[:60])
        file.write("version: 1\nproject: bench\nregions: { us-east-1: {} }\n")
        file.write(f"senderIds: {{ EXAMPLECO: {{ countries: [{chosen}] }} }}\n")
    with Simulated(smsctl) as simulated:
        command = [f"{ROOT}/.venv/bin/python", f"{ROOT}/Benchmarks/neighbour.py", "us-east-1", "200"]
        neighbour = subprocess.Popen(command, env=simulated.environment, stdout=subprocess.PIPE, text=True)
        time.sleep(3)
        before = len(simulated.requests())
        apply(smsctl, path, simulated)
        requests = simulated.requests()[before:]
        neighbour.kill()
        writes = [request for request in requests if request.is_write]
        ours = [request for request in writes if request.outcome == "200"]
        theirs = sum(request.outcome not in ("200", "ThrottlingException") for request in writes)
        return {"makespan": ours[-1].arrival - ours[0].arrival, "bound": len(ours) - 1, "neighbour": theirs}


def examples():
    """The names of those that have a manifest; `ci` is about pipelines."""
    return [name for name in sorted(os.listdir(f"{ROOT}/examples")) if name != "ci"]


def example(smsctl, name):
    folder = os.path.join(ROOT, "examples", name)
    seed = os.path.join(folder, "seed.json")
    return applied(smsctl, folder, seed=seed if os.path.exists(seed) else None)


def main(smsctl, folder, show):
    ours = world(smsctl, folder)
    show("apply: 137 sender IDs, pools, sets in 3 regions at 1/s", f"{ours['makespan']:.1f} s", "")
    show_pace(show, ours, "bar 1.02", "bar 0")
    show_reading(show, "  plan of it afterwards", ours["reading"])
    loop = ours["loop"]
    show("  the boto3 loop for the sender IDs alone", f"{loop:.0f} s ({loop / ours['makespan']:.1f} x)", "")
    # They wait nearly all the time, so that they may wait together.
    with ThreadPoolExecutor() as pool:
        manifest = world_manifest(folder)
        small = pool.submit(applied, smsctl, manifest, 0.02, 0.005)
        large = pool.submit(applied, smsctl, manifest, 0.02, 0.05)
        shared = pool.submit(beside_a_neighbour, smsctl, folder)
        tagged = pool.submit(planned_with_tags, smsctl, folder)
        runs = {name: pool.submit(example, smsctl, name) for name in examples()}
    show("apply with 20 ms each way and jitter of 5 ms", f"{small.result()['makespan']:.1f} s", "")
    show_pace(show, small.result(), "bar 1.02", "bar 0")
    show("apply with 20 ms each way and jitter of 50 ms", f"{large.result()['makespan']:.1f} s", "")
    show_pace(show, large.result(), "bar 1.10", "bar 1 %")
    figures = shared.result()
    show("apply: 60 sender IDs beside one who takes half the quota", f"{figures['makespan']:.1f} s", "")
    show("  makespan / bound", f"{figures['makespan'] / figures['bound']:.2f}", "bar 2.3")
    show("  slots that the other one got", str(figures["neighbour"]), "")
    show_reading(show, "plan of 685 sender IDs with tags", tagged.result())
    for name, run in runs.items():
        figures = run.result()
        show(f"apply examples/{name}", f"{figures['makespan']:.1f} s", "")
        show("  predicted, throttled", f"{figures['predicted']:.1f} s, {figures['throttled']}", off(figures))


def show_reading(show, what, figures):
    show(f"{what}, {figures['calls']} reads", f"{figures['makespan']:.2f} s", "")
    show("  against its fullest read bucket", f"{figures['bound']:.2f} s", "")


def show_pace(show, figures, pace, quota):
    show("  makespan / quota bound", f"{figures['makespan'] / figures['bound']:.3f}", pace)
    show("  throttled calls", f"{figures['throttled']} of {figures['writes']}", quota)
    show("  predicted", f"{figures['predicted']:.1f} s", off(figures))


def off(figures):
    allowed = max(0.02 * figures["makespan"], 2)
    difference = abs(figures["makespan"] - figures["waited"] - figures["predicted"])
    return f"off by {difference:.1f} s without {figures['waited']} s of waiting, bar {allowed:.1f} s"
