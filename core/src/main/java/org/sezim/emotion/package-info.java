/**
 * Emotions of cropped faces. Start at {@link EmotionClassifier}, which scores a {@link
 * org.sezim.face.FaceCrop} as {@link EmotionScores} and explains it with a {@link HeatMap}. A new
 * model needs no code: {@link EmotionClassifier#load(java.nio.file.Path)} reads its labels from the
 * ONNX file; a new bundled one is added to {@link BundledModel}.
 */
@NullMarked
package org.sezim.emotion;

import org.jspecify.annotations.NullMarked;
