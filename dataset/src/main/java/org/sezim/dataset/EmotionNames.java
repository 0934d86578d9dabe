package org.sezim.dataset;

import static org.sezim.emotion.Emotions.ANGRY;
import static org.sezim.emotion.Emotions.CONTEMPT;
import static org.sezim.emotion.Emotions.DISGUST;
import static org.sezim.emotion.Emotions.FEAR;
import static org.sezim.emotion.Emotions.HAPPY;
import static org.sezim.emotion.Emotions.SAD;
import static org.sezim.emotion.Emotions.SURPRISE;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The emotions' names. */
final class EmotionNames {
  /** In the order of FER-2013's numbers 0–6. */
  static final List<String> FER_2013 = org.sezim.emotion.Emotions.FER2013;

  static final List<String> WITH_CONTEMPT =
      Stream.concat(FER_2013.stream(), Stream.of(CONTEMPT)).toList();

  private static final Map<String, String> VARIANTS =
      Map.of(
          "anger", ANGRY,
          "disgusted", DISGUST,
          "fearful", FEAR,
          "happiness", HAPPY,
          "sadness", SAD,
          "surprised", SURPRISE);

  private EmotionNames() {}

  /** FER-2013's name for an emotion that may be written otherwise; any other name in lower case. */
  static String normalise(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return VARIANTS.getOrDefault(lower, lower);
  }
}
