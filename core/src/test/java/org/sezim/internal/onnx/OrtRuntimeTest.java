package org.sezim.internal.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OrtRuntimeTest {
  private static int down(int calls) {
    return calls == 0 ? 0 : 1 + down(calls - 1);
  }

  /** This recursion depth takes several times the default stack of Java threads. */
  @Test
  void startsOnAThreadWithALargeStack() {
    assertEquals(500_000, OrtRuntime.start(() -> down(500_000)));
  }
}
