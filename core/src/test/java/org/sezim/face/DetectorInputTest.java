package org.sezim.face;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sezim.internal.DirectBuffers;

class DetectorInputTest {
  private static float[] planes(byte[] bgr, int w, int h, int toW, int toH, int padW, int padH) {
    FloatBuffer buffer = new DirectBuffers().take(3L * padW * padH);
    for (int i = 0; i < buffer.limit(); i++) {
      buffer.put(i, -1); // what an earlier photo left
    }
    DetectorInput.fill(ByteBuffer.wrap(bgr), w, h, toW, toH, padW, padH, buffer);
    float[] values = new float[buffer.limit()];
    buffer.get(0, values);
    return values;
  }

  @Test
  void turnsPixelsIntoPaddedPlanes() {
    byte[] bgr = {1, 2, 3, 4, 5, (byte) 255};
    float[] planes = planes(bgr, 2, 1, 2, 1, 3, 2);
    float[] expected = {1, 4, 0, 0, 0, 0, 2, 5, 0, 0, 0, 0, 3, 255, 0, 0, 0, 0};
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], planes[i], "value " + i);
    }
  }

  @Test
  void averagesAreasByHand() {
    // Three columns of red to two: each target covers one and a half.
    byte[] bgr = {0, 0, 30, 0, 0, 60, 0, 0, 90};
    float[] red = planes(bgr, 3, 1, 2, 1, 2, 1);
    assertEquals((30 + 60 / 2f) / 1.5f, red[4], 1e-4);
    assertEquals((60 / 2f + 90) / 1.5f, red[5], 1e-4);
    // The same downwards.
    red = planes(bgr, 1, 3, 1, 2, 1, 2);
    assertEquals(40, red[4], 1e-4);
    assertEquals(80, red[5], 1e-4);
  }

  @Test
  void reducingKeepsTheMean() {
    int w = 97;
    int h = 61;
    byte[] bgr = new byte[3 * w * h];
    new Random(2).nextBytes(bgr);
    for (int toW : new int[] {1, 10, 64, 96, 97}) {
      float[] planes = planes(bgr, w, h, toW, 37, toW, 37);
      for (int channel = 0; channel < 3; channel++) {
        double before = 0;
        for (int i = channel; i < bgr.length; i += 3) {
          before += bgr[i] & 0xff;
        }
        double after = 0;
        for (int i = 0; i < 37 * toW; i++) {
          after += planes[channel * 37 * toW + i];
        }
        assertEquals(before / (w * h), after / (37 * toW), 1e-3, toW + " columns");
      }
    }
  }
}
