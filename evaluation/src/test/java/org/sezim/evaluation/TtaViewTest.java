package org.sezim.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sezim.face.FaceCrop;

class TtaViewTest {
  private static final TtaView MIRROR = new TtaView(0, 0, true);

  private static FaceCrop noise(boolean symmetric) {
    Random random = new Random(3);
    byte[] pixels = new byte[FaceCrop.PIXELS];
    random.nextBytes(pixels);
    for (int i = 0; symmetric && i < pixels.length; i++) {
      pixels[i] = pixels[i / 48 * 48 + Math.min(i % 48, 47 - i % 48)];
    }
    return FaceCrop.of(pixels);
  }

  @Test
  void plainIsTheFaceItself() {
    assertEquals(noise(false), TtaView.PLAIN.of(noise(false)));
  }

  @Test
  void mirroringASymmetricFaceChangesNothing() {
    assertEquals(noise(true), MIRROR.of(noise(true)));
    assertNotEquals(noise(false), MIRROR.of(noise(false)));
    assertEquals(noise(false), MIRROR.of(MIRROR.of(noise(false))));
    assertEquals(noise(false).pixel(0, 5), MIRROR.of(noise(false)).pixel(47, 5));
  }

  @Test
  void shiftRepeatsTheEdges() {
    FaceCrop face = noise(false);
    FaceCrop moved = new TtaView(3, -2, false).of(face);
    assertEquals(face.pixel(0, 2), moved.pixel(3, 0));
    assertEquals(face.pixel(44, 47), moved.pixel(47, 45));
    for (int x = 0; x < 3; x++) {
      assertEquals(face.pixel(0, 12), moved.pixel(x, 10), "left edge");
    }
    assertEquals(face.pixel(17, 47), moved.pixel(20, 46), "bottom edge");
    assertEquals(face.pixel(17, 47), moved.pixel(20, 47), "bottom edge");
    assertEquals(face.pixel(0, 47), moved.pixel(0, 47), "corner");
  }

  @Test
  void shiftComesBeforeMirroring() {
    FaceCrop face = noise(false);
    assertEquals(MIRROR.of(new TtaView(3, 3, false).of(face)), new TtaView(3, 3, true).of(face));
  }

  @Test
  void tenDifferentViews() {
    assertEquals(10, new HashSet<>(TtaView.TEN).size());
    assertEquals(List.of(TtaView.PLAIN, MIRROR), TtaView.TEN.subList(0, 2));
    assertEquals(5, TtaView.TEN.stream().filter(TtaView::mirrored).count());
    assertEquals(0, TtaView.TEN.stream().mapToInt(TtaView::right).sum());
    assertEquals(0, TtaView.TEN.stream().mapToInt(TtaView::down).sum());
  }

  @Test
  void shiftOutOfTheImageIsRejected() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new TtaView(0, -48, false));
    assertEquals("shift: expected −47 to 47, found 0 and -48", e.getMessage());
  }
}
