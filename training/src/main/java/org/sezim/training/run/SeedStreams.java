package org.sezim.training.run;

import java.util.SplittableRandom;

/**
 * Seeds derived from the recipe's seed, one per purpose and epoch. A checkpoint therefore needs no
 * random state, and a new purpose does not change the others' random numbers.
 */
public final class SeedStreams {
  /** Purposes of random numbers. The number of each is part of the seed and never changes. */
  public enum Purpose {
    /** Initial weights. */
    WEIGHTS(1),
    /** Order of the faces in an epoch. */
    SHUFFLING(2),
    /** Dropout in an epoch. */
    DROPOUT(3),
    /** Choice of the Training faces held out for validation. */
    HELD_OUT(4),
    /** Training images of a face detector's epoch. */
    MOSAICS(5),
    /** Augmentation of the faces in an epoch. */
    AUGMENTATION(6);

    private final int number;

    Purpose(int number) {
      this.number = number;
    }
  }

  private SeedStreams() {}

  /** Returns the seed of one purpose and epoch. */
  public static long seed(long seed, Purpose purpose, int epoch) {
    long ofPurpose = new SplittableRandom(seed).nextLong() + purpose.number;
    long ofEpoch = new SplittableRandom(ofPurpose).nextLong() + epoch;
    return new SplittableRandom(ofEpoch).nextLong();
  }

  /** Returns a random permutation of 0…n−1 for one epoch. */
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
