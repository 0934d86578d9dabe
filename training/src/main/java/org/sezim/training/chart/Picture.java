package org.sezim.training.chart;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** One drawing, written as {@code name.png} and {@code name.svg}. */
final class Picture {
  private static final Pattern FONT_FAMILY = Pattern.compile("font-family:&quot;[^;]*&quot;");

  /**
   * Before a text of an SVG: it stands around its place, whatever the width of its letters. The
   * writer of SVG knows no such thing, so characters that stand for nothing say it.
   */
  static final String MIDDLE = "\uE000";

  /** Before a text of an SVG: it ends at its place. */
  static final String END = "\uE001";

  private Picture() {}

  /**
   * @param title what the picture is, for screen readers and search: the letters of an SVG may be
   *     outlines
   * @param description what it shows, for the same
   * @param painter draws the picture on a white ground; called twice
   */
  static void write(
      Path folder,
      String name,
      int width,
      int height,
      String title,
      String description,
      Consumer<Graphics2D> painter)
      throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve(name + ".png"), png(width, height, painter));
    Files.writeString(
        folder.resolve(name + ".svg"), svg(width, height, title, description, painter));
  }

  private static byte[] png(int width, int height, Consumer<Graphics2D> painter)
      throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      paintOnWhite(graphics, width, height, painter);
    } finally {
      graphics.dispose();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, "png", out)) {
      throw new AssertionError("every JDK writes PNG");
    }
    return out.toByteArray();
  }

  private static String svg(
      int width, int height, String title, String description, Consumer<Graphics2D> painter)
      throws IOException {
    VectorGraphics2D graphics = new VectorGraphics2D();
    paintOnWhite(graphics, width, height, painter);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new SVGProcessor()
        .getDocument(graphics.getCommands(), new PageSize(0, 0, width, height))
        .writeTo(out);
    String svg = out.toString(StandardCharsets.UTF_8);
    // Without the document type: XML parsers would fetch it from the network.
    int start = svg.indexOf("<svg");
    int body = svg.indexOf('>', start) + 1;
    return svg.substring(start, body)
        + "\n  <title>"
        + escape(title)
        + "</title>\n  <desc>"
        + escape(description)
        + "</desc>"
        // The writer names the font that this machine has; others have their own.
        + FONT_FAMILY
            .matcher(svg.substring(body))
            .replaceAll("font-family:sans-serif")
            .replace(">" + MIDDLE, " text-anchor=\"middle\">")
            .replace(">" + END, " text-anchor=\"end\">")
            // Pictures of few pixels show these as squares, not as a blur.
            .replace("<image ", "<image style=\"image-rendering:pixelated\" ")
        + "\n";
  }

  private static void paintOnWhite(
      Graphics2D graphics, int width, int height, Consumer<Graphics2D> painter) {
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    painter.accept(graphics);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
