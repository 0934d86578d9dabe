package org.sezim.reproduction;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.sezim.dataset.LabeledFaces;
import org.sezim.face.FaceCrop;
import org.sezim.training.network.Activation;
import org.sezim.training.network.Convolution;
import org.sezim.training.network.Layer;
import org.sezim.training.network.Network;

/** The feature maps of a network's convolutions, and the tensors of faces that produce them. */
final class FeatureMaps {
  private static final int BATCH = 128;

  private FeatureMaps() {}

  /** The indexes of the activations that follow a convolution. */
  static List<Integer> layers(List<Layer> layers) {
    List<Integer> indexes = new ArrayList<>();
    for (int i = 1; i < layers.size(); i++) {
      if (layers.get(i) instanceof Activation && layers.get(i - 1) instanceof Convolution) {
        indexes.add(i);
      }
    }
    return indexes;
  }

  /** The map of each kernel of a layer, averaged over the faces; empty if there are no faces. */
  static float[][] mean(Network network, LabeledFaces faces, int layer) {
    float[][] sums = new float[0][];
    for (int from = 0; from < faces.size(); from += BATCH) {
      int end = Math.min(faces.size(), from + BATCH);
      try (PointerScope scope = new PointerScope();
          NoGradGuard noGrad = new NoGradGuard()) {
        Tensor pixels = tensor(IntStream.range(from, end).mapToObj(faces::pixels).toList());
        Tensor sum = network.activations(pixels).get(layer).sum(0);
        int kernels = (int) sum.size(0);
        float[] values = values(sum);
        int area = values.length / kernels;
        sums = from == 0 ? new float[kernels][area] : sums;
        for (int i = 0; i < values.length; i++) {
          sums[i / area][i % area] += values[i] / faces.size();
        }
      }
    }
    return sums;
  }

  /** Faces of 48×48 gray pixels as one batch. */
  static Tensor tensor(List<byte[]> faces) {
    byte[] pixels = new byte[faces.size() * FaceCrop.PIXELS];
    for (int i = 0; i < faces.size(); i++) {
      System.arraycopy(faces.get(i), 0, pixels, i * FaceCrop.PIXELS, FaceCrop.PIXELS);
    }
    return Tensor.create(pixels, false, faces.size(), FaceCrop.SIZE, FaceCrop.SIZE);
  }

  /** The values of a tensor, in row-major order. */
  static float[] values(Tensor tensor) {
    FloatBuffer buffer = tensor.detach().contiguous().createBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }
}
