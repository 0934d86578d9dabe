package org.sezim.dataset;

/**
 * Aligns the rows of the votes with the faces of copies of FER-2013 that differ from the official
 * order: such copies lack some rows (for example those without a face), so that all rows after the
 * gap move up, and may have the missing faces at the end of a split.
 *
 * <p>Within a split, the votes of face i are in row i plus a shift that never decreases. The
 * Viterbi algorithm finds the most probable shifts, given the agreement of the votes with
 * FER-2013's own labels. An increase of the shift costs as much as a few disagreements, so that
 * single unusual votes cause none.
 */
final class VoteAlignment {
  /** Number of shifts that are tried: 0 to 255 rows. */
  private static final int SHIFTS = 256;

  /** Largest number of rows in a single gap. */
  private static final int MAX_STEP = 3;

  /** Log probability of a gap, per missing row. */
  private static final double STEP = -6;

  /** Log probability of a label that has no votes to compare with: one of seven. */
  private static final double UNKNOWN = Math.log(1 / 7.0);

  private VoteAlignment() {}

  /**
   * Aligns the faces of one split.
   *
   * @param labels the label of each face, 0–6, or −1 for a bad row
   * @param shares {@code [rows of votes][7]} the fraction of the votes for each of the seven
   *     emotions
   * @return per face the index of its votes, or −1 if it has none
   */
  static int[] align(int[] labels, float[][] shares) {
    double[] score = new double[SHIFTS];
    byte[][] steps = new byte[labels.length][SHIFTS];
    for (int i = 0; i < labels.length; i++) {
      double[] next = new double[SHIFTS];
      for (int shift = 0; shift < SHIFTS; shift++) {
        double best = score[shift];
        for (int step = 1; i > 0 && step <= Math.min(MAX_STEP, shift); step++) {
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
   * Fraction of the faces whose own label has the most votes: about 0.65 if the votes belong to
   * these faces, 0.2 if not.
   *
   * @param votes per face the index of its votes, as returned by {@link #align}
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
