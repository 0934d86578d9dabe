/** Emotions of a face. Start at {@link EmotionClassifier}. */
package org.sezim.emotion;
