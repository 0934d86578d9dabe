package org.sezim.training;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Optimizer;
import org.sezim.training.network.Network;
import org.sezim.training.recipe.Recipe;
import org.sezim.training.run.Checkpoint;
import org.sezim.training.run.RunFolder;

/** Test helper that damages checkpoints like a diverged training. */
final class Checkpoints {
  private Checkpoints() {}

  /** Sets all weights to NaN and keeps everything else. */
  static void poison(RunFolder run) {
    Recipe recipe = run.recipe();
    int classes = run.provenance().data().labels().size();
    try (PointerScope scope = new PointerScope();
        Network network = new Network(recipe.network(), classes, 1)) {
      Optimizer optimizer = Optimizers.create(recipe.optimizer(), network.parameters());
      int epoch = Checkpoint.load(run.checkpoint(), network.weights(), optimizer);
      network.weights().values().forEach(weight -> weight.detach().fill_(nan()));
      Checkpoint.save(run.checkpoint(), network.weights(), optimizer, epoch);
    }
  }

  private static org.bytedeco.pytorch.Scalar nan() {
    return new org.bytedeco.pytorch.Scalar(Float.NaN);
  }
}
