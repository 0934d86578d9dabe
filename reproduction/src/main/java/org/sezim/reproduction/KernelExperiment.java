package org.sezim.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sezim.dataset.LabeledFaces;
import org.sezim.dataset.Split;
import org.sezim.face.FaceCrop;
import org.sezim.training.network.Layer;
import org.sezim.training.network.Network;
import org.sezim.training.run.Networks;

/** The parts of the face to which the kernels of the last convolution respond most. */
final class KernelExperiment implements Experiment {
  /** Number of faces over which the feature maps are averaged, at most. */
  private static final int FACES = 2048;

  @Override
  public String name() {
    return "kernels";
  }

  @Override
  public Section section(Results results, Path figures) throws IOException {
    List<RunResult> runs = results.runs(StudyNetwork.SHORT);
    LabeledFaces training = results.data().require(Split.TRAINING);
    LabeledFaces faces = results.data().require(Split.PUBLIC_TEST).first(FACES);
    List<Layer> layers = StudyNetwork.recipe().network();
    int last = FeatureMaps.layers(layers).get(2);
    ReceptiveField field = ReceptiveField.of(layers.subList(0, last + 1));
    List<List<KernelPeak>> peaks = new ArrayList<>();
    int kernels = 0;
    for (RunResult run : runs) {
      try (Network network = Networks.kept(run.folder())) {
        float[][] maps = FeatureMaps.mean(network, faces, last);
        kernels = maps.length;
        peaks.add(KernelPeak.of(maps, field));
        if (peaks.size() == 1) {
          KernelFigures.drawKernels(network, figures.resolve("kernels.svg"));
          KernelFigures.drawMaps(
              network, training, results.data().labels(), figures.resolve("maps.svg"));
        }
      }
    }
    KernelFigures.drawPeaks(peaks.get(0), training, figures.resolve("places.svg"));
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
                new Quantity(rarest(peaks, runs), Unit.COUNT),
                1,
                Double.POSITIVE_INFINITY)),
        List.of(
            Block.Figures.of(
                new Block.Figure(
                    "kernels", "The kernels of the first layer", "First layer, seed 1"),
                new Block.Figure(
                    "places",
                    "The mean face with the places where the kernels of the last layer answer most",
                    "Last layer, seed 1: number of kernels that answer most at each place")),
            Block.Figures.of(
                new Block.Figure(
                    "maps",
                    "Feature maps of the average face of each emotion",
                    "The mean training face of each emotion and the four strongest feature maps of"
                        + " each convolution; seed 1")),
            new Table(
                "Where the last layer's kernels answer most", columns, rows(peaks, kernels, field)),
            new Block.Text(
                "A kernel's answer is its feature map after the ReLU, averaged over the first "
                    + faces.size()
                    + " faces of PublicTest; the kernel answers most where this mean map has its"
                    + " maximum. A unit of the last layer has a receptive field of "
                    + field.size()
                    + "×"
                    + field.size()
                    + " pixels, and the center of that field is taken as the place. The areas were"
                    + " drawn by eye on the mean face. The claim only says that such kernels may"
                    + " exist; the last column shows how many to expect there by chance.")));
  }

  /** The number of kernels on the feature with the fewest: mean, least and largest of the seeds. */
  private static Estimate rarest(List<List<KernelPeak>> peaks, List<RunResult> runs) {
    List<Integer> fewest = new ArrayList<>();
    for (List<KernelPeak> ofSeed : peaks) {
      fewest.add(
          KernelPeak.FEATURES.stream()
              .mapToInt(feature -> KernelPeak.count(ofSeed, feature))
              .min()
              .orElseThrow());
    }
    return Estimate.range(
        fewest.stream().mapToInt(i -> i).average().orElseThrow(),
        fewest.stream().mapToInt(i -> i).min().orElseThrow(),
        fewest.stream().mapToInt(i -> i).max().orElseThrow(),
        runs.stream().map(RunResult::seed).toList());
  }

  /** Kernels by the feature on which they peak, one column per seed, and the number by chance. */
  private static List<Table.Row> rows(
      List<List<KernelPeak>> peaks, int kernels, ReceptiveField field) {
    int units = (int) Math.round((FaceCrop.SIZE - 2 * field.start()) / field.step()) + 1;
    List<Table.Row> rows = new ArrayList<>();
    for (String feature : KernelPeak.FEATURES) {
      double share = KernelPeak.shareOfUnits(field, units, feature);
      List<Table.Cell> cells = new ArrayList<>();
      peaks.forEach(p -> cells.add(Table.Cell.count(KernelPeak.count(p, feature))));
      cells.add(Table.Cell.exact(share * kernels, Unit.COUNT));
      rows.add(new Table.Row(feature, cells));
    }
    List<Table.Cell> elsewhere = new ArrayList<>();
    List<Table.Cell> silent = new ArrayList<>();
    for (List<KernelPeak> ofSeed : peaks) {
      elsewhere.add(
          Table.Cell.count(ofSeed.stream().filter(peak -> peak.feature().isEmpty()).count()));
      silent.add(Table.Cell.count(kernels - ofSeed.size()));
    }
    double chance =
        KernelPeak.FEATURES.stream()
            .mapToDouble(feature -> KernelPeak.shareOfUnits(field, units, feature))
            .sum();
    elsewhere.add(Table.Cell.exact((1 - chance) * kernels, Unit.COUNT));
    rows.add(new Table.Row("elsewhere", elsewhere));
    silent.add(Table.Cell.text(""));
    rows.add(new Table.Row("never answers", silent));
    return rows;
  }
}
