/**
 * The only package that uses ONNX Runtime. Applications use {@link
 * org.sezim.emotion.EmotionClassifier} and {@link org.sezim.face.FaceDetector}; the types here may
 * change in any release. Start at {@link OnnxModel}, an emotion model, and {@link FaceModel}; a new
 * kind of model implements a contract of {@code OnnxSession}.
 */
@NullMarked
package org.sezim.internal.onnx;

import org.jspecify.annotations.NullMarked;
