/**
 * Parts of the face detector's training: network, loss, training images and teacher. Start at
 * {@link org.sezim.training.DetectorTrainer}, which combines them. The network's form is in {@link
 * org.sezim.training.detector.DetectorNetwork}; a new augmentation goes into {@code
 * MosaicGenerator}.
 */
@NullMarked
package org.sezim.training.detector;

import org.jspecify.annotations.NullMarked;
