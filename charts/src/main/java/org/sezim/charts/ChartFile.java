package org.sezim.charts;

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

/**
 * A chart that is ready to be written, as SVG with text that can be searched, as PNG, or both. The
 * charts of this package make one; other code makes its own with a painter that uses {@link
 * ChartStyle}. Needs no display.
 *
 * @param width in pixels
 * @param height in pixels
 * @param title what the chart is, for screen readers and search; stands in the SVG
 * @param description what it shows, for the same
 * @param painter draws the chart on a white ground, with smooth edges; called once per file
 */
public record ChartFile(
    int width, int height, String title, String description, Consumer<Graphics2D> painter) {
  private static final Pattern FONT_FAMILY = Pattern.compile("font-family:&quot;[^;]*&quot;");

  /**
   * Before a text of an SVG: it stands around its place, whatever the width of its letters. The
   * writer of SVG knows no such thing, so characters that stand for nothing say it.
   */
  static final String MIDDLE = "\uE000";

  /** Before a text of an SVG: it ends at its place. */
  static final String END = "\uE001";

  /**
   * Writes {@code name.png} and {@code name.svg}, and replaces those that exist.
   *
   * @param folder where to write; made if it does not exist
   * @param name the files' name without its ending
   * @throws IOException if a file cannot be written
   */
  public void write(Path folder, String name) throws IOException {
    writeSvg(folder.resolve(name + ".svg"));
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    if (!ImageIO.write(image(), "png", png)) {
      throw new AssertionError("every JDK writes PNG");
    }
    Files.write(folder.resolve(name + ".png"), png.toByteArray());
  }

  /**
   * Writes the chart as SVG only, and replaces the file if it exists.
   *
   * @param file where to write; its folder is made if it does not exist
   * @throws IOException if the file cannot be written
   */
  public void writeSvg(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, svg());
  }

  /** The chart as a new image, RGB. */
  public BufferedImage image() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      paint(graphics);
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private String svg() throws IOException {
    VectorGraphics2D graphics = new VectorGraphics2D();
    paint(graphics);
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
            // Images of few pixels show these as squares, not as a blur.
            .replace("<image ", "<image style=\"image-rendering:pixelated\" ")
        + "\n";
  }

  private void paint(Graphics2D graphics) {
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    ChartStyle.smooth(graphics);
    painter.accept(graphics);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
