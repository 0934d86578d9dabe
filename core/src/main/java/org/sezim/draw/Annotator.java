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
 * Draws recognition results: one box and label per face on a photo, or a heat map on a face. Needs
 * a font, but no display (on a minimal server: {@code apt-get install fontconfig
 * fonts-dejavu-core}).
 *
 * <p>Each emotion has its own color, from a palette for color-blind readers (Okabe and Ito 2008). A
 * face whose emotion is uncertain has a dashed box and a dark label with a question mark. In a
 * crowd, labels that would hide other faces or labels are omitted; the color of the box still names
 * the emotion.
 *
 * <p>Safe for use by several threads.
 */
public final class Annotator {
  /** Photos with a shorter side than this are enlarged, in pixels. */
  private static final int MIN_SIDE = 240;

  /** Maximum pixels of an enlarged photo. */
  private static final double MAX_ENLARGED = 4e6;

  private static final Color SHADOW = new Color(0, 0, 0, 150);
  private static final Color DARK = new Color(0x202020);

  private Annotator() {}

  /**
   * A new image of the photo with its faces, RGB without transparency. It has the photo's size; but
   * photos with a side of less than 240 pixels, in which labels would be illegible, are enlarged by
   * an integer factor n, and a box at (x, y) of the photo is drawn at (n·x, n·y).
   *
   * @param photo that was recognized
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
    BufferedImage image = enlarged(photo.toImage(), n);
    List<Mark> marks = new ArrayList<>();
    for (Recognition.Face face : recognition.faces()) {
      Rectangle box = pixels(face.box(), n, image);
      if (!box.isEmpty()) {
        marks.add(new Mark(face, box));
      }
    }
    // Large faces first, so that boxes and labels of small ones lie over theirs.
    marks.sort(Comparator.comparingLong(mark -> -area(mark.box())));
    Graphics2D g = image.createGraphics();
    try {
      for (Mark mark : marks) {
        drawBox(g, mark, image);
      }
      drawLabels(g, marks, image);
    } finally {
      g.dispose();
    }
    return image;
  }

  /**
   * A new image that explains a face's emotion: the crop that the model saw, enlarged, without and
   * with the heat map, side by side. Orange regions support the emotion, blue regions oppose it.
   * RGB, always of the same size.
   *
   * @param crop that the map explains ({@link EmotionRecognizer#crop})
   * @param map of this crop ({@link EmotionRecognizer#explain})
   * @param face whose emotion and score are the title
   */
  public static BufferedImage of(FaceCrop crop, HeatMap map, Recognition.Face face) {
    return HeatMapPainter.of(crop, map, label(face));
  }

  /** A face and its box in the image. */
  private record Mark(Recognition.Face face, Rectangle box) {
    Color color() {
      return EmotionColors.of(face.emotions());
    }

    String text() {
      return label(face);
    }
  }

  /** Emotion and score, for example {@code happy 93 %}, or {@code happy? 41 %} if uncertain. */
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
    int shorter = Math.min(width, height);
    int factor = Math.max(1, (MIN_SIDE + shorter - 1) / shorter);
    int maxFactor = (int) Math.sqrt(MAX_ENLARGED / ((double) width * height));
    return Math.max(1, Math.min(factor, maxFactor));
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

  /** The part of a box inside the image, in whole pixels; empty if there is none. */
  private static Rectangle pixels(Box box, int n, BufferedImage image) {
    Rectangle rectangle =
        new Rectangle(
            (int) (n * Math.round(box.x())),
            (int) (n * Math.round(box.y())),
            (int) (n * Math.max(1, Math.round(box.width()))),
            (int) (n * Math.max(1, Math.round(box.height()))));
    return rectangle.intersection(whole(image));
  }

  private static Rectangle whole(BufferedImage image) {
    return new Rectangle(image.getWidth(), image.getHeight());
  }

  /** Side of a square with the image's area, by which lines and text are scaled. */
  private static int side(BufferedImage image) {
    return (int) Math.sqrt((double) image.getWidth() * image.getHeight());
  }

  private static long area(Rectangle r) {
    return r.isEmpty() ? 0 : (long) r.width * r.height;
  }

