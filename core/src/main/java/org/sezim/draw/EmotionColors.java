package org.sezim.draw;

import java.awt.Color;
import java.util.List;
import java.util.Map;
import org.sezim.emotion.EmotionScores;
import org.sezim.emotion.Emotions;

/**
 * One color per emotion, the same in all images and charts, from a palette for color-blind readers
 * (Okabe and Ito 2008).
 */
public final class EmotionColors {
  private static final Color ORANGE = new Color(0xE69F00);
  private static final Color SKY = new Color(0x56B4E9);
  private static final Color GREEN = new Color(0x009E73);
  private static final Color YELLOW = new Color(0xF0E442);
  private static final Color BLUE = new Color(0x0072B2);
  private static final Color VERMILION = new Color(0xD55E00);
  private static final Color PURPLE = new Color(0xCC79A7);

  /** Replaces the palette's black, which is used for shadows. */
  private static final Color GRAY = new Color(0xBBBBBB);

  private static final List<Color> ALL =
      List.of(VERMILION, GREEN, PURPLE, YELLOW, BLUE, ORANGE, SKY, GRAY);

  private static final Map<String, Color> BY_NAME =
      Map.of(
          Emotions.ANGRY, VERMILION,
          Emotions.DISGUST, GREEN,
          Emotions.FEAR, PURPLE,
          Emotions.HAPPY, YELLOW,
          Emotions.SAD, BLUE,
          Emotions.SURPRISE, ORANGE,
          Emotions.NEUTRAL, SKY,
          Emotions.CONTEMPT, GRAY);

  private EmotionColors() {}

  /** The color of the best emotion; labels of other models get colors by their order. */
  static Color of(EmotionScores scores) {
    return of(scores.best(), scores.labels());
  }

  /**
   * The color of an emotion; labels of other models get colors by their order.
   *
   * @param labels all labels of the model
   * @throws IllegalArgumentException if the emotion is none of them
   */
  public static Color of(String emotion, List<String> labels) {
    int index = labels.indexOf(emotion);
    if (index < 0) {
      throw new IllegalArgumentException("expected one of " + labels + ", found " + emotion);
    }
    return BY_NAME.getOrDefault(emotion, ALL.get(index % ALL.size()));
  }

  /** Black or white, whichever has more contrast: at least 4.5:1 on each of the colors. */
  static Color textOn(Color background) {
    // WCAG's contrast of black and white is equal at a relative luminance of 0.179.
    return luminance(background) > 0.179 ? Color.BLACK : Color.WHITE;
  }

  /** Relative luminance of sRGB (IEC 61966-2-1), 0–1. */
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
