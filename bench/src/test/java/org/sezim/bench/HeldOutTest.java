package org.sezim.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fixed names: a training keeps to the same rule in code of its own. */
class HeldOutTest {
  @ParameterizedTest
  @CsvSource({
    "Aaron_Patterson_0001.jpg, Aaron_Patterson, false",
    "happy/Jane_Rooney_0001.jpg, Jane_Rooney, false",
    "Abdoulaye_Wade_0001.jpg, Abdoulaye_Wade, true",
    "Abdoulaye_Wade_0003.jpg, Abdoulaye_Wade, true",
    "angry/Abdoulaye_Wade_0012.png, Abdoulaye_Wade, true",
    "Gerhard_Schroeder_0047.jpg, Gerhard_Schroeder, false",
    "FaridaJalal_53.jpg, FaridaJalal_53, false",
    "0_Parade_Parade_0_102.jpg, 0_Parade_Parade_0_102, false",
    "scenes/0_Parade_Parade_0_125.jpg, 0_Parade_Parade_0_125, true",
    "flickr_2009636597_e3f4fe19fb.jpg, flickr_2009636597_e3f4fe19fb, true",
  })
  void theRule(String file, String subject, boolean heldOut) {
    assertEquals(subject, HeldOut.subject(file));
    assertEquals(heldOut, HeldOut.holds(file));
    assertEquals(heldOut, Part.HELD_OUT.holds(file));
    assertEquals(!heldOut, Part.TRAINING.holds(file));
    assertEquals(true, Part.ALL.holds(file));
  }

  @Test
  void aboutAFifth() {
    int held = 0;
    for (int i = 0; i < 1000; i++) {
      held += HeldOut.holds("scene_" + i + "_x.jpg") ? 1 : 0;
    }
    assertEquals(200, held, 40);
  }
}
