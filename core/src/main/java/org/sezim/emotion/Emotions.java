package org.sezim.emotion;

import java.util.List;
import org.sezim.EmotionRecognizer;

/**
 * The labels of the emotions that Sezim's own models tell apart. Models of other origin may have
 * others: {@link EmotionRecognizer#labels} gives those of a model.
 */
public final class Emotions {
  public static final String ANGRY = "angry";
  public static final String DISGUST = "disgust";
  public static final String FEAR = "fear";
  public static final String HAPPY = "happy";
  public static final String SAD = "sad";
  public static final String SURPRISE = "surprise";
  public static final String NEUTRAL = "neutral";

  /** FER+ has it as an eighth; not an emotion of FER-2013. */
  public static final String CONTEMPT = "contempt";

  /** The seven of FER-2013, in the order of its numbers 0 to 6. */
  public static final List<String> FER2013 =
      List.of(ANGRY, DISGUST, FEAR, HAPPY, SAD, SURPRISE, NEUTRAL);

  private Emotions() {}
}
