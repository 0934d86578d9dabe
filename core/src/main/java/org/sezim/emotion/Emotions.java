package org.sezim.emotion;

import java.util.List;

/**
 * The emotion labels of Sezim's own models. Other models may have other labels: {@link
 * org.sezim.EmotionRecognizer#labels} returns those of a model.
 */
public final class Emotions {
  public static final String ANGRY = "angry";
  public static final String DISGUST = "disgust";
  public static final String FEAR = "fear";
  public static final String HAPPY = "happy";
  public static final String SAD = "sad";
  public static final String SURPRISE = "surprise";
  public static final String NEUTRAL = "neutral";

  /** The eighth emotion of FER+; not in FER-2013. */
  public static final String CONTEMPT = "contempt";

  /** The seven emotions of FER-2013, in the order of its class numbers 0 to 6. */
  public static final List<String> FER2013 =
      List.of(ANGRY, DISGUST, FEAR, HAPPY, SAD, SURPRISE, NEUTRAL);

  private Emotions() {}
}
