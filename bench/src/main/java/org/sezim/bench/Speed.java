package org.sezim.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sezim.bench.report.Format;
import org.sezim.bench.report.Table;
import org.sezim.image.Photo;

/**
 * Detection time of photos of one size on one thread. In each round every detector processes all
 * photos once, and each round starts with another detector, so that a machine that slows down slows
 * all of them. JMH cannot do that, because it measures one benchmark after the other.
 *
 * <p>The time is the CPU time of the calling thread, which does all the work; it excludes other
 * programs and the JVM's own threads.
 */
final class Speed {
  /** Rounds before the measured ones, in which the JVM compiles. */
  private static final int WARM_UP = 3;

  private Speed() {}

  /**
   * Measures all detectors.
   *
   * @param baseline the detector that ratios are relative to
   * @param rounds measured rounds, at least 1
   */
  static Table measure(
      List<FaceFinder> finders,
      FaceFinder baseline,
      List<Photo> photos,
      int rounds,
      double minConfidence) {
    List<List<FaceFinder.Prepared>> prepared = new ArrayList<>();
    try {
      for (FaceFinder finder : finders) {
        prepared.add(photos.stream().map(finder::prepare).toList());
      }
      double[][] times = new double[finders.size()][rounds];
      for (int round = -WARM_UP; round < rounds; round++) {
        for (int turn = 0; turn < finders.size(); turn++) {
          int i = Math.floorMod(turn + round, finders.size());
          double time = milliseconds(prepared.get(i), minConfidence);
          if (round >= 0) {
            times[i][round] = time;
          }
        }
      }
      return table(finders, times, finders.indexOf(baseline));
    } finally {
      prepared.forEach(inputs -> inputs.forEach(FaceFinder.Prepared::close));
    }
  }

  /** CPU time per photo. */
  private static double milliseconds(List<FaceFinder.Prepared> photos, double minConfidence) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    photos.forEach(photo -> photo.find(minConfidence));
    return (threads.getCurrentThreadCpuTime() - start) / 1e6 / photos.size();
  }

  private static Table table(List<FaceFinder> finders, double[][] times, int baseline) {
    Table table =
        new Table("detector", "ms per photo (quartiles)", "of YuNet's time, round by round");
    for (int i = 0; i < times.length; i++) {
      double[] ratios = times[i].clone();
      Arrays.setAll(ratios, round -> ratios[round] / times[baseline][round]);
      table.add(finders.get(i).name(), Format.quartiles(times[i], 2), Format.quartiles(ratios, 2));
    }
    return table;
  }
}
