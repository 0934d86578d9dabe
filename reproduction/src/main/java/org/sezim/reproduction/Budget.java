package org.sezim.reproduction;

import java.util.List;

/**
 * The amounts of faces, epochs and seeds that a reproduction uses.
 *
 * @param quick whether this is the quick run, whose figures say nothing about the study
 * @param trainingFaces maximum number of faces used of Training
 * @param otherFaces maximum number of faces used of each other split
 * @param shortEpochs epochs of the study's first experiment and of all comparisons that its claims
 *     rest on
 * @param longEpochs epochs of the study's second experiment
 * @param sideEpochs epochs of the comparisons for which the study gives no figure
 * @param seeds for the comparisons that the study's figures rest on
 * @param sideSeeds for the other comparisons
 * @param rates learning rates that a search tries
 * @param searchEpochs epochs of each trial of a search
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

  /** The full reproduction, on all faces and with the study's numbers of epochs. */
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

  /** The quick run: every experiment in one or two minutes. */
  static Budget forQuickRun() {
    return new Budget(
        true, 1000, 500, 2, 3, 2, List.of(1L, 2L), List.of(1L), List.of(0.01, 0.001), 1);
  }
}
