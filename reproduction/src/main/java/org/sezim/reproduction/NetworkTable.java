package org.sezim.reproduction;

import java.util.ArrayList;
import java.util.List;
import org.sezim.training.network.Activation;
import org.sezim.training.network.Convolution;
import org.sezim.training.network.Dense;
import org.sezim.training.network.Dropout;
import org.sezim.training.network.Layer;
import org.sezim.training.network.MaxPooling;
import org.sezim.training.network.Network;
import org.sezim.training.network.Normalize;
import org.sezim.training.network.Resize;
import org.sezim.training.network.Shape;
import org.sezim.training.recipe.Recipe;

/** Tables of networks: sizes of the maps by the study's formula, parameters, multiply-adds. */
final class NetworkTable {
  private NetworkTable() {}

  /**
   * One row per layer, and the totals.
   *
   * @param classes number of labels, which is the number of neurons of the last layer
   */
  static Table table(String title, Recipe recipe, int classes) {
    List<Table.Row> rows = new ArrayList<>();
    long parameters = 0;
    long multiplyAdds = 0;
    for (Network.Line line : Network.describe(recipe.network(), classes)) {
      rows.add(
          Table.Row.of(
              describe(line.layer()),
              Table.Cell.text(formula(line)),
              Table.Cell.text(line.output().toString()),
              Table.Cell.count(line.parameters()),
              Table.Cell.count(line.multiplyAdds())));
      parameters += line.parameters();
      multiplyAdds += line.multiplyAdds();
    }
    rows.add(
        Table.Row.of(
            "together",
            Table.Cell.text(""),
            Table.Cell.text(""),
            Table.Cell.count(parameters),
            Table.Cell.count(multiplyAdds)));
    return new Table(
        title, List.of("layer", "formula", "leaves", "parameters", "multiply-adds"), rows);
  }

  /** A layer's description, for example {@code 32 kernels of 3×3}. */
  static String describe(Layer layer) {
    if (layer instanceof Convolution c) {
      String padding = c.padding() == 0 ? "" : ", padding " + c.padding();
      return c.filters() + " kernels of " + c.kernel() + "×" + c.kernel() + padding;
    }
    if (layer instanceof MaxPooling p) {
      return "max-pooling " + p.size() + "×" + p.size();
    }
    if (layer instanceof Activation a) {
      return a.function() == Activation.Function.RELU ? "ReLU" : "sigmoid";
    }
    if (layer instanceof Dense d) {
      return d.units() + " neurons";
    }
    if (layer instanceof Dropout d) {
      return "dropout " + StudyNetwork.plain(d.rate());
    }
    if (layer instanceof Resize r) {
      return "resize to " + r.size() + " pixels";
    }
    return layer instanceof Normalize ? "pixels to 0…1" : "maps to one vector";
  }

  /** The study's (w, h) = (mW − kW + 1, mH − kH + 1) with the layer's numbers; maps are square. */
  private static String formula(Network.Line line) {
    Shape in = line.input();
    if (line.layer() instanceof Convolution c) {
      String padding = c.padding() == 0 ? "" : " + 2·" + c.padding();
      return in.width() + " − " + c.kernel() + " + 1" + padding + " = " + line.output().width();
    }
    if (line.layer() instanceof MaxPooling p) {
      return "⌊" + in.width() + " / " + p.size() + "⌋ = " + line.output().width();
    }
    return "";
  }
}
