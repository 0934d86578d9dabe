"""The study's CNN in plain PyTorch, without tuning: the baseline for paper-cnn.

    python pytorch.py fer2013.csv [--epochs 2] [--tuned]

Prints training images per second for each epoch. --tuned adds bfloat16 autocast and channels-last; it
also needs the allocator settings of ./sezim in the environment.
"""
import argparse
import csv
import gzip
import time

import numpy
import torch
from torch import nn

parser = argparse.ArgumentParser()
parser.add_argument("data")
parser.add_argument("--epochs", type=int, default=2)
parser.add_argument("--tuned", action="store_true")
args = parser.parse_args()

csv.field_size_limit(1 << 20)
opener = gzip.open if args.data.endswith(".gz") else open
with opener(args.data, "rt") as file:
    rows = [row for row in csv.DictReader(file) if row["Usage"] == "Training"]
faces = numpy.stack([numpy.array(row["pixels"].split(), dtype=numpy.uint8) for row in rows])
faces = torch.from_numpy(faces).view(-1, 1, 48, 48)
labels = torch.tensor([int(row["emotion"]) for row in rows])

torch.manual_seed(1)
network = nn.Sequential(
    nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(64, 128, 3), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Dropout(0.5), nn.Linear(2048, 1024), nn.ReLU(), nn.Dropout(0.5),
    nn.Linear(1024, 7),
)
if args.tuned:
    network = network.to(memory_format=torch.channels_last)
optimizer = torch.optim.Adam(network.parameters(), lr=0.001)

for epoch in range(1, args.epochs + 1):
    start = time.perf_counter()
    for batch in torch.randperm(len(faces)).split(128):
        pixels = faces[batch].float() / 255
        if args.tuned:
            pixels = pixels.contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=args.tuned):
            logits = network(pixels)
        loss = nn.functional.cross_entropy(nn.functional.logsigmoid(logits.float()), labels[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss.item()
    seconds = time.perf_counter() - start
    print(f"epoch {epoch}: {len(faces) / seconds:.0f} images/s", flush=True)
