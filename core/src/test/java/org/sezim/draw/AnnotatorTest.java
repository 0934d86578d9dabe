package org.sezim.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sezim.Recognition;
import org.sezim.emotion.EmotionScores;
import org.sezim.emotion.HeatMap;
import org.sezim.face.Box;
import org.sezim.face.FaceCrop;
import org.sezim.image.Photo;

class AnnotatorTest {
  private static final List<String> EMOTIONS =
      List.of("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral", "contempt");

  private static final int GROUND = 0x707070;

  private static Photo photo(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, GROUND);
    }
    return Photo.of(image);
  }

  private static EmotionScores scores(String best, float score) {
    float[] p = new float[EMOTIONS.size()];
    Arrays.fill(p, (1 - score) / (EMOTIONS.size() - 1));
    p[EMOTIONS.indexOf(best)] = score;
    return EmotionScores.of(EMOTIONS, p);
  }

  private static Recognition.Face face(double x, double y, double side, boolean uncertain) {
    return new Recognition.Face(
        new Box(x, y, side, side), 0.9f, Optional.empty(), false, uncertain, scores("happy", 0.9f));
  }

  private static BufferedImage draw(int width, int height, Recognition.Face... faces) {
    Recognition recognition = new Recognition("p", width, height, "model", List.of(faces));
    return Annotator.of(photo(width, height), recognition);
  }

  private static int happy() {
    return EmotionColors.of(scores("happy", 0.9f)).getRGB() & 0xffffff;
  }

  private static int rgb(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & 0xffffff;
  }

  private static int count(BufferedImage image, int left, int top, int right, int bottom) {
    int count = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        count += rgb(image, x, y) == happy() ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void boxIsDrawnJustInsideItsPixels() {
    BufferedImage image = draw(640, 480, face(200, 150, 100, false));
    assertEquals(640, image.getWidth());
    assertEquals(480, image.getHeight());
    for (int i = 0; i < 100; i++) {
      assertEquals(happy(), rgb(image, 200, 150 + i));
      assertEquals(happy(), rgb(image, 299, 150 + i));
      assertEquals(happy(), rgb(image, 200 + i, 150));
      assertEquals(happy(), rgb(image, 200 + i, 249));
    }
    assertNotEquals(happy(), rgb(image, 199, 200));
    assertNotEquals(happy(), rgb(image, 300, 200));
    assertEquals(GROUND, rgb(image, 250, 200), "the face itself is unchanged");
  }

  @Test
  void labelWithTextIsAboveTheBox() {
    BufferedImage image = draw(640, 480, face(200, 150, 100, false));
    assertTrue(count(image, 200, 130, 300, 150) > 500, "the background");
    Set<Integer> colors = new HashSet<>();
    for (int x = 200; x < 260; x++) {
      colors.add(rgb(image, x, 140));
    }
    assertTrue(colors.contains(0), "the text, in black on yellow: " + colors);
  }

  @Test
  void uncertainLooksDifferent() {
    BufferedImage sure = draw(640, 480, face(200, 150, 100, false));
    BufferedImage uncertain = draw(640, 480, face(200, 150, 100, true));
    int sureLine = count(sure, 200, 150, 300, 152);
    int dashed = count(uncertain, 200, 150, 300, 152);
    assertTrue(dashed > sureLine / 4 && dashed < sureLine * 3 / 4, dashed + " of " + sureLine);
    assertTrue(count(uncertain, 200, 120, 300, 149) < count(sure, 200, 120, 300, 149) / 2);
    assertEquals("happy 90 %", Annotator.label(face(0, 0, 9, false)));
    assertEquals("happy? 90 %", Annotator.label(face(0, 0, 9, true)));
  }

  /** At every edge and corner, beyond it, and larger than the image. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 100",
    "540, 0, 100",
    "0, 380, 100",
    "540, 380, 100",
    "-50, -50, 100",
    "590, 430, 100",
    "270, -60, 100",
    "270, 440, 100",
    "-100, -100, 900",
    "0, 0, 0",
    "639, 479, 1"
  })
  void labelsOfFacesAtTheEdgeStayInsideThePhoto(int x, int y, int side) {
    BufferedImage image = draw(640, 480, face(x, y, side, false));
    // Only the text is black, and its size is smallest for a small face.
    assertTrue(black(image) >= black(draw(640, 480, face(300, 220, 40, false))));
  }

  private static int black(BufferedImage image) {
    int black = 0;
    for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
      black += rgb(image, i % image.getWidth(), i / image.getWidth()) == 0 ? 1 : 0;
    }
    return black;
  }

  @Test
  void smallPhotosAreEnlargedByAWholeNumber() {
    for (int side : new int[] {1, 20, 48, 239}) {
      BufferedImage image = draw(side, side, face(0, 0, side, false));
      assertEquals(0, image.getWidth() % side);
      assertTrue(image.getWidth() >= 240 && image.getWidth() < 480 + side, "" + side);
      assertEquals(happy(), rgb(image, 0, image.getHeight() / 2));
      assertEquals(happy(), rgb(image, image.getWidth() - 1, image.getHeight() / 2));
    }
    assertEquals(240, draw(240, 300).getWidth());
    BufferedImage thin = draw(10, 40_000, face(0, 100, 10, false));
    assertTrue((long) thin.getWidth() * thin.getHeight() <= 4_000_000);
  }

  @Test
  void photoIsNotChanged() {
    Photo photo = photo(300, 300);
    byte[] before = photo.rgb();
    Recognition recognition =
        new Recognition("p", 300, 300, "model", List.of(face(10, 10, 200, false)));
    BufferedImage image = Annotator.of(photo, recognition);
    image.setRGB(299, 299, 0);
    assertEquals(List.of(GROUND), List.of(photo.rgb(299, 299)));
    assertTrue(Arrays.equals(before, photo.rgb()));
    assertEquals(GROUND, rgb(draw(300, 300), 5, 5));
  }

  @Test
  void labelsHideFewFacesOfACrowd() {
    List<Recognition.Face> crowd = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      crowd.add(face(i % 20 * 32, i / 20 * 24, 12, false));
    }
    BufferedImage image = draw(640, 480, crowd.toArray(Recognition.Face[]::new));
    int hidden = 0;
    for (Recognition.Face face : crowd) {
      int x = (int) face.box().x() + 6;
      int y = (int) face.box().y() + 6;
      hidden += rgb(image, x, y) == GROUND ? 0 : 1;
    }
    assertTrue(hidden < 40, hidden + " of 400 faces are under labels");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"angry", "disgust", "fear", "happy", "sad", "surprise", "neutral", "contempt"})
  void everyEmotionHasItsOwnReadableColor(String emotion) {
    Color ground = EmotionColors.of(scores(emotion, 0.9f));
    for (String other : EMOTIONS) {
      if (!other.equals(emotion)) {
        assertNotEquals(ground, EmotionColors.of(scores(other, 0.9f)));
      }
    }
    double light = luminance(ground);
    double contrast =
        EmotionColors.textOn(ground).equals(Color.BLACK)
            ? (light + 0.05) / 0.05
            : 1.05 / (light + 0.05);
    assertTrue(contrast >= 4.5, emotion + ": " + contrast);
  }

  private static double luminance(Color c) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    float[] rgb = c.getRGBColorComponents(null);
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += weights[i] * Math.pow((rgb[i] + 0.055) / 1.055, 2.4);
    }
    return sum;
  }

  @Test
  void customLabelsHaveColorsToo() {
    EmotionScores own = EmotionScores.of(List.of("calm", "bored"), new float[] {0.2f, 0.8f});
    EmotionScores other = EmotionScores.of(List.of("calm", "bored"), new float[] {0.8f, 0.2f});
    assertNotEquals(EmotionColors.of(own), EmotionColors.of(other));
  }

  @Test
  void recognitionOfAnotherPhotoIsRefused() {
    Recognition other = new Recognition("p", 300, 200, "model", List.of());
    assertThrows(IllegalArgumentException.class, () -> Annotator.of(photo(200, 300), other));
  }

  @Test
  void heatMapColorsOnlyTheRightHalf() {
    float[] drops = new float[FaceCrop.PIXELS];
    drops[24 * FaceCrop.SIZE + 24] = 0.5f;
    drops[10 * FaceCrop.SIZE + 10] = -0.5f;
    byte[] pixels = new byte[FaceCrop.PIXELS];
    Arrays.fill(pixels, (byte) 128);
    BufferedImage image =
        Annotator.of(FaceCrop.of(pixels), HeatMap.of("happy", drops), face(0, 0, 48, false));
    int[] colorful = new int[2];
    int orange = 0;
    int blue = 0;
    for (int y = 60; y < 300; y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        Color c = new Color(image.getRGB(x, y));
        if (Math.abs(c.getRed() - c.getBlue()) > 20) {
          colorful[x < image.getWidth() / 2 ? 0 : 1]++;
          orange += c.getRed() > c.getBlue() ? 1 : 0;
          blue += c.getRed() < c.getBlue() ? 1 : 0;
        }
      }
    }
    assertEquals(0, colorful[0]);
    assertTrue(orange > 20 && blue > 20, orange + " " + blue);
  }
}
