package org.sezim.dataset;

/**
 * Finds which row of votes goes with which face where copies of FER-2013 differ from the official
 * order: they lack some rows (those without a face, say), so that all rows after such a gap move
 * up, and may hold the lost faces again at the end of a split.
 *
 * <p>Within a split the votes' row of face i is i plus a shift that never falls. The most probable
 * course of the shift, given how the votes agree with FER-2013's own labels, is found by the
 * Viterbi algorithm; a step costs as much as a few disagreements, so that single odd votes make
 * none.
 */
final class VoteAlignment {
  /** The largest shift that is looked for. */
  private static final int SHIFTS = 256;

  /** How many rows a single gap may have. */
  private static final int LARGEST_STEP = 3;

  /** Log probability of a step, a row. */
  private static final double STEP = -6;

  /** Log probability of a label without votes to compare with, one of seven. */
  private static final double UNKNOWN = Math.log(1 / 7.0);

  private VoteAlignment() {}

  /**
   * Aligns the faces of one split.
   *
   * @param labels of the faces, 0–6, or −1 where the row is bad
   * @param shares of the votes for each of the seven emotions, a row of votes each
   * @return for each face the index of its votes, or −1 if it has none
   */
  static int[] align(int[] labels, float[][] shares) {
    double[] score = new double[SHIFTS];
    byte[][] steps = new byte[labels.length][SHIFTS];
    for (int i = 0; i < labels.length; i++) {
      double[] next = new double[SHIFTS];
      for (int shift = 0; shift < SHIFTS; shift++) {
        double best = score[shift];
        for (int step = 1; i > 0 && step <= Math.min(LARGEST_STEP, shift); step++) {
          double stepped = score[shift - step] + step * STEP;
          if (stepped > best) {
            best = stepped;
            steps[i][shift] = (byte) step;
          }
        }
        next[shift] = best + agreement(labels[i], i + shift, shares);
      }
      score = next;
    }
    int shift = 0;
    for (int s = 1; s < SHIFTS; s++) {
      shift = score[s] > score[shift] ? s : shift;
    }
    int[] votes = new int[labels.length];
    for (int i = labels.length - 1; i >= 0; i--) {
      votes[i] = i + shift < shares.length ? i + shift : -1;
      shift -= steps[i][shift];
    }
    return votes;
  }

  private static double agreement(int label, int votes, float[][] shares) {
    return label < 0 || votes >= shares.length
        ? UNKNOWN
        : Math.log(0.03 + 0.9 * shares[votes][label]);
  }

  /**
   * On which share of the faces most votes are for the face's own label: about 0.65 where the votes
   * are those of the same faces, 0.2 where not.
   *
   * @param votes as {@link #align} gives them
   */
  static double agreement(int[] labels, float[][] shares, int[] votes) {
    int agreed = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] >= 0 && votes[i] >= 0) {
        agreed += mostVotesFor(labels[i], shares[votes[i]]) ? 1 : 0;
      }
    }
    return (double) agreed / Math.max(1, labels.length);
  }

  private static boolean mostVotesFor(int label, float[] shares) {
    boolean most = shares[label] > 0;
    for (float share : shares) {
      most &= share <= shares[label];
    }
    return most;
  }
}
