package org.sezim.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BoxTest {
  private static Box box(Random random) {
    return new Box(
        random.nextDouble() * 100 - 50,
        random.nextDouble() * 100 - 50,
        random.nextDouble() * 60 + 1,
        random.nextDouble() * 60 + 1);
  }

  @Test
  void overlapKeepsItsLaws() {
    Random random = new Random(1);
    int overlapping = 0;
    for (int i = 0; i < 1000; i++) {
      Box a = box(random);
      Box b = box(random);
      double iou = a.iou(b);
      assertTrue(iou >= 0 && iou <= 1);
      assertEquals(1, a.iou(a), 1e-12);
      assertEquals(iou, b.iou(a), 1e-12);
      assertEquals(iou, a.scale(0.37, 2.9).iou(b.scale(0.37, 2.9)), 1e-9);
      assertTrue(a.intersection(b) <= Math.min(a.area(), b.area()) + 1e-9);
      overlapping += iou > 0 ? 1 : 0;
    }
    assertTrue(overlapping > 100);
  }

  @Test
  void onlyEqualBoxesOverlapFully() {
    Random random = new Random(2);
    for (int i = 0; i < 1000; i++) {
      Box a = box(random);
      double by = 1e-6 + random.nextDouble();
      assertTrue(a.iou(new Box(a.x() + by, a.y(), a.width(), a.height())) < 1);
      assertTrue(a.iou(new Box(a.x(), a.y() - by, a.width(), a.height())) < 1);
      assertTrue(a.iou(new Box(a.x(), a.y(), a.width() + by, a.height())) < 1);
      Box b = box(random);
      assertEquals(a.equals(b), a.iou(b) == 1);
    }
  }

  @Test
  void clippingKeepsItsLaws() {
    Random random = new Random(3);
    for (int i = 0; i < 1000; i++) {
      Box a = box(random);
      int width = 1 + random.nextInt(60);
      int height = 1 + random.nextInt(60);
      Box photo = new Box(0, 0, width, height);
      Box clipped = a.clip(width, height);
      assertEquals(clipped, clipped.clip(width, height), "clipped twice");
      assertTrue(clipped.x() >= 0 && clipped.right() <= width, clipped.toString());
      assertTrue(clipped.y() >= 0 && clipped.bottom() <= height, clipped.toString());
      assertEquals(a.intersection(photo), clipped.area(), 1e-9);
      // Powers of two, so that no digit is lost.
      assertEquals(clipped.scale(2, 4), a.scale(2, 4).clip(2 * width, 4 * height));
      Box other = box(random);
      double common = a.intersection(other);
      assertEquals(common, other.intersection(a), 1e-9);
      assertTrue(clipped.intersection(other) <= common + 1e-9);
      assertEquals(8 * common, a.scale(2, 4).intersection(other.scale(2, 4)), 1e-6);
    }
  }

  @Test
  void hugeBoxesKeepTheLawsToo() {
    Box huge = new Box(-1e150, -1e150, 2e150, 2e150);
    assertEquals(1, huge.iou(huge), 1e-12);
    assertEquals(new Box(0, 0, 7, 9), huge.clip(7, 9));
    double iou = huge.iou(new Box(0, 0, 1, 1));
    assertTrue(iou >= 0 && iou < 1e-9);
  }

  @Test
  void overlapByHand() {
    Box a = new Box(0, 0, 10, 10);
    assertEquals(1 / 3.0, a.iou(new Box(5, 0, 10, 10)), 1e-12);
    assertEquals(0.25, a.iou(new Box(0, 0, 5, 5)), 1e-12);
    assertEquals(0, a.iou(new Box(10, 0, 10, 10)), "touching at an edge");
    assertEquals(0, a.iou(new Box(10, 10, 10, 10)), "touching at a corner");
    assertEquals(0, a.iou(new Box(20, 20, 10, 10)));
    Box empty = new Box(3, 3, 0, 0);
    assertEquals(0, empty.iou(empty));
  }

  @Test
  void clipsToThePhoto() {
    assertEquals(new Box(0, 0, 5, 7), new Box(-5, -3, 10, 10).clip(20, 20));
    assertEquals(new Box(15, 18, 5, 2), new Box(15, 18, 10, 10).clip(20, 20));
    assertEquals(new Box(1, 2, 3, 4), new Box(1, 2, 3, 4).clip(20, 20));
    assertEquals(0, new Box(30, 5, 3, 3).clip(20, 20).area());
  }

  @Test
  void scales() {
    assertEquals(new Box(2, 6, 6, 12), new Box(1, 2, 3, 4).scale(2, 3));
    assertThrows(IllegalArgumentException.class, () -> new Box(1, 2, 3, 4).scale(-1, 1));
  }

  @Test
  void refusesInvalidBoxes() {
    assertThrows(IllegalArgumentException.class, () -> new Box(0, 0, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Box(0, 0, 1, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new Box(Double.NaN, 0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Box(0, 0, Double.POSITIVE_INFINITY, 1));
  }
}
