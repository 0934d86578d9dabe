package org.sezim.reproduction;

import java.util.List;

/**
 * How much of everything.
 *
 * @param quick whether this is the quick look, whose figures say nothing about the study
 * @param trainingFaces used at most
 * @param otherFaces used at most of each other split
 * @param shortEpochs the study's first experiment, and all comparisons that its claims rest on
 * @param longEpochs the study's second experiment
 * @param sideEpochs of the comparisons about which the study gives no figure
 * @param seeds of the comparisons that the study's figures rest on
 * @param sideSeeds of the others
 * @param rates that a search tries
 * @param searchEpochs of each try
 */
record Budget(
    boolean quick,
    int trainingFaces,
    int otherFaces,
    int shortEpochs,
    int longEpochs,
    int sideEpochs,
    List<Long> seeds,
    List<Long> sideSeeds,
    List<Double> rates,
    int searchEpochs) {

  /** The study's own measure. */
  static Budget full() {
    return new Budget(
        false,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE,
        30,
        50,
        20,
        List.of(1L, 2L, 3L),
        List.of(1L),
        List.of(0.1, 0.03, 0.01, 0.003, 0.001, 0.0003, 0.0001),
        2);
  }

  /** Everything once, in a minute or two. */
  static Budget ofQuickLook() {
    return new Budget(
        true, 1000, 500, 2, 3, 2, List.of(1L, 2L), List.of(1L), List.of(0.01, 0.001), 1);
  }
}
