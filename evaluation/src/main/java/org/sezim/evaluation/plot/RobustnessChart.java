package org.sezim.evaluation.plot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.sezim.charts.ImageGrid;
import org.sezim.charts.ImageTile;
import org.sezim.charts.SmallMultiples;
import org.sezim.evaluation.Corruption;
import org.sezim.evaluation.Evaluation;
import org.sezim.evaluation.Robustness;
import org.sezim.face.FaceCrop;
import org.sezim.image.Photo;

/** Charts of a model's accuracy under corruptions, and of the corruptions of an average face. */
public final class RobustnessChart {
  private static final int COLUMNS = 4;

  private RobustnessChart() {}

  /**
   * Writes {@code robustness.png} and {@code robustness.svg}, one panel per corruption, and {@code
   * corruptions.png} and {@code corruptions.svg}, an average face under each corruption. Replaces
   * existing files.
   *
   * @param folder the output folder, created if missing
   * @param title the title above the panels
   * @throws IOException if a file cannot be written
   */
  public static void write(Path folder, String title, Robustness robustness) throws IOException {
    double clean = robustness.clean().accuracy();
    FaceCrop face = averageFace();
    SmallMultiples.of(
            new SmallMultiples.Spec(
                title,
                "Accuracy, %",
                100 * clean,
                String.format(Locale.ROOT, "clean, %.1f %%", 100 * clean),
                COLUMNS,
                Stream.of(Corruption.values()).map(c -> panel(c, robustness)).toList()))
        .write(folder, "robustness");
    ImageGrid.of(
            new ImageGrid.Spec(
                "An average face, clean (left) and corrupted",
                96,
                false,
                Stream.of(Corruption.values())
                    .map(c -> faces(c, robustness.conditions(c), face))
                    .toList()))
        .write(folder, "corruptions");
  }

  private static SmallMultiples.Panel panel(Corruption corruption, Robustness robustness) {
    List<SmallMultiples.Point> points = new ArrayList<>();
    for (Robustness.Condition condition : robustness.conditions(corruption)) {
      Evaluation e = condition.evaluation();
      points.add(
          new SmallMultiples.Point(
              condition.strengthText(),
              100 * e.accuracy(),
              100 * e.accuracyInterval95().low(),
              100 * e.accuracyInterval95().high()));
    }
    return new SmallMultiples.Panel(corruption.label(), corruption.unit(), points);
  }

  private static ImageGrid.Row faces(
      Corruption corruption, List<Robustness.Condition> conditions, FaceCrop face) {
    List<ImageTile> tiles = new ArrayList<>();
    tiles.add(tile(face, ""));
    for (Robustness.Condition condition : conditions) {
      FaceCrop corrupted = corruption.apply(face, condition.strength(), 0);
      tiles.add(tile(corrupted, condition.strengthText()));
    }
    return new ImageGrid.Row(corruption.label() + " (" + corruption.unit() + ")", tiles);
  }

  private static ImageTile tile(FaceCrop face, String caption) {
    return ImageTile.ofGray(FaceCrop.SIZE, FaceCrop.SIZE, face.pixels(), caption);
  }

  /** The mean of many faces, like those in samples/; it shows no person. */
  private static FaceCrop averageFace() {
    String name = "average-face.png";
    try (InputStream in = RobustnessChart.class.getResourceAsStream(name)) {
      return FaceCrop.of(Photo.read(name, in));
    } catch (IOException e) {
      throw new AssertionError("a resource can be closed", e);
    }
  }
}
