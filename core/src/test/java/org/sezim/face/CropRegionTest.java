package org.sezim.face;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sezim.image.Photo;
import org.sezim.testing.TestPhotos;

class CropRegionTest {
  /** A face drawn in a plane of 100×100, with lines thick enough for any resizing. */
  private static Photo drawn(AffineTransform place, int width, int height) {
    BufferedImage image = TestPhotos.ground(width, height);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.transform(place);
    graphics.setColor(Color.LIGHT_GRAY);
    graphics.fill(new Ellipse2D.Double(20, 10, 60, 80));
    graphics.setColor(Color.BLACK);
    graphics.fill(new Ellipse2D.Double(30, 35, 12, 8));
    graphics.fill(new Ellipse2D.Double(58, 35, 12, 8));
    graphics.setColor(Color.DARK_GRAY);
    graphics.setStroke(new BasicStroke(4));
    graphics.draw(new Line2D.Double(38, 72, 62, 72));
    graphics.dispose();
    return Photo.of(image);
  }

  private static Landmarks.Point at(AffineTransform place, double x, double y) {
    Point2D p = place.transform(new Point2D.Double(x, y), null);
    return new Landmarks.Point(p.getX(), p.getY());
  }

  /** Detection of the drawn face; boxes stay upright if the face is rotated. */
  private static Detection detection(AffineTransform place, double scale) {
    Landmarks.Point middle = at(place, 50, 50);
    return new Detection(
        new Box(middle.x() - 30 * scale, middle.y() - 40 * scale, 60 * scale, 80 * scale),
        1,
        new Landmarks(
            at(place, 36, 39),
            at(place, 64, 39),
            at(place, 50, 55),
            at(place, 40, 72),
            at(place, 60, 72)));
  }

  private static AffineTransform place(double x, double y, double scale, double degrees) {
    AffineTransform place = AffineTransform.getTranslateInstance(x, y);
    place.rotate(Math.toRadians(degrees));
    place.scale(scale, scale);
    place.translate(-50, -50);
    return place;
  }

  private static double difference(FaceCrop a, FaceCrop b) {
    double sum = 0;
    for (int i = 0; i < FaceCrop.PIXELS; i++) {
      sum += Math.abs(a.pixel(i % 48, i / 48) - b.pixel(i % 48, i / 48));
    }
    return sum / FaceCrop.PIXELS;
  }

  @ParameterizedTest
  @CsvSource({
    "300, 200, 3, 0",
    "180.3, 150.8, 1, 0",
    "333.3, 222.2, 2.6, 20",
    "200, 230, 1.7, -45",
    "300, 300, 2, 90",
    "300, 300, 3.3, 180",
    "300, 300, 0.7, 10"
  })
  void cropIsInvariantToRotationScaleAndShift(double x, double y, double scale, double degrees) {
    AffineTransform upright = place(250, 250, 2, 0);
    FaceCrop expected = FaceCrop.of(drawn(upright, 500, 500), detection(upright, 2));
    AffineTransform moved = place(x, y, scale, degrees);
    FaceCrop found = FaceCrop.of(drawn(moved, 600, 500), detection(moved, scale));
    double difference = difference(expected, found);
    assertTrue(difference < 3, "differs by " + difference);
    // The measure is sensitive: a shift by half a pupil exceeds the bound.
    FaceCrop elsewhere = FaceCrop.of(drawn(upright, 500, 500), detection(place(256, 250, 2, 0), 2));
    assertTrue(difference(expected, elsewhere) > 3);
  }

  @Test
  void squareIsFramedAsInFer2013() {
    AffineTransform place = place(250, 250, 2, 0);
    CropRegion square = CropRegion.of(detection(place, 2));
    double scale = FaceCrop.SIZE / square.side();
    double eyes = (at(place, 50, 39).y() - square.centerY()) * scale + 24;
    double mouth = (at(place, 50, 72).y() - square.centerY()) * scale + 24;
    assertEquals(18.5, eyes, 2);
    assertEquals(36.6, mouth, 2);
    assertEquals(250, square.centerX(), 1e-9);
    assertEquals(0, square.angle(), 1e-9);
  }

  @Test
  void implausibleLandmarksFallBackToTheBox() {
    Box box = new Box(100, 50, 60, 80);
    Landmarks.Point nowhere = new Landmarks.Point(Double.NaN, 1);
    Landmarks.Point far = new Landmarks.Point(1e7, -1e9);
    for (Landmarks.Point p : new Landmarks.Point[] {nowhere, far}) {
      CropRegion square = CropRegion.of(new Detection(box, 1, new Landmarks(p, p, p, p, p)));
      assertEquals(0, square.angle());
      assertEquals(130, square.centerX());
      assertEquals(90, square.centerY());
      assertEquals(78, square.side(), 4);
    }
  }

