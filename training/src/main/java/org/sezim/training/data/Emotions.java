package org.sezim.training.data;

import static org.sezim.Emotions.ANGRY;
import static org.sezim.Emotions.CONTEMPT;
import static org.sezim.Emotions.DISGUST;
import static org.sezim.Emotions.FEAR;
import static org.sezim.Emotions.HAPPY;
import static org.sezim.Emotions.SAD;
import static org.sezim.Emotions.SURPRISE;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The emotions' names. */
final class Emotions {
  /** In the order of FER-2013's numbers 0–6. */
  static final List<String> FER_2013 = org.sezim.Emotions.FER2013;

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

  private Emotions() {}

  /** FER-2013's name for an emotion that may be written otherwise; any other name in lower case. */
  static String normalise(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return VARIANTS.getOrDefault(lower, lower);
  }
}
