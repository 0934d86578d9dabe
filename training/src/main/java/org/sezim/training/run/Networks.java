package org.sezim.training.run;

import org.sezim.SezimException;
import org.sezim.training.detector.DetectorNetwork;
import org.sezim.training.network.Network;
import org.sezim.training.recipe.DetectorRecipe;
import org.sezim.training.recipe.Recipe;

/** Factory of a run's libtorch networks. The caller closes them. */
public final class Networks {
  private Networks() {}

  /**
   * Creates the run's emotion network with its initial weights.
   *
   * @throws SezimException if the run's files cannot be read
   */
  public static Network fresh(RunFolder run) {
    Recipe recipe = run.recipe();
    int classes = run.provenance().data().labels().size();
    return new Network(recipe.network(), classes, seed(recipe.seed()));
  }

  /**
   * Creates the run's face detector with its initial weights.
   *
   * @throws SezimException if the run's files cannot be read
   */
  public static DetectorNetwork freshDetector(RunFolder run) {
    DetectorRecipe recipe = run.detectorRecipe();
    return new DetectorNetwork(recipe.network(), seed(recipe.seed()));
  }

  /**
   * Creates the run's emotion network with the weights of the epoch that the recipe selects among
   * those done.
   *
   * @throws SezimException if no epoch is finished
   */
  public static Network kept(RunFolder run) {
    Network network = fresh(run);
    Checkpoint.loadWeights(run.kept(), network.state());
    return network;
  }

  private static long seed(long ofRecipe) {
    return SeedStreams.seed(ofRecipe, SeedStreams.Purpose.WEIGHTS, 0);
  }
}
