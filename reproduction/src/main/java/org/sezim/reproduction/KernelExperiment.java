package org.sezim.reproduction;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.sezim.charts.ImageGrid;
import org.sezim.charts.ImageTile;
import org.sezim.dataset.LabeledFaces;
import org.sezim.dataset.Split;
import org.sezim.face.FaceCrop;
import org.sezim.training.network.Activation;
import org.sezim.training.network.Convolution;
import org.sezim.training.network.Layer;
import org.sezim.training.network.MaxPooling;
import org.sezim.training.network.Network;
import org.sezim.training.run.Networks;

/** What the kernels of the first and the last convolution answer to. */
final class KernelExperiment implements Experiment {
  private static final int SIDE = FaceCrop.SIZE;
  private static final int BATCH = 128;

  /** Faces that the last layer's answers are the mean of. */
  private static final int FACES = 2048;

  /** Feature maps shown of each layer. */
  private static final int SHOWN = 4;

  /**
   * Where the features stand on the mean of FER-2013's training faces: drawn by eye on that
   * picture, before any kernel was looked at. Pixels of the 48×48 face.
   */
  private static final List<FaceOverlay.Area> AREAS =
      List.of(
          new FaceOverlay.Area("eyebrow", 8, 10, 12, 5),
          new FaceOverlay.Area("eyebrow", 28, 10, 12, 5),
          new FaceOverlay.Area("eye", 8, 15, 12, 6),
          new FaceOverlay.Area("eye", 28, 15, 12, 6),
          new FaceOverlay.Area("nose", 19, 20, 10, 12),
          new FaceOverlay.Area("mouth", 14, 33, 20, 10));

  private static final List<String> FEATURES = List.of("mouth", "eyebrow", "eye", "nose");

  @Override
  public String name() {
    return "kernels";
  }

  @Override
  public List<RunGroup> groups(Budget scale) {
    return List.of(StudyNetwork.shortRuns(scale));
  }

  /**
   * Where on the face the units of a layer look: unit i's field has its middle at start + i·step.
   *
   * @param start middle of the first unit's field, in pixels from the face's edge
   * @param step from one unit to the next, in pixels
   * @param field side of the field in pixels
   */
  record Fields(double start, double step, int field) {
    /** The fields of what leaves the given layers. */
    static Fields of(List<Layer> layers) {
      double start = 0.5;
      double step = 1;
      double field = 1;
      for (Layer layer : layers) {
        int size = 1;
        int stride = 1;
        int padding = 0;
        if (layer instanceof Convolution c) {
          size = c.kernel();
          stride = c.stride();
          padding = c.padding();
        } else if (layer instanceof MaxPooling p) {
          size = p.size();
          stride = p.size();
        }
        start += ((size - 1) / 2.0 - padding) * step;
        field += (size - 1) * step;
        step *= stride;
      }
      return new Fields(start, step, (int) field);
    }

    double middle(int unit) {
      return start + unit * step;
    }
  }

  /** The place where one kernel answers most, in pixels of the face. */
  private record Place(double x, double y) {
    Optional<String> feature() {
      return AREAS.stream()
          .filter(a -> x >= a.x() && x < a.x() + a.width())
          .filter(a -> y >= a.y() && y < a.y() + a.height())
          .map(FaceOverlay.Area::name)
          .findFirst();
    }
  }

