package org.sezim.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sezim.face.FaceCrop;
import org.sezim.training.recipe.Augmentation;
import org.sezim.training.recipe.Recipe;

class AugmenterTest {
  private static final int FACES = 64;
  private static final int SIDE = FaceCrop.SIZE;

  private static Augmentation augmentation(String settings) {
    String yaml =
        "{name: a, network: [flatten: {}], output: softmax, loss: cross-entropy, optimizer: {name:"
            + " sgd, learning-rate: 1}, epochs: 1, batch: 1, augmentation: {"
            + settings
            + "}}";
    return Recipe.parse("test", yaml).augmentation();
  }

  /** Faces with a bright 8×8 square, centered at (x, y), on a dark background. */
  private static FaceBatch squares(int x, int y) {
    byte[] pixels = new byte[FACES * FaceCrop.PIXELS];
    Arrays.fill(pixels, (byte) 40);
    for (int i = 0; i < FACES; i++) {
      for (int dy = -4; dy < 4; dy++) {
        for (int dx = -4; dx < 4; dx++) {
          pixels[i * FaceCrop.PIXELS + (y + dy) * SIDE + x + dx] = (byte) 200;
        }
      }
    }
    float[] targets = new float[FACES * 2];
    long[] labels = new long[FACES];
    for (int i = 0; i < FACES; i++) {
      labels[i] = i % 2;
      targets[i * 2 + i % 2] = 1;
    }
    return new FaceBatch(
        Tensor.create(pixels, false, FACES, SIDE, SIDE),
        Tensor.create(targets, FACES, 2),
        Tensor.create(labels, new long[] {FACES}));
  }

  private static float[] pixels(FaceBatch faces) {
    FloatBuffer buffer = faces.pixels().contiguous().createBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  private static float[] augmented(String setting, long seed, FaceBatch faces) {
    return pixels(new Augmenter(augmentation(setting), seed).apply(faces));
  }

  /**
   * Center of brightness of face {@code i} in pixels from the top left corner, and the sum of
   * brightness.
   */
  private static double[] center(float[] pixels, int i) {
    double sum = 0;
    double x = 0;
    double y = 0;
    for (int p = 0; p < FaceCrop.PIXELS; p++) {
      double bright = pixels[i * FaceCrop.PIXELS + p] - 40;
      sum += bright;
      int row = p / SIDE;
      x += bright * (p % SIDE + 0.5);
      y += bright * (row + 0.5);
    }
    return new double[] {x / sum, y / sum, sum};
  }

  @Test
  void noneChangesNothing() {
    try (PointerScope scope = new PointerScope()) {
      FaceBatch faces = squares(24, 24);
      assertSame(faces, new Augmenter(Augmentation.NONE, 1).apply(faces));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flip: true",
        "shift: 0.1",
        "scale: 0.3",
        "rotation: 20",
        "contrast: 0.3",
        "blur: 0.5",
        "noise: 20",
        "random-erasing: 0.5",
        "mixup: 0.4"
      })
  void eachSettingChangesFacesWithinTheGrayRangeAndRepeatsWithTheSeed(String setting) {
    try (PointerScope scope = new PointerScope()) {
      FaceBatch faces = squares(16, 20);
      if (setting.startsWith("mixup")) { // all faces are equal, so mixing would show nothing
        faces.pixels().narrow(0, 0, 9).zero_();
      }
      float[] before = pixels(floats(faces));
      float[] one = augmented(setting, 5, faces);
      assertArrayEquals(one, augmented(setting, 5, faces));
      assertFalse(Arrays.equals(one, augmented(setting, 6, faces)));
      assertFalse(Arrays.equals(one, before));
      assertArrayEquals(before, pixels(floats(faces)), "the input is unchanged");
      for (float value : one) {
        assertTrue(value >= 0 && value <= 255, setting + ": " + value);
      }
    }
  }

  private static FaceBatch floats(FaceBatch faces) {
    return new FaceBatch(faces.pixels().to(ScalarType.Float), faces.targets(), faces.labels());
  }

  @Test
  void flipMirrorsAboutHalfOfTheFaces() {
    try (PointerScope scope = new PointerScope()) {
      float[] changed = augmented("flip: true", 1, squares(16, 20));
      int mirrored = 0;
      for (int i = 0; i < FACES; i++) {
        double[] center = center(changed, i);
        assertEquals(20, center[1], 1e-3);
        boolean other = center[0] > 24;
        assertEquals(other ? 32 : 16, center[0], 1e-3);
        mirrored += other ? 1 : 0;
      }
      assertTrue(mirrored > FACES / 4 && mirrored < FACES * 3 / 4, mirrored + " of " + FACES);
    }
  }

  @Test
  void shiftMovesByUpToItsShareOfTheWidth() {
    try (PointerScope scope = new PointerScope()) {
      float[] changed = augmented("shift: 0.125", 1, squares(24, 24));
      double farthest = 0;
      for (int i = 0; i < FACES; i++) {
        double[] center = center(changed, i);
        farthest = Math.max(farthest, Math.abs(center[0] - 24));
        farthest = Math.max(farthest, Math.abs(center[1] - 24));
      }
      assertTrue(farthest > 5 && farthest <= 6.01, "farthest " + farthest);
    }
  }

  @Test
  void scaleEnlargesAndShrinksByUpToItsFactor() {
    try (PointerScope scope = new PointerScope()) {
      float[] changed = augmented("scale: 0.25", 1, squares(24, 24));
      double max = 0;
      double min = 9;
      for (int i = 0; i < FACES; i++) {
        double area = center(changed, i)[2] / (64 * 160);
        max = Math.max(max, area);
        min = Math.min(min, area);
      }
      assertEquals(1.25 * 1.25, max, 0.15);
      assertEquals(1 / (1.25 * 1.25), min, 0.1);
    }
  }

  @Test
  void rotatesAroundTheCenter() {
    try (PointerScope scope = new PointerScope()) {
      float[] changed = augmented("rotation: 30", 1, squares(36, 24));
      double farthest = 0;
      for (int i = 0; i < FACES; i++) {
        double[] center = center(changed, i);
        double angle = Math.toDegrees(Math.atan2(center[1] - 24, center[0] - 24));
        farthest = Math.max(farthest, Math.abs(angle));
        assertEquals(12, Math.hypot(center[0] - 24, center[1] - 24), 0.3);
      }
      assertTrue(farthest > 24 && farthest < 30.5, "farthest " + farthest);
    }
  }

  @Test
  void mixedFacesHaveMixedTargetsAndTheLabelOfTheLargerPart() {
    try (PointerScope scope = new PointerScope()) {
      FaceBatch mixed = new Augmenter(augmentation("mixup: 1"), 3).apply(squares(24, 24));
      FloatBuffer targets = mixed.targets().contiguous().createBuffer();
      for (int i = 0; i < FACES; i++) {
        // Face i is mixed with face 63 − i, which has the other label.
        float own = targets.get(2 * i + i % 2);
        assertTrue(own >= 0.5 && own < 1, "own " + own);
        assertEquals(1, own + targets.get(2 * i + (i + 1) % 2), 1e-6);
        assertEquals(targets.get(0), own, 1e-6);
      }
    }
  }
}
