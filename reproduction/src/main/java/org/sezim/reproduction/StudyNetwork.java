package org.sezim.reproduction;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.sezim.training.network.Activation;
import org.sezim.training.network.Convolution;
import org.sezim.training.network.Dropout;
import org.sezim.training.network.Layer;
import org.sezim.training.network.Resize;
import org.sezim.training.recipe.Recipe;

/**
 * The study's network, {@code recipes/paper-cnn.yaml}, and the variants of it that the experiments
 * train.
 */
final class StudyNetwork {
  /** The group of runs of the study's first experiment, with 30 epochs in a full reproduction. */
  static final String SHORT = "cnn-30";

  /** The group of runs of the study's second experiment, with 50 epochs. */
  static final String LONG = "cnn-50";

  private StudyNetwork() {}

  /** The recipe of the study's network. */
  static Recipe recipe() {
    return Recipe.bundled("paper-cnn");
  }

  /** The runs of the study's first experiment. */
  static RunGroup shortRuns(Budget budget) {
    return RunGroup.of(SHORT, recipe().withEpochs(budget.shortEpochs()), budget.seeds());
  }

  /** The same runs, continued to the number of epochs of the study's second experiment. */
  static RunGroup longRuns(Budget budget) {
    return RunGroup.of(LONG, recipe().withEpochs(budget.longEpochs()), budget.seeds())
        .continuing(SHORT);
  }

  /** A number without trailing zeros or exponent, for example {@code 0} or {@code 0.25}. */
  static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** The network with another rate in both dropout layers. */
  static Recipe withDropout(double rate) {
    return recipe()
        .withName("paper-cnn-dropout-" + plain(rate))
        .withNetwork(
            recipe().network().stream()
                .map(layer -> layer instanceof Dropout ? new Dropout(rate) : layer)
                .toList());
  }

  /** The network with another activation function in all hidden layers. */
  static Recipe withActivation(Activation.Function function) {
    return recipe()
        .withName("paper-cnn-sigmoid-layers")
        .withNetwork(
            recipe().network().stream()
                .map(layer -> layer instanceof Activation ? new Activation(function) : layer)
                .toList());
  }

  /**
   * The network on smaller faces. Without padding, 16 pixels are too few for the third convolution,
   * so the convolutions of all sizes are padded, and only the size differs.
   */
  static Recipe withSize(int size) {
    List<Layer> layers = new ArrayList<>();
    layers.add(new Resize(size));
    for (Layer layer : recipe().network()) {
      layers.add(
          layer instanceof Convolution conv
              ? new Convolution(conv.filters(), conv.kernel(), conv.kernel() / 2)
              : layer);
    }
    return recipe().withName("paper-cnn-" + size + "-pixels").withNetwork(layers);
  }
}