  /** Draws a line just inside the box, with a shadow on both sides for contrast. */
  private static void drawBox(Graphics2D g, Mark mark, BufferedImage image) {
    Rectangle box = mark.box();
    int side = Math.min(box.width, box.height);
    int line = Math.max(1, Math.min(Math.max(2, side(image) / 250), side / 12));
    int shadow = Math.max(1, line / 4);
    drawFrame(g, SHADOW, box, -shadow, shadow);
    if (line > 1) {
      drawFrame(g, SHADOW, box, line, shadow);
    }
    if (mark.face().uncertain()) {
      drawFrame(g, DARK, box, 0, line);
      float dash = Math.max(3, Math.min(5 * line, side / 6));
      g.setColor(mark.color());
      g.setStroke(
          new BasicStroke(
              line, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {dash}, 0));
      // A stroke is centered on its path.
      g.translate(line / 2.0, line / 2.0);
      g.drawRect(box.x, box.y, box.width - line, box.height - line);
      g.translate(-line / 2.0, -line / 2.0);
    } else {
      drawFrame(g, mark.color(), box, 0, line);
    }
  }

  /** Fills the frame between {@code inset} and {@code inset + width} pixels inside a box. */
  private static void drawFrame(Graphics2D g, Color color, Rectangle box, int inset, int width) {
    int x = box.x + inset;
    int y = box.y + inset;
    int w = box.width - 2 * inset;
    int h = box.height - 2 * inset;
    if (w <= 0 || h <= 0) {
      return;
    }
    int t = Math.min(width, (Math.min(w, h) + 1) / 2);
    g.setColor(color);
    g.fillRect(x, y, w, t);
    g.fillRect(x, y + h - t, w, t);
    g.fillRect(x, y + t, t, h - 2 * t);
    g.fillRect(x + w - t, y + t, t, h - 2 * t);
  }

  private static void drawLabels(Graphics2D g, List<Mark> marks, BufferedImage image) {
    List<Rectangle> boxes = marks.stream().map(Mark::box).toList();
    LabelLayout layout = new LabelLayout(whole(image), boxes);
    int minSize = minFontSize(image);
    for (int i = 0; i < marks.size(); i++) {
      Mark mark = marks.get(i);
      int maxSize = Math.max(minSize, side(image) / 28);
      int size = Math.max(minSize, Math.min(maxSize, mark.box().width / 6));
      Text text = Text.of(mark.text(), size, whole(image));
      Optional<Rectangle> place = layout.place(i, text.width(), text.height());
      if (place.isEmpty() && size > minSize) {
        text = Text.of(mark.text(), minSize, whole(image));
        place = layout.place(i, text.width(), text.height());
      }
      if (place.isPresent()) {
        drawLabel(g, mark, text, place.get());
      }
    }
  }

  /** Legible if the image is shown 1000 pixels wide. */
  private static int minFontSize(BufferedImage image) {
    return Math.max(11, side(image) / 75);
  }

  /**
   * A line of text and the size of its label.
   *
   * @param text to draw
   * @param font of the text
   * @param width in pixels, with margins
   * @param height in pixels, with margins
   * @param baseline in pixels from the top
   */
  private record Text(String text, Font font, int width, int height, int baseline) {
    private static final FontRenderContext MEASURE = new FontRenderContext(null, true, true);

    /** A text in this font size, or in the largest that fits into a rectangle. */
    static Text of(String text, int size, Rectangle within) {
      Text label = of(text, size);
      for (int s = size - 1;
          s > 0 && (label.width > within.width || label.height > within.height);
          s--) {
        label = of(text, s);
      }
      return label;
    }

    private static Text of(String text, int size) {
      Font font = new Font(Font.SANS_SERIF, Font.BOLD, size);
      double width = font.getStringBounds(text, MEASURE).getWidth();
      int margin = Math.max(1, size / 4);
      return new Text(
          text,
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
    Color background = uncertain ? DARK : mark.color();
    g.setColor(background);
    g.fill(place);
    if (uncertain) {
      drawFrame(g, mark.color(), place, 0, Math.max(1, text.height() / 10));
    }
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setFont(text.font());
    g.setColor(EmotionColors.textOn(background));
    g.drawString(text.text(), place.x + text.margin(), place.y + text.baseline());
  }
}
