package org.sezim.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.function.Executable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Reads written charts, PNG and SVG, and checks them. */
public final class WrittenChart {
  private WrittenChart() {}

  /** Reads a PNG and asserts that it is drawn on white. */
  public static BufferedImage png(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    assertEquals(0xFFFFFFFF, pixels[0], "white background");
    long drawn = Arrays.stream(pixels).filter(rgb -> rgb != 0xFFFFFFFF).count();
    assertTrue(drawn > 500, file + " has only " + drawn + " pixels that are not white");
    return image;
  }

  /** Whether a pixel of the image has this color, 0xRRGGBB. */
  public static boolean has(BufferedImage image, int rgb) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return Arrays.stream(pixels).anyMatch(pixel -> pixel == (0xFF000000 | rgb));
  }

  /** The root of a well-formed SVG without a document type. */
  public static Element svg(Path file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Element root = factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
    assertEquals("svg", root.getTagName());
    return root;
  }

  /** The root of the SVG of this name; asserts that the PNG of this name has the same size. */
  public static Element svgLikePng(Path folder, String name) throws Exception {
    BufferedImage png = png(folder.resolve(name + ".png"));
    Element svg = svg(folder.resolve(name + ".svg"));
    assertEquals(png.getWidth() + "px", svg.getAttribute("width"));
    assertEquals(png.getHeight() + "px", svg.getAttribute("height"));
    return svg;
  }

  /** The texts of an SVG, in drawing order. */
  public static List<String> texts(Element svg) {
    NodeList nodes = svg.getElementsByTagName("text");
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent())
        .toList();
  }

  /** Number of elements with this tag in an SVG. */
  public static int count(Element svg, String tag) {
    return svg.getElementsByTagName(tag).getLength();
  }

  /** Asserts that the PNG and SVG of this name are equal in both folders. */
  public static void assertSameBytes(Path folder, Path again, String name) throws IOException {
    for (String file : List.of(name + ".png", name + ".svg")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve(file)), Files.readAllBytes(again.resolve(file)), file);
    }
  }

  /** Asserts an {@link IllegalArgumentException} whose message contains this text. */
  public static void assertRejected(String message, Executable what) {
    String found = "" + assertThrows(IllegalArgumentException.class, what).getMessage();
    assertTrue(found.contains(message), found);
  }
}
