"""Prints wall-clock and CPU time, photos per second and memory of the Spark job and of the library, as a Markdown table."""

import argparse
import os
import pathlib
import re
import resource
import shutil
import subprocess
import tempfile
import threading
import time

PHOTO_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff"}


def arguments():
    parser = argparse.ArgumentParser(prog="bench/spark/run measure", description=__doc__)
    parser.add_argument("--sezim", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("folder", type=pathlib.Path, help="folder of photos; repeated by links")
    parser.add_argument("--copies", default="1,4,16", help="repetitions of the folder (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=1, help="rounds; each measures everything once")
    parser.add_argument(
        "--what",
        default="library,local,cluster",
        help="library: ./sezim recognize; local: ./sezim batch in one process; cluster: a driver and two executors with one"
        " core each, in separate processes; local:N and cluster:N: N photos per task (default: %(default)s)",
    )
    parser.add_argument("--heap", default="768m", help="Java heap of the library and the driver (default: %(default)s)")
    return parser.parse_args()


def repeat(photos, copies, to):
    """Links the photos into the folder `to`, once per copy."""
    for copy in range(copies):
        folder = to / str(copy)
        folder.mkdir(parents=True)
        for photo in photos:
            (folder / photo.name).symlink_to(photo.resolve())


def children(pid):
    try:
        direct = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        tasks = [int(child) for child in direct]
        for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
            tasks += [int(child) for child in (task / "children").read_text().split()]
    except OSError:
        return set()
    return set(tasks)


def peak(pid):
    """Peak resident memory of a process, in MB."""
    try:
        status = pathlib.Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0


def cpu_of_children():
    """CPU seconds of all child processes that have ended; other programs on the machine hardly affect it."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def watched(command, environment, log):
    """Runs a command; returns its time, its peak memory, and the peak memory of the largest process it starts."""
    memory = {"own": 0.0, "largest": 0.0}
    start = time.monotonic()
    cpu = cpu_of_children()
    with open(log, "wb") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.STDOUT)

        def watch():
            while process.poll() is None:
                memory["own"] = max(memory["own"], peak(process.pid))
                for child in children(process.pid):
                    memory["largest"] = max(memory["largest"], peak(child))
                time.sleep(0.3)

        watcher = threading.Thread(target=watch)
        watcher.start()
        code = process.wait()
        seconds = time.monotonic() - start
        watcher.join()
    if code != 0:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {code}:\n{log.read_text()[-2000:]}")
    return {"seconds": seconds, "cpu": cpu_of_children() - cpu, "memory": memory}


def measure(options, what, tree, work):
    name, _, per_task = what.partition(":")
    environment = os.environ | {"SEZIM_JAVA_OPTS": f"-Xmx{options.heap}"}
    log = work / "log"
    output = work / "out"
    shutil.rmtree(output, ignore_errors=True)
    if name == "library":
        command = [options.sezim, "recognize", tree, "--format", "jsonl"]
    else:
        command = [options.sezim, "batch", "--input", tree, "--output", output]
        command += ["--photos-per-task", per_task] if per_task else []
        if name == "cluster":
            home = work / "spark-home"
            if not home.exists():
                home.mkdir()
                (home / "jars").symlink_to(options.sezim.parent / "spark/target/lib")
            environment |= {"SPARK_HOME": str(home), "SPARK_SCALA_VERSION": "2.13"}
            command += ["--master", "local-cluster[2,1,1536]"]
    row = watched(command, environment, log)
    text = log.read_text()
    if name == "library":
        return row | {"photos": text.count('{"source"'), "job": None}
    done = re.search(r"^(\d+) photos, \d+ faces, \d+ errors in ([\d.]+) s", text, re.MULTILINE)
    return row | {"photos": int(done[1]), "job": float(done[2])}


def main():
    options = arguments()
    photos = sorted(file for file in options.folder.iterdir() if file.suffix.lower() in PHOTO_SUFFIXES)
    if not photos:
        raise SystemExit(f"{options.folder}: no photos in this folder")
    work = pathlib.Path(tempfile.mkdtemp())
    try:
        print("| what | photos | s, whole process | photos/s | s, job only | photos/s | CPU s | MB | MB, larger executor |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |", flush=True)
        for copies in map(int, options.copies.split(",")):
            tree = work / f"x{copies}"
            repeat(photos, copies, tree)
            for _ in range(options.rounds):
                for what in options.what.split(","):
                    row = measure(options, what, tree, work)
                    whole = row["photos"] / row["seconds"]
                    job = ["", ""] if row["job"] is None else [f"{row['job']:.1f}", f"{row['photos'] / row['job']:.0f}"]
                    executor = f"{row['memory']['largest']:.0f}" if what.startswith("cluster") else ""
                    cells = [what, row["photos"], f"{row['seconds']:.1f}", f"{whole:.0f}", *job, f"{row['cpu']:.1f}"]
                    print("|", " | ".join(map(str, [*cells, f"{row['memory']['own']:.0f}", executor])), "|", flush=True)
    finally:
        shutil.rmtree(work, ignore_errors=True)


main()
