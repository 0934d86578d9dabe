package org.sezim.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RequireTest {
  private static void refused(String message, Executable check) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, check).getMessage());
  }

  @Test
  void valuesInRangeAreReturned() {
    assertEquals(0, Require.fraction("share", 0));
    assertEquals(1, Require.fraction("share", 1));
    assertEquals(3, Require.atLeast("threads", 3, 3));
    assertEquals(0.5, Require.atLeast("seconds", 0.5, 0));
    assertEquals(9L, Require.inRange("pixels", 9, 1, 9));
    assertEquals("a", Require.that("name", true, "a letter", "a"));
  }

  @Test
  void otherValuesAreRefusedWithNameRangeAndValue() {
    refused("share: expected a value in 0–1, found 1.5", () -> Require.fraction("share", 1.5));
    refused(
        "share: expected a value in 0–1, found NaN", () -> Require.fraction("share", Double.NaN));
    refused("threads: expected at least 1, found 0", () -> Require.atLeast("threads", 0, 1));
    refused(
        "seconds: expected at least 0, found NaN", () -> Require.atLeast("seconds", Double.NaN, 0));
    refused(
        "seconds: expected at least 0, found Infinity",
        () -> Require.atLeast("seconds", Double.POSITIVE_INFINITY, 0));
    refused("port: expected 0 to 9, found 10", () -> Require.inRange("port", 10, 0, 9));
    refused("name: expected a letter, found 1", () -> Require.that("name", false, "a letter", 1));
  }
}
