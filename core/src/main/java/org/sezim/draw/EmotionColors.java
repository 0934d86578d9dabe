package org.sezim.draw;

import java.awt.Color;
import java.util.List;
import java.util.Map;
import org.sezim.emotion.EmotionScores;
import org.sezim.emotion.Emotions;

/**
 * One colour an emotion, the same in every picture, which colour-blind people can tell apart (Okabe
 * and Ito 2008).
 */
public final class EmotionColors {
  private static final Color ORANGE = new Color(0xE69F00);
  private static final Color SKY = new Color(0x56B4E9);
  private static final Color GREEN = new Color(0x009E73);
  private static final Color YELLOW = new Color(0xF0E442);
  private static final Color BLUE = new Color(0x0072B2);
  private static final Color VERMILION = new Color(0xD55E00);
  private static final Color PURPLE = new Color(0xCC79A7);

  /** Instead of their black, which is the colour of our shadows. */
  private static final Color GREY = new Color(0xBBBBBB);

  private static final List<Color> ALL =
      List.of(VERMILION, GREEN, PURPLE, YELLOW, BLUE, ORANGE, SKY, GREY);

  private static final Map<String, Color> BY_NAME =
      Map.of(
          Emotions.ANGRY, VERMILION,
          Emotions.DISGUST, GREEN,
          Emotions.FEAR, PURPLE,
          Emotions.HAPPY, YELLOW,
          Emotions.SAD, BLUE,
          Emotions.SURPRISE, ORANGE,
          Emotions.NEUTRAL, SKY,
          Emotions.CONTEMPT, GREY);

  private EmotionColors() {}

  /** The colour of the best emotion; of labels of one's own by their order. */
  static Color of(EmotionScores scores) {
    return of(scores.best(), scores.labels());
  }

  /**
   * The colour of an emotion; of labels of one's own by their order.
   *
   * @param labels all of the model's
   * @throws IllegalArgumentException if the emotion is none of them
   */
  public static Color of(String emotion, List<String> labels) {
    int place = labels.indexOf(emotion);
    if (place < 0) {
      throw new IllegalArgumentException("expected one of " + labels + ", found " + emotion);
    }
    return BY_NAME.getOrDefault(emotion, ALL.get(place % ALL.size()));
  }

  /** Black or white, whichever stands out more: at least 4.5 to 1 on any of the colours. */
  static Color inkOn(Color ground) {
    // WCAG's contrast of black and white is the same on a relative luminance of 0.179.
    return luminance(ground) > 0.179 ? Color.BLACK : Color.WHITE;
  }

  /** The relative luminance of sRGB (IEC 61966-2-1), 0–1. */
  private static double luminance(Color c) {
    return 0.2126 * linear(c.getRed())
        + 0.7152 * linear(c.getGreen())
        + 0.0722 * linear(c.getBlue());
  }

  private static double linear(int value) {
    double v = value / 255.0;
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }
}
