package org.sezim.training;

import static org.bytedeco.pytorch.global.torch.empty;

import java.nio.ByteBuffer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.sezim.dataset.LabeledFaces;
import org.sezim.face.FaceCrop;

/**
 * Faces as tensors. A whole split stays in memory: FER-2013's 28,709 training faces take 66 MB.
 *
 * @param pixels uint8 {@code [N,48,48]}
 * @param targets float {@code [N,C]}
 * @param labels int64 {@code [N]}, the class with the highest target
 */
record FaceBatch(Tensor pixels, Tensor targets, Tensor labels) {
  static FaceBatch of(LabeledFaces faces) {
    int n = faces.size();
    int classes = faces.labels().size();
    byte[] face = new byte[FaceCrop.PIXELS];
    float[] targets = new float[n * classes];
    long[] labels = new long[n];
    TensorOptions uint8 = new TensorOptions(ScalarType.Byte);
    Tensor pixels =
        empty(
            new long[] {n, FaceCrop.SIZE, FaceCrop.SIZE},
            uint8,
            new org.bytedeco.pytorch.MemoryFormatOptional());
    ByteBuffer buffer = pixels.createBuffer();
    for (int i = 0; i < n; i++) {
      faces.copyPixels(i, face, 0);
      buffer.put(face);
      faces.copyTarget(i, targets, i * classes);
      labels[i] = faces.label(i);
    }
    return new FaceBatch(
        pixels, Tensor.create(targets, n, classes), Tensor.create(labels, new long[] {n}));
  }

  /** Returns the same faces with other targets and unchanged labels. */
  FaceBatch withTargets(Tensor others) {
    return new FaceBatch(pixels, others, labels);
  }

  int size() {
    return (int) pixels.size(0);
  }

  /** Returns the faces at the given indices, an int64 {@code [n]}. */
  FaceBatch select(Tensor indices) {
    return new FaceBatch(
        pixels.index_select(0, indices),
        targets.index_select(0, indices),
        labels.index_select(0, indices));
  }

  /** Returns {@code n} faces starting at {@code from}, with shared memory. */
  FaceBatch slice(long from, long n) {
    return new FaceBatch(
        pixels.narrow(0, from, n), targets.narrow(0, from, n), labels.narrow(0, from, n));
  }
}
