"""Plots the table that measure.py prints: time and memory over the number of photos, as the median of the rounds."""

import argparse
import pathlib
import statistics

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "sezim", "font.family": "sans-serif", "font.size": 11})
from matplotlib import pyplot  # noqa: E402  (after the choice of the backend)

NAMES = {"library": "library", "local": "Spark, one process", "cluster": "Spark, driver and two executors"}
COLORS = {"library": "#4477aa", "local": "#ee6677", "cluster": "#228833"}


def rows(table):
    """Maps (what, photos) to seconds, CPU seconds, MB of the process, and MB of the larger executor or 0."""
    found = {}
    for line in table.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        if cells[0] in NAMES:
            values = [float(cells[i] or 0) if i < len(cells) else 0.0 for i in (2, 6, 7, 8)]
            found.setdefault((cells[0], int(cells[1])), []).append(values)
    return {key: [statistics.median(column) for column in zip(*values)] for key, values in found.items()}


def main():
    parser = argparse.ArgumentParser(prog="bench/spark/run plot", description=__doc__)
    parser.add_argument("table", type=pathlib.Path, help="rows of `bench/spark/run measure`")
    parser.add_argument("figure", type=pathlib.Path, help="SVG file to write")
    options = parser.parse_args()
    measured = rows(options.table)
    figure, (time, memory) = pyplot.subplots(1, 2, figsize=(11, 4.2), layout="constrained")
    for what, name in NAMES.items():
        points = sorted((photos, values) for (row_what, photos), values in measured.items() if row_what == what)
        photos = [point[0] for point in points]
        time.plot(photos, [values[0] for _, values in points], "o-", color=COLORS[what], label=name)
        own = name if what != "cluster" else "driver of two executors"
        memory.plot(photos, [values[2] for _, values in points], "o-", color=COLORS[what], label=own)
        if what == "cluster":
            larger = [values[3] for _, values in points]
            memory.plot(photos, larger, "s--", color=COLORS[what], label="larger of two executors")
    time.set(title="Time, including start", ylabel="seconds")
    memory.set(title="Peak memory of a process", ylabel="MB resident")
    ticks = sorted({photos for _, photos in measured})
    for axes in (time, memory):
        axes.set(xlabel="photos", xlim=(0, None), ylim=(0, None), xticks=ticks)
        axes.set_xticklabels([f"{tick:,}" for tick in ticks])
        axes.tick_params(axis="x", labelrotation=35)
        axes.grid(alpha=0.3)
        axes.spines[["top", "right"]].set_visible(False)
        axes.legend(frameon=False)
    memory.set_ylim(0, 1.35 * max(max(values[2:]) for values in measured.values()))
    figure.savefig(options.figure, metadata={"Date": None})


main()
