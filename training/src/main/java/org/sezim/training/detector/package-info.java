/**
 * The face detector's training: its network, the pictures it learns from, the teacher whose answers
 * it learns, and the loss. {@link org.sezim.training.DetectorTrainer} puts them together.
 */
package org.sezim.training.detector;
