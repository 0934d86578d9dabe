package org.sezim.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.sezim.charts.ImageGrid;
import org.sezim.charts.ImageTile;
import org.sezim.dataset.LabeledFaces;
import org.sezim.face.FaceCrop;
import org.sezim.training.network.Network;

/** The figures of {@link KernelExperiment}: kernels, feature maps, and peaks on the mean face. */
final class KernelFigures {
  private static final int SIDE = FaceCrop.SIZE;

  /** Feature maps shown per layer. */
  private static final int SHOWN = 4;

  private KernelFigures() {}

  /** Draws the kernels of the first convolution, eight per row. */
  static void drawKernels(Network network, Path file) throws IOException {
    Tensor weights = Objects.requireNonNull(network.weights().get("conv1.weight"));
    int side = (int) weights.size(3);
    float[] values = FeatureMaps.values(weights);
    List<ImageTile> tiles = new ArrayList<>();
    for (int from = 0; from < values.length; from += side * side) {
      float[] kernel = new float[side * side];
      System.arraycopy(values, from, kernel, 0, kernel.length);
      tiles.add(new ImageTile(side, side, kernel));
    }
    ImageGrid.of(
            new ImageGrid.Spec(
                "First-layer kernels (orange: positive, blue: negative)",
                40,
                true,
                IntStream.range(0, (tiles.size() + 7) / 8)
                    .mapToObj(
                        i ->
                            new ImageGrid.Row(
                                "", tiles.subList(8 * i, Math.min(tiles.size(), 8 * i + 8))))
                    .toList()))
        .writeSvg(file);
  }

  /**
   * Draws the mean face of each label, followed by its feature maps: for each convolution, those of
   * the kernels with the largest sum over all mean faces.
   */
  static void drawMaps(Network network, LabeledFaces training, List<String> labels, Path file)
      throws IOException {
    List<float[]> means =
        IntStream.range(0, labels.size()).mapToObj(label -> meanFace(training, label)).toList();
    List<List<ImageTile>> tiles = new ArrayList<>();
    for (float[] face : means) {
      String caption = caption("mean face", tiles.size(), labels);
      tiles.add(new ArrayList<>(List.of(new ImageTile(SIDE, SIDE, face, caption))));
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor faces = FeatureMaps.tensor(means.stream().map(KernelFigures::bytes).toList());
      List<Tensor> activations = network.activations(faces);
      int number = 0;
      for (int layer : FeatureMaps.layers(network.layers())) {
        number++;
        Tensor maps = activations.get(layer);
        int kernels = (int) maps.size(1);
        int side = (int) maps.size(2);
        float[] values = FeatureMaps.values(maps);
        float[] strength = FeatureMaps.values(maps.sum(0, 2, 3));
        List<Integer> strongest =
            IntStream.range(0, kernels)
                .boxed()
                .sorted(Comparator.comparing((Integer k) -> -strength[k]))
                .limit(SHOWN)
                .toList();
        for (int face = 0; face < means.size(); face++) {
          for (int kernel : strongest) {
            float[] map = new float[side * side];
            System.arraycopy(values, (face * kernels + kernel) * map.length, map, 0, map.length);
            String caption = caption("conv " + number, face, labels);
            tiles.get(face).add(new ImageTile(side, side, map, caption));
          }
        }
      }
    }
    List<ImageGrid.Row> rows =
        IntStream.range(0, labels.size())
            .mapToObj(i -> new ImageGrid.Row(labels.get(i), tiles.get(i)))
            .toList();
    ImageGrid.of(new ImageGrid.Spec("Feature maps of each emotion's mean face", 48, false, rows))
        .writeSvg(file);
  }

  /** The caption of a column, which is shown below its last tile only. */
  private static String caption(String text, int row, List<String> labels) {
    return row == labels.size() - 1 ? text : "";
  }

  /** Draws the peaks as circles on the mean face. */
  static void drawPeaks(List<KernelPeak> peaks, LabeledFaces training, Path file)
      throws IOException {
    Map<String, FaceOverlay.Place> counts = new TreeMap<>();
    for (KernelPeak peak : peaks) {
      counts.merge(
          peak.y() + " " + peak.x(),
          new FaceOverlay.Place(peak.x(), peak.y(), 1),
          (a, b) -> new FaceOverlay.Place(a.x(), a.y(), a.count() + b.count()));
    }
    FaceOverlay.of(
            new FaceOverlay.Spec(
                "Where the last layer's kernels answer most",
                new ImageTile(SIDE, SIDE, meanFace(training, -1)),
                KernelPeak.AREAS,
                List.copyOf(counts.values())))
        .writeSvg(file);
  }

  /** The mean of all faces with a label, or of all faces for −1. */
  private static float[] meanFace(LabeledFaces faces, int label) {
    float[] mean = new float[FaceCrop.PIXELS];
    int n = 0;
    for (int i = 0; i < faces.size(); i++) {
      if (label < 0 || faces.label(i) == label) {
        byte[] pixels = faces.pixels(i);
        for (int p = 0; p < pixels.length; p++) {
          mean[p] += pixels[p] & 0xff;
        }
        n++;
      }
    }
    for (int p = 0; p < mean.length && n > 0; p++) {
      mean[p] /= n;
    }
    return mean;
  }

  private static byte[] bytes(float[] gray) {
    byte[] bytes = new byte[gray.length];
    for (int i = 0; i < gray.length; i++) {
      bytes[i] = (byte) Math.round(gray[i]);
    }
    return bytes;
  }
}
