"""How planning grows with the number of resources, as figures and as a plot."""

import json
import os
import subprocess

SIZES = [1_000, 3_000, 10_000, 30_000, 100_000]
CURVES = [
    ("manifest", "manifest read and checked", "#4477aa"),
    ("equal planned", "planned, all as declared", "#228833"),
    ("new planned", "planned, all to be created", "#cc6677"),
]


def main(bench, folder, show):
    rows = []
    for size in SIZES:
        # The best of three: what else the machine does only adds.
        runs = [json.loads(subprocess.run([bench, str(size)], check=True, capture_output=True).stdout) for _ in range(3)]
        rows.append({name: min(run[name] for run in runs) for name in runs[0]})
    last = rows[-1]
    show(f"plan: {last['count']:,.0f} desired against as many live", f"{last['equal planned'] * 1000:.0f} ms", "bar 1,000 ms")
    show("  against an empty account, with graph and estimate", f"{last['new planned'] * 1000:.0f} ms", "")
    show("  memory of both, the account in it", f"{last['megabytes']:.0f} MB", "")
    growth = last["equal planned"] / rows[-3]["equal planned"]
    show("  time for ten times as many", f"{growth:.1f} x", "")
    draw(rows, os.path.join(folder, "performance-plan.svg"))


def draw(rows, path):
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "smsctl"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4))
    counts = [row["count"] for row in rows]
    for name, label, colour in CURVES:
        axes.plot(counts, [row[name] for row in rows], marker="o", label=label, color=colour)
    axes.plot(counts, [1e-5 * count for count in counts], linestyle=":", color="#999999", label="10 µs each")
    axes.set(xscale="log", yscale="log", xlabel="sender-ID countries", ylabel="seconds")
    axes.grid(True, which="major", alpha=0.3)
    axes.legend(frameon=False)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
