package org.sezim.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
  @Test
  void knownIntervals() {
    assertEquals(0.4901625, Interval.ofShare(8, 10).low(), 1e-7);
    assertEquals(0.9433178, Interval.ofShare(8, 10).high(), 1e-7);
    assertEquals(0, Interval.ofShare(0, 10).low(), 1e-12);
    assertEquals(1, Interval.ofShare(10, 10).high(), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-1, 5", "6, 5"})
  void invalidNumbersAreRejected(int hits, int trials) {
    assertThrows(IllegalArgumentException.class, () -> Interval.ofShare(hits, trials));
  }
}
