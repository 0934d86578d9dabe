package org.sezim.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PixelBudgetTest {
  @Test
  void photoWaitsForFreePixels() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          PixelBudget budget = new PixelBudget(100);
          AtomicBoolean in = new AtomicBoolean();
          Thread other =
              new Thread(
                  () -> {
                    try (PixelBudget.Share share = budget.share()) {
                      share.take(60);
                      in.set(true);
                    }
                  });
          try (PixelBudget.Share share = budget.share()) {
            share.take(60);
            other.start();
            while (other.getState() != Thread.State.WAITING) {
              Thread.onSpinWait();
            }
            assertFalse(in.get());
          }
          other.join();
          assertTrue(in.get());
        });
  }

  @Test
  void photoLargerThanTheBudgetIsDecodedAlone() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          PixelBudget budget = new PixelBudget(100);
          for (int i = 0; i < 3; i++) {
            try (PixelBudget.Share share = budget.share()) {
              share.take(1_000_000_000_000L);
            }
          }
          try (PixelBudget.Share none = budget.share();
              PixelBudget.Share all = budget.share()) {
            all.take(100);
          }
        });
  }
}
