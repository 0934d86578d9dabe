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
 * A chart that can be written as SVG with searchable text, as PNG, or both. The charts of this
 * package return one; other charts are made with a painter that uses {@link ChartStyle}. Needs no
 * display.
 *
 * @param width in pixels
 * @param height in pixels
 * @param title the title in the SVG, for screen readers and search
 * @param description the description in the SVG, for screen readers and search
 * @param painter draws the chart on a white background, with anti-aliasing; called once per file
 */
public record ChartFile(
    int width, int height, String title, String description, Consumer<Graphics2D> painter) {
  private static final Pattern FONT_FAMILY = Pattern.compile("font-family:&quot;[^;]*&quot;");

  /**
   * Mark before a text that is centered at its position. The SVG writer has no text alignment, so
   * private-use characters are written and replaced in the SVG.
   */
  static final String MIDDLE = "\uE000";

  /** Mark before a text that ends at its position. */
  static final String END = "\uE001";

  /**
   * Writes {@code name.png} and {@code name.svg}; replaces existing files.
   *
   * @param folder the output folder, created if missing
   * @param name the name of the files without extension
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
   * Writes the chart as SVG; replaces an existing file.
   *
   * @param file the output file; its folder is created if missing
   * @throws IOException if the file cannot be written
   */
  public void writeSvg(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, svg());
  }

  /** Draws the chart to a new RGB image. */
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
    // The document type is removed, because XML parsers would fetch it from the network.
    int start = svg.indexOf("<svg");
    int body = svg.indexOf('>', start) + 1;
    return svg.substring(start, body)
        + "\n  <title>"
        + escape(title)
        + "</title>\n  <desc>"
        + escape(description)
        + "</desc>"
        // The writer names a font of this machine, which others may lack.
        + FONT_FAMILY
            .matcher(svg.substring(body))
            .replaceAll("font-family:sans-serif")
            .replace(">" + MIDDLE, " text-anchor=\"middle\">")
            .replace(">" + END, " text-anchor=\"end\">")
            // Small images are displayed without interpolation.
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
