/**
 * The face detector's training: its network, the pictures it learns from, the teacher whose answers
 * it learns, and the loss. {@link org.sezim.training.DetectorTrainer} puts them together.
 */
@NullMarked
package org.sezim.training.detector;

import org.jspecify.annotations.NullMarked;
