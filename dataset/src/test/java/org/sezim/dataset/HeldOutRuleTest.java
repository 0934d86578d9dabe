package org.sezim.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldOutRuleTest {
  /** The rule must never change: networks are trained on the photos that it does not hold out. */
  @Test
  void decisionsForKnownNamesNeverChange() {
    assertTrue(HeldOutRule.isHeldOut("scene_1.jpg"));
    assertFalse(HeldOutRule.isHeldOut("scene_2.jpg"));
    assertFalse(HeldOutRule.isHeldOut("Ada_Lovelace_0001.jpg"));
    assertTrue(HeldOutRule.isHeldOut("Marie_Curie_0001.jpg"));
  }

  @Test
  void photosOfOnePersonStayTogether() {
    for (String person :
        new String[] {"Marie_Curie", "Ada_Lovelace", "Alan_Turing", "Grace_Hopper", "Abai"}) {
      boolean first = HeldOutRule.isHeldOut(person + "_0001.jpg");
      assertEquals(first, HeldOutRule.isHeldOut(person + "_0023.png"));
      assertEquals(first, HeldOutRule.isHeldOut(person + ".jpg"));
    }
  }

  @Test
  void threeDigitNumbersArePartOfTheName() {
    double heldOut =
        IntStream.range(100, 1000)
            .filter(i -> HeldOutRule.isHeldOut("crowd_" + i + ".jpg"))
            .count();
    assertEquals(200, heldOut, 60);
  }
}
