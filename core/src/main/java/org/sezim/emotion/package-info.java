/** Emotions of a face. Start at {@link EmotionClassifier}. */
@NullMarked
package org.sezim.emotion;

import org.jspecify.annotations.NullMarked;
