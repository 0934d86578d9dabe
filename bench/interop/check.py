"""Runs Sezim's emotion models in ONNX Runtime for Python and compares the probabilities with Sezim's own.

usage: check.py MODELS CASES    (called by bench/interop/run)
"""

import sys
from pathlib import Path

import numpy as np
import onnxruntime


def recognize(model, faces):
    """All that an application needs: faces are uint8 [N,48,48], gray; returns labels and float32 [N,C] probabilities."""
    session = onnxruntime.InferenceSession(model)
    labels = session.get_modelmeta().custom_metadata_map["labels"].split(",")
    return labels, session.run(["probabilities"], {"pixels": faces})[0]


TOLERANCE = 1e-4
models, cases = map(Path, sys.argv[1:])
faces = np.fromfile(cases / "faces.u8", np.uint8).reshape(-1, 48, 48)
failed = False
for answers in sorted(cases.glob("*.f32")):
    name = answers.stem
    labels, found = recognize(models / f"sezim-{name}.onnx", faces)
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
