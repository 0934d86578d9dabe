package org.sezim.training.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldOutTest {
  /** The rule must never change: a network that was trained by it has seen the other pictures. */
  @Test
  void fixedNamesStayOnTheirSides() {
    assertTrue(HeldOut.isHeldOut("scene_1.jpg"));
    assertFalse(HeldOut.isHeldOut("scene_2.jpg"));
    assertFalse(HeldOut.isHeldOut("Ada_Lovelace_0001.jpg"));
    assertTrue(HeldOut.isHeldOut("Marie_Curie_0001.jpg"));
  }

  @Test
  void picturesOfOnePersonStayTogether() {
    for (String person :
        new String[] {"Marie_Curie", "Ada_Lovelace", "Alan_Turing", "Grace_Hopper", "Abai"}) {
      boolean first = HeldOut.isHeldOut(person + "_0001.jpg");
      assertEquals(first, HeldOut.isHeldOut(person + "_0023.png"));
      assertEquals(first, HeldOut.isHeldOut(person + ".jpg"));
    }
  }

  @Test
  void aNumberOfThreeDigitsIsPartOfTheName() {
    double heldOut =
        IntStream.range(100, 1000).filter(i -> HeldOut.isHeldOut("crowd_" + i + ".jpg")).count();
    assertEquals(200, heldOut, 60);
  }
}
