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

/** The study's network, {@code recipes/paper-cnn.yaml}, and how the experiments change it. */
final class StudyNetwork {
  /** The group of its runs over the study's first number of epochs. */
  static final String SHORT = "cnn-30";

  /** The group of its runs over the study's second number of epochs. */
  static final String LONG = "cnn-50";

  private StudyNetwork() {}

  static Recipe recipe() {
    return Recipe.bundled("paper-cnn");
  }

  /** Trained for the study's first number of epochs. */
  static RunGroup shortRuns(Budget scale) {
    return RunGroup.of(SHORT, recipe().withEpochs(scale.shortEpochs()), scale.seeds());
  }

  /** The same runs, gone on with to the study's second number of epochs. */
  static RunGroup longRuns(Budget scale) {
    return RunGroup.of(LONG, recipe().withEpochs(scale.longEpochs()), scale.seeds())
        .continuing(SHORT);
  }

  /** 0, 0.25: as people write it. */
  static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** With another dropout rate at both places. */
  static Recipe withDropout(double rate) {
    return recipe()
        .withName("paper-cnn-dropout-" + plain(rate))
        .withNetwork(
            recipe().network().stream()
                .map(layer -> layer instanceof Dropout ? new Dropout(rate) : layer)
                .toList());
  }

  /** With another function in all hidden layers. */
  static Recipe withActivation(Activation.Function function) {
    return recipe()
        .withName("paper-cnn-sigmoid-layers")
        .withNetwork(
            recipe().network().stream()
                .map(layer -> layer instanceof Activation ? new Activation(function) : layer)
                .toList());
  }

  /**
   * On faces made smaller. A convolution without padding leaves nothing of 16 pixels by the third
   * layer, so all sizes get padding: then the sizes alone differ.
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
