package org.sezim.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sezim.EmotionRecognizer;
import org.sezim.Recognition;
import org.sezim.emotion.EmotionScores;
import org.sezim.emotion.HeatMap;
import org.sezim.face.Box;
import org.sezim.face.FaceCrop;
import org.sezim.image.Photo;

/**
 * Draws what was recognised: over a photo, a box and a label a face; over a face, its heat map.
 * Needs no display, but a font (on a bare server: {@code apt-get install fontconfig
 * fonts-dejavu-core}).
 *
 * <p>Each emotion has its colour, which colour-blind people can tell apart (Okabe and Ito 2008). A
 * face whose emotion is uncertain has a dashed box and a dark label with a question mark. In a
 * crowd, a label that would hide other faces or labels is left out; the colour of the box says what
 * it is.
 *
 * <p>All methods may be called from several threads at once.
 */
public final class Annotator {
  /** A photo shorter and narrower than this is enlarged, in pixels. */
  private static final int READABLE = 240;

  /** The most pixels to which a photo is enlarged. */
  private static final double MOST_ENLARGED = 4e6;

  private static final Color SHADOW = new Color(0, 0, 0, 150);
  private static final Color DARK = new Color(0x202020);

  private Annotator() {}

  /**
   * A new picture of the photo with its faces, RGB without transparency. It has the photo's size,
   * but a photo of less than 240 pixels on either side, in which no label could be read, is
   * enlarged by a whole number, so that a box at (x, y) of the photo is drawn at (n·x, n·y).
   *
   * @param photo as it was recognised
   * @param recognition of this photo
   * @throws IllegalArgumentException if the recognition is of a photo of another size
   */
  public static BufferedImage of(Photo photo, Recognition recognition) {
    if (photo.width() != recognition.width() || photo.height() != recognition.height()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "expected the recognition of a photo of %d×%d, found one of %d×%d",
              photo.width(),
              photo.height(),
              recognition.width(),
              recognition.height()));
    }
    int n = enlargement(photo.width(), photo.height());
    BufferedImage picture = enlarged(photo.toImage(), n);
    List<Mark> marks = new ArrayList<>();
    for (Recognition.Face face : recognition.faces()) {
      Rectangle box = pixels(face.box(), n, picture);
      if (!box.isEmpty()) {
        marks.add(new Mark(face, box));
      }
    }
    // Large faces first, so that boxes and labels of small ones lie over theirs.
    marks.sort(Comparator.comparingLong(mark -> -area(mark.box())));
    Graphics2D g = picture.createGraphics();
    try {
      for (Mark mark : marks) {
        drawBox(g, mark, picture);
      }
      drawLabels(g, marks, picture);
    } finally {
      g.dispose();
    }
    return picture;
  }

  /**
   * A new picture of where on a face its answer comes from: the crop that the model saw, enlarged,
   * and beside it the same under the heat map. Orange: what is seen there speaks for the answer;
   * blue: against it. RGB, always of the same size.
   *
   * @param crop that the map explains ({@link EmotionRecognizer#crop})
   * @param map of this crop ({@link EmotionRecognizer#explain})
   * @param face whose answer is written above
   */
  public static BufferedImage of(FaceCrop crop, HeatMap map, Recognition.Face face) {
    return HeatMapPainter.of(crop, map, label(face));
  }

  /** A face and where its box is in the picture. */
  private record Mark(Recognition.Face face, Rectangle box) {
    Color colour() {
      return EmotionColors.of(face.emotions());
    }

    String text() {
      return label(face);
    }
  }

  /** Emotion and score, such as {@code happy 93 %}, or {@code happy? 41 %}. */
  static String label(Recognition.Face face) {
    EmotionScores scores = face.emotions();
    return String.format(
        Locale.ROOT,
        "%s%s %.0f %%",
        scores.best(),
        face.uncertain() ? "?" : "",
        scores.bestScore() * 100);
  }

  private static int enlargement(int width, int height) {
    int least = Math.min(width, height);
    int wanted = Math.max(1, (READABLE + least - 1) / least);
    int most = (int) Math.sqrt(MOST_ENLARGED / ((double) width * height));
    return Math.max(1, Math.min(wanted, most));
  }

  private static BufferedImage enlarged(BufferedImage image, int n) {
    if (n == 1) {
      return image;
    }
    BufferedImage large =
        new BufferedImage(
            n * image.getWidth(), n * image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = large.createGraphics();
    try {
      g.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
      g.drawImage(image, 0, 0, large.getWidth(), large.getHeight(), null);
    } finally {
      g.dispose();
    }
    return large;
  }

  /** The part of a box inside the picture, in its whole pixels; empty if there is none. */
  private static Rectangle pixels(Box box, int n, BufferedImage picture) {
    Rectangle rectangle =
        new Rectangle(
            (int) (n * Math.round(box.x())),
            (int) (n * Math.round(box.y())),
            (int) (n * Math.max(1, Math.round(box.width()))),
            (int) (n * Math.max(1, Math.round(box.height()))));
    return rectangle.intersection(whole(picture));
  }

  private static Rectangle whole(BufferedImage picture) {
    return new Rectangle(picture.getWidth(), picture.getHeight());
  }

  /** The side of a square of as many pixels: what lines and letters go by. */
  private static int side(BufferedImage picture) {
    return (int) Math.sqrt((double) picture.getWidth() * picture.getHeight());
  }

  private static long area(Rectangle r) {
    return r.isEmpty() ? 0 : (long) r.width * r.height;
  }

  /** A line just inside the box, with a shadow on both sides to be seen on any ground. */
  private static void drawBox(Graphics2D g, Mark mark, BufferedImage picture) {
    Rectangle box = mark.box();
    int side = Math.min(box.width, box.height);
    int line = Math.max(1, Math.min(Math.max(2, side(picture) / 250), side / 12));
    int shadow = Math.max(1, line / 4);
    drawFrame(g, SHADOW, box, -shadow, shadow);
    if (line > 1) {
      drawFrame(g, SHADOW, box, line, shadow);
    }
    if (mark.face().uncertain()) {
      drawFrame(g, DARK, box, 0, line);
      float dash = Math.max(3, Math.min(5 * line, side / 6));
      g.setColor(mark.colour());
      g.setStroke(
          new BasicStroke(
              line, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {dash}, 0));
      // Centred on the middle of the line's pixels.
      g.translate(line / 2.0, line / 2.0);
      g.drawRect(box.x, box.y, box.width - line, box.height - line);
      g.translate(-line / 2.0, -line / 2.0);
    } else {
      drawFrame(g, mark.colour(), box, 0, line);
    }
  }

  /** Fills the ring between {@code inset} and {@code inset + width} pixels inside a box. */
  private static void drawFrame(Graphics2D g, Color colour, Rectangle box, int inset, int width) {
    int x = box.x + inset;
    int y = box.y + inset;
    int w = box.width - 2 * inset;
    int h = box.height - 2 * inset;
    if (w <= 0 || h <= 0) {
      return;
    }
    int t = Math.min(width, (Math.min(w, h) + 1) / 2);
    g.setColor(colour);
    g.fillRect(x, y, w, t);
    g.fillRect(x, y + h - t, w, t);
    g.fillRect(x, y + t, t, h - 2 * t);
    g.fillRect(x + w - t, y + t, t, h - 2 * t);
  }

  private static void drawLabels(Graphics2D g, List<Mark> marks, BufferedImage picture) {
    List<Rectangle> boxes = marks.stream().map(Mark::box).toList();
    LabelLayout places = new LabelLayout(whole(picture), boxes);
    int least = leastFontSize(picture);
    for (int i = 0; i < marks.size(); i++) {
      Mark mark = marks.get(i);
      int most = Math.max(least, side(picture) / 28);
      int size = Math.max(least, Math.min(most, mark.box().width / 6));
      Text text = Text.of(mark.text(), size, whole(picture));
      Optional<Rectangle> place = places.take(i, text.width(), text.height());
      if (place.isEmpty() && size > least) {
        text = Text.of(mark.text(), least, whole(picture));
        place = places.take(i, text.width(), text.height());
      }
      if (place.isPresent()) {
        drawLabel(g, mark, text, place.get());
      }
    }
  }

  /** Readable when the picture is shown on a screen of a thousand pixels. */
  private static int leastFontSize(BufferedImage picture) {
    return Math.max(11, side(picture) / 75);
  }

  /**
   * A line of text and the ground it needs.
   *
   * @param words what it says
   * @param font in which
   * @param width in pixels, with a margin
   * @param height in pixels, with a margin
   * @param base pixels from the top to the line on which letters stand
   */
  private record Text(String words, Font font, int width, int height, int base) {
    private static final FontRenderContext MEASURE = new FontRenderContext(null, true, true);

    /** In a size as asked for, or the largest that fits into a rectangle. */
    static Text of(String words, int size, Rectangle within) {
      Text text = of(words, size);
      for (int s = size - 1;
          s > 0 && (text.width > within.width || text.height > within.height);
          s--) {
        text = of(words, s);
      }
      return text;
    }

    private static Text of(String words, int size) {
      Font font = new Font(Font.SANS_SERIF, Font.BOLD, size);
      double width = font.getStringBounds(words, MEASURE).getWidth();
      int margin = Math.max(1, size / 4);
      return new Text(
          words,
          font,
          (int) Math.ceil(width) + 2 * margin,
          (int) Math.ceil(size * 1.1) + margin,
          (int) Math.round(size * 0.92) + margin / 2);
    }

    int margin() {
      return Math.max(1, font.getSize() / 4);
    }
  }

  private static void drawLabel(Graphics2D g, Mark mark, Text text, Rectangle place) {
    boolean uncertain = mark.face().uncertain();
    Color ground = uncertain ? DARK : mark.colour();
    g.setColor(ground);
    g.fill(place);
    if (uncertain) {
      drawFrame(g, mark.colour(), place, 0, Math.max(1, text.height() / 10));
    }
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setFont(text.font());
    g.setColor(EmotionColors.inkOn(ground));
    g.drawString(text.words(), place.x + text.margin(), place.y + text.base());
  }
}
