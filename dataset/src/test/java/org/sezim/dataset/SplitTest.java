package org.sezim.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitTest {
  @Test
  void labelsAreThoseOfFer2013() {
    assertEquals(
        List.of("Training", "PublicTest", "PrivateTest"),
        Arrays.stream(Split.values()).map(Split::label).toList());
  }

  @Test
  void labelIsFoundInAnyCase() {
    assertEquals(Split.TRAINING, Split.of("Training"));
    assertEquals(Split.PUBLIC_TEST, Split.of("publictest"));
    assertEquals(Split.PRIVATE_TEST, Split.of("PRIVATETEST"));
  }

  @Test
  void unknownLabelListsTheChoices() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Split.of("test"));
    assertEquals(
        "split: expected one of Training, PublicTest, PrivateTest, found test", e.getMessage());
  }
}
