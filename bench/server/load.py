"""Load test of `./sezim serve`: load.py HOME LIST, called by bench/server/run. Prints Markdown."""

import csv
import io
import re
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

ROUNDS = 3
CONNECTIONS = 8
HERE = Path(__file__).parent
home, photos = Path(sys.argv[1]), Path(sys.argv[2])


def output(*command):
    return subprocess.run([str(c) for c in command], check=True, text=True, stdout=subprocess.PIPE).stdout


class Server:
    """The server in its own process; `ready` is the seconds from start until it prints its address."""

    def __enter__(self):
        start = time.monotonic()
        self.process = subprocess.Popen(
            [str(home / "sezim"), "serve", "--port", "0"], text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.url = re.search(r"http://\S*[^/\s]", self.process.stdout.readline()).group() + "/v1/recognize"
        self.ready = time.monotonic() - start
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def megabytes(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


def starts():
    seconds = []
    for _ in range(5):
        with Server() as server:
            seconds.append(server.ready)
    print(f"Start to ready: {statistics.median(seconds):.2f} s (median of {len(seconds)}, maximum {max(seconds):.2f})\n")


def throughput(server):
    def library():
        return float(output(home / "bench" / "run", "library", "--passes", "1", photos))

    def served(seconds):
        text = output(
            "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", HERE / "photos.lua", server.url, "--", photos
        )
        if "Non-2xx" in text or "Socket errors" in text:
            sys.exit(f"expected 200 for every photo, found\n{text}")
        return float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1))

    served(10)  # warm-up: the JVM compiles
    print("| round | library, photos/s | server, photos/s | ratio |\n| --- | --- | --- | --- |")
    ratios = []
    for round_number in range(1, ROUNDS + 1):
        own, over_http = library(), served(20)
        ratios.append(over_http / own)
        print(f"| {round_number} | {own:.0f} | {over_http:.0f} | {ratios[-1]:.2f} |", flush=True)
    print(f"\nMedian ratio {statistics.median(ratios):.2f}; memory {server.megabytes():.0f} MB.\n")


def hey(server, photo, seconds, clients, per_client=None):
    rate = [] if per_client is None else ["-q", f"{per_client:.3f}"]
    text = output(
        "hey", "-z", f"{seconds}s", "-c", clients, *rate, "-t", "60", "-m", "POST", "-T", "image/jpeg", "-D", photo,
        "-o", "csv", server.url,
    )
    times = {}
    for row in csv.DictReader(io.StringIO(text)):
        times.setdefault(row["status-code"], []).append(float(row["response-time"]))
    return times


def overload(server):
    by_size = sorted(photos.read_text().split("\n")[:-1], key=lambda name: Path(name).stat().st_size)
    photo = by_size[len(by_size) // 2]
    seconds, clients = 60, 200
    hey(server, photo, 5, CONNECTIONS)
    capacity = len(hey(server, photo, 10, CONNECTIONS)["200"]) / 10
    memory = []
    over = threading.Event()

    def watch():
        while not over.wait(5):
            memory.append(server.megabytes())

    watcher = threading.Thread(target=watch)
    watcher.start()
    answers = hey(server, photo, seconds, clients, 2 * capacity / clients)
    over.set()
    watcher.join()
    after = len(hey(server, photo, 5, CONNECTIONS)["200"]) / 5
    sent = sum(len(times) for times in answers.values())
    print(f"The photo of median size takes {capacity:.0f} requests/s. Sent: {sent / seconds:.0f} per second for {seconds} s:\n")
    print("| status | per second | p50, ms | p99, ms | maximum, ms |\n| --- | --- | --- | --- | --- |")
    for status, times in sorted(answers.items()):
        times.sort()
        p50, p99 = (times[int(len(times) * p)] * 1000 for p in (0.5, 0.99))
        print(f"| {status} | {len(times) / seconds:.0f} | {p50:.0f} | {p99:.0f} | {times[-1] * 1000:.0f} |")
    print(f"\nMemory {min(memory):.0f} to {max(memory):.0f} MB. Immediately after: {after:.0f} requests/s.")
    if set(answers) - {"200", "503"}:
        sys.exit(f"expected 200 or 503, found {sorted(answers)}")


starts()
with Server() as running:
    throughput(running)
    overload(running)
