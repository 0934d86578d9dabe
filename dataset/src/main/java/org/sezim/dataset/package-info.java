/**
 * Labelled faces for training and evaluation. Start at {@link org.sezim.dataset.FaceDataset}: it
 * reads FER-2013 (Goodfellow et al. 2013) as Kaggle ships it, or folders of pictures, and holds one
 * {@link org.sezim.dataset.LabeledFaces} a split, every face as 48×48 grey pixels (uint8, 0–255,
 * row-major, y down). FER+ votes (Barsoum et al. 2016) can take the place of FER-2013's own labels.
 *
 * <p>A file that cannot be used is a {@link org.sezim.SezimException}, a caller's mistake an {@link
 * IllegalArgumentException}. Everything here is immutable once read and safe to share between
 * threads. No method returns null, nothing prints, and nothing is fetched from a network.
 */
@NullMarked
package org.sezim.dataset;

import org.jspecify.annotations.NullMarked;
