package org.sezim.training.data;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The emotions' names. */
final class Emotions {
  /** In the order of FER-2013's numbers 0–6. */
  static final List<String> FER_2013 =
      List.of("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral");

  static final List<String> WITH_CONTEMPT =
      List.of("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral", "contempt");

  private static final Map<String, String> VARIANTS =
      Map.of(
          "anger", "angry",
          "disgusted", "disgust",
          "fearful", "fear",
          "happiness", "happy",
          "sadness", "sad",
          "surprised", "surprise");

  private Emotions() {}

  /** FER-2013's name for an emotion that may be written otherwise; any other name in lower case. */
  static String normalise(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return VARIANTS.getOrDefault(lower, lower);
  }
}
