"""Runs Sezim's emotion models in ONNX Runtime for Python and compares with Sezim's own answers.

usage: check.py MODELS CASES    (bench/interop/run does it)
"""

import sys
from pathlib import Path

import numpy as np
import onnxruntime


def recognise(model, faces):
    """All that is needed: faces are uint8 [N,48,48], grey; a row of the answer has a probability a label."""
    session = onnxruntime.InferenceSession(model)
    labels = session.get_modelmeta().custom_metadata_map["labels"].split(",")
    return labels, session.run(["probabilities"], {"pixels": faces})[0]


TOLERANCE = 1e-4
models, cases = map(Path, sys.argv[1:])
faces = np.fromfile(cases / "faces.u8", np.uint8).reshape(-1, 48, 48)
failed = False
for answers in sorted(cases.glob("*.f32")):
    name = answers.stem
    labels, found = recognise(models / f"sezim-{name}.onnx", faces)
    expected = np.fromfile(answers, "<f4").reshape(len(faces), -1)
    same = labels == (cases / f"{name}.labels").read_text().split(",") and found.shape == expected.shape
    largest = np.abs(found - expected).max() if same else np.inf
    fits = bool(largest <= TOLERANCE)  # false for NaN
    failed |= not fits
    print(
        f"Python, onnxruntime {onnxruntime.__version__}: {name}: {len(faces)} faces,"
        f" largest difference {largest:.1e}{'' if fits else ', too large'}"
    )
sys.exit(failed)
