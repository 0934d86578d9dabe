package org.sezim.emotion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sezim.face.FaceCrop;
import org.sezim.image.Photo;
import org.sezim.testing.TestPhotos;

class HeatMapTest {
  private static double mean(HeatMap map, int left, int top, int width, int height) {
    double sum = 0;
    for (int i = 0; i < width * height; i++) {
      sum += map.drop(left + i % width, top + i / width);
    }
    return sum / (width * height);
  }

  @Test
  void mouthDecidesTheSadFace() {
    FaceCrop sad = FaceCrop.of(Photo.read(TestPhotos.face("sad")));
    try (EmotionClassifier classifier = EmotionClassifier.bundled()) {
      HeatMap map = classifier.explain(sad);
      assertEquals("sad", map.emotion());
      double mouth = mean(map, 14, 28, 20, 12);
      double corner = mean(map, 0, 0, 12, 12);
      // Not the happy face: its score stays the same with a covered mouth.
      assertTrue(mouth > 0.01, "mouth " + mouth);
      assertTrue(mouth > 3 * Math.abs(corner), "mouth " + mouth + ", corner " + corner);
      for (float drop : map.drops()) {
        assertTrue(drop >= -1 && drop <= 1);
      }
      assertArrayEquals(map.drops(), classifier.explain(sad).drops());
    }
  }

  @Test
  void coveringAFlatFaceChangesNothing() {
    byte[] flat = new byte[FaceCrop.PIXELS];
    Arrays.fill(flat, (byte) 99);
    try (EmotionClassifier classifier = EmotionClassifier.bundled()) {
      for (float drop : classifier.explain(FaceCrop.of(flat)).drops()) {
        assertEquals(0, drop, 1e-5);
      }
    }
  }

  @Test
  void isImmutable() {
    HeatMap map = HeatMap.of("happy", new float[FaceCrop.PIXELS]);
    map.drops()[5] = 1;
    assertEquals(0, map.drop(5, 0));
    assertThrows(IllegalArgumentException.class, () -> map.drop(0, 48));
    assertEquals("HeatMap[happy]", map.toString());
    assertEquals(HeatMap.of("happy", new float[FaceCrop.PIXELS]), map);
    assertEquals(HeatMap.of("happy", new float[FaceCrop.PIXELS]).hashCode(), map.hashCode());
    assertNotEquals(HeatMap.of("sad", new float[FaceCrop.PIXELS]), map);
    assertThrows(UnsupportedOperationException.class, () -> map.keySet().remove("emotion"));
    assertThrows(UnsupportedOperationException.class, () -> map.values().clear());
  }
}