  @Override
  public Section section(Results results, Path figures) throws IOException {
    List<RunResult> runs = results.runs(StudyNetwork.SHORT);
    LabeledFaces training = results.data().require(Split.TRAINING);
    LabeledFaces others = results.data().require(Split.PUBLIC_TEST).first(FACES);
    List<Layer> layers = StudyNetwork.recipe().network();
    int last = afterConvolutions(layers).get(2);
    Fields fields = Fields.of(layers.subList(0, last + 1));
    List<List<Place>> places = new ArrayList<>();
    int kernels = 0;
    for (RunResult run : runs) {
      try (Network network = Networks.kept(run.folder())) {
        float[][] means = meanMaps(network, others, last);
        kernels = means.length;
        places.add(places(means, fields));
        if (places.size() == 1) {
          drawKernels(network, figures);
          drawMaps(network, training, results.data().labels(), figures);
        }
      }
    }
    drawPlaces(places.get(0), mean(training, -1), figures);
    List<Table.Row> rows = new ArrayList<>();
    List<Integer> leasts = new ArrayList<>();
    for (List<Place> ofSeed : places) {
      leasts.add(FEATURES.stream().mapToInt(feature -> count(ofSeed, feature)).min().orElseThrow());
    }
    int units = (int) Math.round((SIDE - 2 * fields.start()) / fields.step()) + 1;
    for (String feature : FEATURES) {
      List<Table.Cell> cells = new ArrayList<>();
      places.forEach(p -> cells.add(Table.Cell.count(count(p, feature))));
      cells.add(Table.Cell.exact(byChance(fields, units, feature) * kernels, Unit.COUNT));
      rows.add(new Table.Row(feature, cells));
    }
    List<Table.Cell> elsewhere = new ArrayList<>();
    places.forEach(
        p ->
            elsewhere.add(
                Table.Cell.count(p.stream().filter(place -> place.feature().isEmpty()).count())));
    double chance = FEATURES.stream().mapToDouble(f -> byChance(fields, units, f)).sum();
    elsewhere.add(Table.Cell.exact((1 - chance) * kernels, Unit.COUNT));
    rows.add(new Table.Row("elsewhere", elsewhere));
    int all = kernels;
    List<Table.Cell> silent = new ArrayList<>();
    places.forEach(p -> silent.add(Table.Cell.count(all - p.size())));
    silent.add(Table.Cell.text(""));
    rows.add(new Table.Row("never answers", silent));
    List<String> columns = new ArrayList<>(List.of("kernels that answer most at"));
    runs.forEach(run -> columns.add("seed " + run.seed()));
    columns.add("if places were drawn by lot");
    return new Section(
        name(),
        "What kernels see",
        "Figure 3: “one of the cores could give the greatest signal in the process of training in"
            + " the mouth, eyebrow, eye and nose”.",
        List.of(
            new Claim(
                "In every seed, each of mouth, eyebrow, eye and nose has a kernel of the last layer"
                    + " that answers most there",
                new Quantity(
                    Estimate.range(
                        leasts.stream().mapToInt(i -> i).average().orElseThrow(),
                        leasts.stream().mapToInt(i -> i).min().orElseThrow(),
                        leasts.stream().mapToInt(i -> i).max().orElseThrow(),
                        runs.stream().map(RunResult::seed).toList()),
                    Unit.COUNT),
                1,
                Double.POSITIVE_INFINITY)),
        List.of(
            Block.Figures.of(
                new Block.Figure(
                    "kernels", "The kernels of the first layer", "First layer, seed 1"),
                new Block.Figure(
                    "places",
                    "The mean face with the places where the kernels of the last layer answer most",
                    "Last layer, seed 1: how many kernels answer most where")),
            Block.Figures.of(
                new Block.Figure(
                    "maps",
                    "Feature maps of the average face of each emotion",
                    "The mean training face of each emotion and, of each convolution, the four maps"
                        + " that answer most to them; seed 1")),
            new Table("Where the last layer's kernels answer most", columns, rows),
            new Block.Text(
                "A kernel's answer is its map behind the ReLU, mean over the first "
                    + others.size()
                    + " faces of PublicTest; where that mean map is largest, there the kernel answers"
                    + " most. A unit of the last layer sees a field of "
                    + fields.field()
                    + "×"
                    + fields.field()
                    + " pixels, so the middle of that field stands for the place. The areas were"
                    + " drawn by eye on the mean face. The claim says only that such kernels may"
                    + " exist; the last column tells how many would fall there by lot.")));
  }

  private static int count(List<Place> places, String feature) {
    return (int) places.stream().filter(p -> p.feature().equals(Optional.of(feature))).count();
  }

  private static double byChance(Fields fields, int units, String feature) {
    long inside =
        IntStream.range(0, units * units)
            .mapToObj(i -> new Place(fields.middle(i % units), fields.middle(i / units)))
            .filter(place -> place.feature().equals(Optional.of(feature)))
            .count();
    return (double) inside / (units * units);
  }

  /** The places in the list of the activations behind the convolutions. */
  private static List<Integer> afterConvolutions(List<Layer> layers) {
    List<Integer> places = new ArrayList<>();
    for (int i = 1; i < layers.size(); i++) {
      if (layers.get(i) instanceof Activation && layers.get(i - 1) instanceof Convolution) {
        places.add(i);
      }
    }
    return places;
  }

