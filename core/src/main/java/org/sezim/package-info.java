/**
 * Reads human emotion from faces. Start at {@link org.sezim.EmotionRecognizer}, which takes a photo
 * to a {@link org.sezim.Recognition}. What it is made of can be used alone: a {@link
 * org.sezim.image.Photo} is decoded in colour and upright, a {@link org.sezim.face.FaceDetector}
 * finds its faces, each a {@link org.sezim.face.Detection}, which is cut to a {@link
 * org.sezim.face.FaceCrop} of 48×48 grey pixels (0–255, row-major, y down), and an {@link
 * org.sezim.emotion.EmotionClassifier} scores it as {@link org.sezim.emotion.EmotionScores},
 * probabilities from 0 to 1.
 *
 * <p>Boxes are pixels of the upright photo. A caller's mistake is an {@link
 * IllegalArgumentException}; a file that cannot be used is a {@link org.sezim.SezimException}. No
 * method returns null. Nothing here prints, and nothing is fetched from a network.
 */
@NullMarked
package org.sezim;

import org.jspecify.annotations.NullMarked;
