package org.sezim.dataset;

import static org.sezim.emotion.Emotions.ANGRY;
import static org.sezim.emotion.Emotions.CONTEMPT;
import static org.sezim.emotion.Emotions.DISGUST;
import static org.sezim.emotion.Emotions.FEAR;
import static org.sezim.emotion.Emotions.FER2013;
import static org.sezim.emotion.Emotions.HAPPY;
import static org.sezim.emotion.Emotions.SAD;
import static org.sezim.emotion.Emotions.SURPRISE;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Spellings of emotion names in datasets. */
final class EmotionNames {
  /** FER-2013's seven in their order, then contempt. */
  static final List<String> WITH_CONTEMPT =
      Stream.concat(FER2013.stream(), Stream.of(CONTEMPT)).toList();

  private static final Map<String, String> VARIANTS =
      Map.of(
          "anger", ANGRY,
          "disgusted", DISGUST,
          "fearful", FEAR,
          "happiness", HAPPY,
          "sadness", SAD,
          "surprised", SURPRISE);

  private EmotionNames() {}

  /** Returns FER-2013's name for a known variant, and any other name in lower case. */
  static String normalize(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return VARIANTS.getOrDefault(lower, lower);
  }
}