  private static Tensor tensor(List<byte[]> faces) {
    byte[] pixels = new byte[faces.size() * FaceCrop.PIXELS];
    for (int i = 0; i < faces.size(); i++) {
      System.arraycopy(faces.get(i), 0, pixels, i * FaceCrop.PIXELS, FaceCrop.PIXELS);
    }
    return Tensor.create(pixels, false, faces.size(), SIDE, SIDE);
  }

  private static float[] values(Tensor tensor) {
    FloatBuffer buffer = tensor.detach().contiguous().createBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  /** Of each kernel of a layer its map, mean over the faces. */
  private static float[][] meanMaps(Network network, LabeledFaces faces, int layer) {
    float[][] sums = null;
    for (int from = 0; from < faces.size(); from += BATCH) {
      int end = Math.min(faces.size(), from + BATCH);
      try (PointerScope scope = new PointerScope();
          NoGradGuard noGrad = new NoGradGuard()) {
        Tensor pixels = tensor(IntStream.range(from, end).mapToObj(faces::pixels).toList());
        Tensor sum = network.activations(pixels).get(layer).sum(0);
        int kernels = (int) sum.size(0);
        float[] values = values(sum);
        int area = values.length / kernels;
        sums = sums == null ? new float[kernels][area] : sums;
        for (int i = 0; i < values.length; i++) {
          sums[i / area][i % area] += values[i] / faces.size();
        }
      }
    }
    return sums;
  }

  /** Where each kernel's map is largest; those that answer nowhere are left out. */
  private static List<Place> places(float[][] maps, Fields fields) {
    List<Place> places = new ArrayList<>();
    for (float[] map : maps) {
      int side = (int) Math.round(Math.sqrt(map.length));
      int top = 0;
      for (int i = 1; i < map.length; i++) {
        top = map[i] > map[top] ? i : top;
      }
      if (map[top] > 0) {
        places.add(new Place(fields.middle(top % side), fields.middle(top / side)));
      }
    }
    return places;
  }

  /** The mean of all faces with a label, or of all faces for −1. */
  private static float[] mean(LabeledFaces faces, int label) {
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

  private static byte[] bytes(float[] grey) {
    byte[] bytes = new byte[grey.length];
    for (int i = 0; i < grey.length; i++) {
      bytes[i] = (byte) Math.round(grey[i]);
    }
    return bytes;
  }

  private static void drawKernels(Network network, Path figures) throws IOException {
    Tensor weights = network.weights().get("conv1.weight");
    int side = (int) weights.size(3);
    float[] values = values(weights);
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
        .writeSvg(figures.resolve("kernels.svg"));
  }

  private static void drawMaps(
      Network network, LabeledFaces training, List<String> labels, Path figures)
      throws IOException {
    List<float[]> means =
        IntStream.range(0, labels.size()).mapToObj(label -> mean(training, label)).toList();
    List<List<ImageTile>> tiles = new ArrayList<>();
    for (float[] face : means) {
      String caption = caption("mean face", tiles.size(), labels);
      tiles.add(new ArrayList<>(List.of(new ImageTile(SIDE, SIDE, face, caption))));
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      List<Tensor> activations =
          network.activations(tensor(means.stream().map(KernelExperiment::bytes).toList()));
      int number = 0;
      for (int layer : afterConvolutions(network.layers())) {
        number++;
        Tensor maps = activations.get(layer);
        int kernels = (int) maps.size(1);
        int side = (int) maps.size(2);
        float[] values = values(maps);
        float[] strength = values(maps.sum(0, 2, 3));
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
        .writeSvg(figures.resolve("maps.svg"));
  }

  /** The tiles of a column have the same meaning; it stands below the last of them. */
  private static String caption(String meaning, int row, List<String> labels) {
    return row == labels.size() - 1 ? meaning : "";
  }

  private static void drawPlaces(List<Place> places, float[] meanFace, Path figures)
      throws IOException {
    Map<String, FaceOverlay.Place> counts = new TreeMap<>();
    for (Place place : places) {
      counts.merge(
          place.y() + " " + place.x(),
          new FaceOverlay.Place(place.x(), place.y(), 1),
          (a, b) -> new FaceOverlay.Place(a.x(), a.y(), a.count() + b.count()));
    }
    FaceOverlay.of(
            new FaceOverlay.Spec(
                "Where the last layer's kernels answer most",
                new ImageTile(SIDE, SIDE, meanFace),
                AREAS,
                List.copyOf(counts.values())))
        .writeSvg(figures.resolve("places.svg"));
  }
}
