#!/usr/bin/env bash
# Compares the training speed of paper-cnn with PyTorch; prints one line per measurement.
#
#   bench/training/compare.sh fer2013.csv [ROUNDS]      (PYTHON=… names a Python with torch)
#
# The variants take turns. Each is a fresh process with two epochs: the first warms up, the second counts.
set -euo pipefail
data=$1
rounds=${2:-3}
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
tuned=(env MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=1000000000000 MALLOC_TOP_PAD_=268435456)
runs=$(mktemp -d)
trap 'rm -rf "$runs"' EXIT

second() { sed -n 's/^epoch 2.*[ ;] *\([0-9]*\) images\/s$/\1/p'; }

sezim() {
  "$here/../../sezim" train --recipe "$here/../../recipes/paper-cnn.yaml" --data "$data" --epochs 2 \
    --precision "$1" --out "$runs/$1-$2" 2>&1 | second
}

for round in $(seq "$rounds"); do
  echo "PyTorch, plain           $("$python" "$here/pytorch.py" "$data" | second) images/s"
  echo "Sezim, bfloat16          $(sezim bfloat16 "$round") images/s"
  echo "Sezim, float32           $(sezim float32 "$round") images/s"
  echo "PyTorch, tuned likewise  $("${tuned[@]}" "$python" "$here/pytorch.py" "$data" --tuned | second) images/s"
done
