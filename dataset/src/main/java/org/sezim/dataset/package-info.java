/**
 * Labeled faces for training and evaluation. Start at {@link org.sezim.dataset.FaceDataset}: it
 * reads FER-2013 (Goodfellow et al. 2013) as Kaggle ships it, or image folders, and holds one
 * {@link org.sezim.dataset.LabeledFaces} per split, each face as 48×48 gray pixels (uint8, 0–255,
 * row-major, y down). FER+ votes (Barsoum et al. 2016) can replace FER-2013's own labels.
 *
 * <p>To add a layout, write a reader beside {@code Fer2013Csv} and {@code ImageFolder}, and choose
 * it in {@link org.sezim.dataset.FaceDataset#read}; spellings of emotions are in {@code
 * EmotionNames}.
 *
 * <p>An unusable file causes a {@link org.sezim.SezimException}, a wrong argument an {@link
 * IllegalArgumentException}. Everything here is immutable once read and safe to share between
 * threads. No method returns null, nothing prints, and nothing is fetched from a network.
 */
@NullMarked
package org.sezim.dataset;

import org.jspecify.annotations.NullMarked;
