package org.sezim.reproduction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
  private static Estimate between(double low, double high) {
    return Estimate.range((low + high) / 2, low, high, List.of(1L));
  }

  @ParameterizedTest
  @CsvSource({
    "0.55, 0.65, HOLDS", // equal to the range, whose ends are inclusive
    "0.58, 0.62, HOLDS",
    "0.54, 0.60, CANNOT_BE_TOLD",
    "0.60, 0.66, CANNOT_BE_TOLD",
    "0.50, 0.70, CANNOT_BE_TOLD",
    "0.65, 0.70, CANNOT_BE_TOLD", // shares one end with the range
    "0.651, 0.70, DOES_NOT_HOLD",
    "0.40, 0.549, DOES_NOT_HOLD",
  })
  void theWholeIntervalDecides(double low, double high, Verdict expected) {
    assertEquals(expected, Verdict.of(between(low, high), 0.55, 0.65));
  }

  @ParameterizedTest
  @CsvSource({"0.0, 0.1, HOLDS", "-0.1, 0.1, CANNOT_BE_TOLD", "-0.2, -0.1, DOES_NOT_HOLD"})
  void rangeMayBeOpen(double low, double high, Verdict expected) {
    assertEquals(expected, Verdict.of(between(low, high), 0, Double.POSITIVE_INFINITY));
    assertEquals(expected, Verdict.of(between(-high, -low), Double.NEGATIVE_INFINITY, 0));
  }

  @Test
  void withoutAnIntervalThereIsNoVerdict() {
    Estimate withoutInterval = new Estimate(0.6, Optional.empty(), List.of(1L));
    assertEquals(Verdict.CANNOT_BE_TOLD, Verdict.of(withoutInterval, 0, 1));
    assertEquals(Verdict.HOLDS, Verdict.of(Estimate.exact(0.6), 0, 1));
    assertEquals(Verdict.DOES_NOT_HOLD, Verdict.of(Estimate.exact(1.1), 0, 1));
  }

  @Test
  void claimShowsItsRange() {
    Quantity share = new Quantity(between(0.58, 0.62), Unit.SHARE);
    assertEquals("55 % to 65 %", new Claim("", share, 0.55, 0.65).range());
    Quantity points = new Quantity(between(-0.01, 0.02), Unit.POINTS);
    assertEquals(
        "at least −1 point", new Claim("", points, -0.01, Double.POSITIVE_INFINITY).range());
    assertEquals("at most 7 points", new Claim("", points, Double.NEGATIVE_INFINITY, 0.07).range());
  }

  @Test
  void numbersAreFormattedWithTheirInterval() {
    assertEquals("60.00 % (58.00–62.00)", Unit.SHARE.format(between(0.58, 0.62)));
    assertEquals("+0.50 points (−1.00 to +2.00)", Unit.POINTS.format(between(-0.01, 0.02)));
    assertEquals("2,198,023", Unit.COUNT.format(Estimate.exact(2_198_023)));
    assertEquals("1.4e−04", Unit.RATIO.format(Estimate.exact(0.00014)));
    assertEquals("0.0003", Unit.RATE.format(Estimate.exact(0.0003)));
    assertEquals("22", Unit.EPOCHS.format(22));
    assertEquals("22.3", Unit.EPOCHS.format(22.333));
  }
}
