/**
 * Reads human emotion from faces. Start at {@link org.sezim.EmotionClassifier}: a {@link
 * org.sezim.Photo} is decoded in colour and upright, cut to a {@link org.sezim.FaceCrop} of 48×48
 * grey pixels (0–255, row-major, y down) and scored as {@link org.sezim.EmotionScores},
 * probabilities from 0 to 1.
 *
 * <p>A {@link org.sezim.FaceDetector} finds the faces of a photo, each a {@link
 * org.sezim.Detection}.
 *
 * <p>Boxes are pixels of the upright photo. A caller's mistake is an {@link
 * IllegalArgumentException}; a file that cannot be used is a {@link org.sezim.SezimException}. No
 * method returns null. Nothing here prints, and nothing is fetched from a network.
 */
package org.sezim;