  @Test
  void landmarksInOnePointGivePositionButNoAngle() {
    Landmarks.Point p = new Landmarks.Point(130, 96);
    Box box = new Box(100, 50, 60, 80);
    CropRegion square = CropRegion.of(new Detection(box, 1, new Landmarks(p, p, p, p, p)));
    assertEquals(0, square.angle());
    assertEquals(130, square.centerX());
    assertEquals(90, square.centerY(), 1);
  }

  @Test
  void anyDetectionHasACrop() {
    Random random = new Random(7);
    Photo photo = drawn(place(40, 40, 1, 0), 90, 70);
    double[] sizes = {0, 1e-300, 1e-3, 1, 50, 1e4, 1e9, 1e150, Double.MAX_VALUE};
    for (int i = 0; i < 3000; i++) {
      Box box = new Box(any(random), any(random), pick(random, sizes), pick(random, sizes));
      Landmarks points =
          new Landmarks(point(random), point(random), point(random), point(random), point(random));
      FaceCrop crop = FaceCrop.of(photo, new Detection(box, 1, points));
      assertEquals(FaceCrop.PIXELS, crop.pixels().length);
    }
  }

  private static double pick(Random random, double[] values) {
    return values[random.nextInt(values.length)];
  }

  private static double any(Random random) {
    double size = pick(random, new double[] {0, 1, 100, 1e6, 1e12, 1e200, Double.MAX_VALUE});
    return size * (2 * random.nextDouble() - 1);
  }

  private static Landmarks.Point point(Random random) {
    return random.nextInt(20) == 0
        ? new Landmarks.Point(Double.NaN, Double.NEGATIVE_INFINITY)
        : new Landmarks.Point(any(random), any(random));
  }

  @Test
  void pixelsOutsideRepeatTheEdge() {
    BufferedImage image = new BufferedImage(100, 100, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 10_000; i++) {
      image.getRaster().setSample(i % 100, i / 100, 0, i / 100 + 2 * (i % 100));
    }
    // Its left half is outside.
    FaceCrop crop = FaceCrop.of(Photo.of(image), new CropRegion(0, 50, 48, 0));
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 24; x++) {
        assertEquals(26 + y, crop.pixel(x, y), 1);
      }
      assertEquals(26 + y + 2 * 23, crop.pixel(47, y), 1);
    }
    FaceCrop beyond = FaceCrop.of(Photo.of(image), new CropRegion(1000, -1000, 480, 1));
    for (byte pixel : beyond.pixels()) {
      assertEquals(198, pixel & 0xff);
    }
  }

  @Test
  void squareOfTheCropsSizeIsCopied() {
    BufferedImage image = new BufferedImage(60, 50, BufferedImage.TYPE_3BYTE_BGR);
    Random random = new Random(5);
    for (int i = 0; i < 3000; i++) {
      image.setRGB(i % 60, i / 60, random.nextInt());
    }
    Photo photo = Photo.of(image);
    FaceCrop crop = FaceCrop.of(photo, new CropRegion(5 + 24, 1 + 24, 48, 0));
    assertArrayEquals(photo.gray(5, 1, 48, 48), crop.pixels());
  }

  @ParameterizedTest
  @ValueSource(ints = {96, 97, 240, 480, 1000})
  void reducingAverages(int side) {
    // Lines of one pixel, black and white in turn, are gray on average.
    BufferedImage image = new BufferedImage(1000, 1000, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 1_000_000; i++) {
      image.getRaster().setSample(i % 1000, i / 1000, 0, i / 1000 % 2 * 255);
    }
    for (double angle : new double[] {0, 0.5}) {
      FaceCrop crop = FaceCrop.of(Photo.of(image), new CropRegion(500, 500, side, angle));
      double sum = 0;
      for (byte pixel : crop.pixels()) {
        assertEquals(127.5, pixel & 0xff, side < 200 ? 70 : 20, side + " at " + angle);
        sum += pixel & 0xff;
      }
      assertEquals(127.5, sum / FaceCrop.PIXELS, 2);
    }
  }

  @Test
  void photoOfOnePixelHasACrop() {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, 77);
    for (byte pixel : FaceCrop.of(Photo.of(image), new CropRegion(0.5, 0.5, 9, 2)).pixels()) {
      assertEquals(77, pixel);
    }
  }

  @Test
  void refusesInvalidSquares() {
    assertThrows(IllegalArgumentException.class, () -> new CropRegion(0, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new CropRegion(0, 0, Double.NaN, 0));
    assertThrows(IllegalArgumentException.class, () -> new CropRegion(Double.NaN, 0, 1, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new CropRegion(0, 0, 1, Double.POSITIVE_INFINITY));
  }
}
