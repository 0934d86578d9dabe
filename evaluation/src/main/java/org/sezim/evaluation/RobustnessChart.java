package org.sezim.evaluation;

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
import org.sezim.face.FaceCrop;
import org.sezim.image.Photo;

/** How a model's accuracy falls under disturbances, and what these do to a face. */
public final class RobustnessChart {
  private static final int ACROSS = 4;

  private RobustnessChart() {}

  /**
   * Writes {@code robustness.png} and {@code robustness.svg}, one panel per disturbance, and {@code
   * disturbances.png} and {@code disturbances.svg}, an average face under each of them; replaces
   * those that exist.
   *
   * @param folder where to write; made if it does not exist
   * @param title what stands above the panels
   * @throws IOException if a file cannot be written
   */
  public static void write(Path folder, String title, Robustness robustness) throws IOException {
    double undisturbed = robustness.undisturbed().accuracy();
    FaceCrop face = averageFace();
    SmallMultiples.of(
            new SmallMultiples.Spec(
                title,
                "Accuracy, %",
                100 * undisturbed,
                String.format(Locale.ROOT, "undisturbed, %.1f %%", 100 * undisturbed),
                ACROSS,
                Stream.of(Corruption.values()).map(d -> panel(d, robustness)).toList()))
        .write(folder, "robustness");
    ImageGrid.of(
            new ImageGrid.Spec(
                "An average face under each disturbance, undisturbed at the left",
                96,
                false,
                Stream.of(Corruption.values())
                    .map(d -> faces(d, robustness.conditions(d), face))
                    .toList()))
        .write(folder, "disturbances");
  }

  private static SmallMultiples.Panel panel(Corruption disturbance, Robustness robustness) {
    List<SmallMultiples.Point> points = new ArrayList<>();
    for (Robustness.Condition condition : robustness.conditions(disturbance)) {
      Evaluation e = condition.evaluation();
      points.add(
          new SmallMultiples.Point(
              condition.strengthText(),
              100 * e.accuracy(),
              100 * e.accuracyInterval95().low(),
              100 * e.accuracyInterval95().high()));
    }
    return new SmallMultiples.Panel(disturbance.label(), disturbance.unit(), points);
  }

  private static ImageGrid.Row faces(
      Corruption disturbance, List<Robustness.Condition> conditions, FaceCrop face) {
    List<ImageTile> tiles = new ArrayList<>();
    tiles.add(tile(face, ""));
    for (Robustness.Condition condition : conditions) {
      FaceCrop disturbed = disturbance.apply(face, condition.strength(), 0);
      tiles.add(tile(disturbed, condition.strengthText()));
    }
    return new ImageGrid.Row(disturbance.label() + " (" + disturbance.unit() + ")", tiles);
  }

  private static ImageTile tile(FaceCrop face, String caption) {
    return ImageTile.ofGray(FaceCrop.SIZE, FaceCrop.SIZE, face.pixels(), caption);
  }

  /** The mean of many faces, as samples/ has it: no person. */
  private static FaceCrop averageFace() {
    String name = "average-face.png";
    try (InputStream in = RobustnessChart.class.getResourceAsStream(name)) {
      return FaceCrop.of(Photo.read(name, in));
    } catch (IOException e) {
      throw new AssertionError("a resource can be closed", e);
    }
  }
}
