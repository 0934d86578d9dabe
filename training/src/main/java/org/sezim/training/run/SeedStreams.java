package org.sezim.training.run;

import java.util.SplittableRandom;

/**
 * Gives every purpose its own stream of random numbers from the one seed of a recipe, anew for each
 * epoch. So nothing random needs saving in a checkpoint, and a new purpose disturbs no other.
 */
public final class SeedStreams {
  /** What random numbers are drawn for, each with its number: a part of the seed, never changed. */
  public enum Purpose {
    /** The weights that a training starts with. */
    WEIGHTS(1),
    /** The order of the faces in an epoch. */
    SHUFFLING(2),
    /** The values that dropout sets to zero in an epoch. */
    DROPOUT(3),
    /** The faces of Training kept for validation. */
    HELD_OUT(4),
    /** The canvases of a face detector's epoch. */
    CANVASES(5),
    /** How the faces of an epoch are changed. */
    AUGMENTATION(6);

    private final int number;

    Purpose(int number) {
      this.number = number;
    }
  }

  private SeedStreams() {}

  /** The seed of one stream. */
  public static long seed(long seed, Purpose purpose, int epoch) {
    long ofPurpose = new SplittableRandom(seed).nextLong() + purpose.number;
    long ofEpoch = new SplittableRandom(ofPurpose).nextLong() + epoch;
    return new SplittableRandom(ofEpoch).nextLong();
  }

  /** 0…n−1 in an order drawn for one epoch. */
  public static long[] order(int n, long seed, int epoch) {
    SplittableRandom random = new SplittableRandom(seed(seed, Purpose.SHUFFLING, epoch));
    long[] order = new long[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
