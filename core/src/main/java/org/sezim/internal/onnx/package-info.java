/**
 * The only place that knows ONNX Runtime. Applications use {@link
 * org.sezim.emotion.EmotionClassifier}; the types here may change from one release to the next.
 */
@NullMarked
package org.sezim.internal.onnx;

import org.jspecify.annotations.NullMarked;
