package org.sezim.training.run;

import java.util.List;
import java.util.Locale;

/**
 * Duration of one epoch.
 *
 * @param epoch from 1
 * @param seconds of its training, without validation and checkpoint
 * @param samplesPerSecond training samples per second
 */
public record EpochTiming(int epoch, double seconds, double samplesPerSecond) {
  /**
   * Format of {@code timing.csv}: seconds with two decimals, samples per second as a whole number.
   */
  static final CsvTable<EpochTiming> TABLE =
      new CsvTable<>(
          List.of("epoch", "seconds", "training_images_per_second"),
          t ->
              List.of(
                  t.epoch,
                  String.format(Locale.ROOT, "%.2f", t.seconds),
                  String.format(Locale.ROOT, "%.0f", t.samplesPerSecond)),
          row ->
              new EpochTiming(
                  row.integer("epoch"),
                  row.number("seconds"),
                  row.number("training_images_per_second")));
}
