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
 * How long detectors take for a photo of one size on one thread, side by side: in each round, every
 * detector goes through all photos once, beginning with another one each time, so that a machine
 * that gets slower gets slower for all. JMH measures one benchmark after the other and cannot do
 * that.
 *
 * <p>Time is the CPU time of the calling thread, which does all the work: other programs do not
 * count, nor do the JVM's own threads.
 */
final class Speed {
  /** Rounds before the measured ones, for the JVM to compile. */
  private static final int WARM_UP = 3;

  private Speed() {}

  /**
   * Measures.
   *
   * @param baseline the detector whose time is 1
   * @param rounds how often, at least 1
   */
  static Table measure(
      List<FaceFinder> finders, FaceFinder baseline, List<Photo> photos, int rounds, double least) {
    List<List<FaceFinder.Prepared>> prepared = new ArrayList<>();
    try {
      for (FaceFinder finder : finders) {
        prepared.add(photos.stream().map(finder::prepare).toList());
      }
      double[][] times = new double[finders.size()][rounds];
      for (int round = -WARM_UP; round < rounds; round++) {
        for (int turn = 0; turn < finders.size(); turn++) {
          int i = Math.floorMod(turn + round, finders.size());
          double time = milliseconds(prepared.get(i), least);
          if (round >= 0) {
            times[i][round] = time;
          }
        }
      }
      return table(finders, times, finders.indexOf(baseline));
    } finally {
      prepared.forEach(all -> all.forEach(FaceFinder.Prepared::close));
    }
  }

  /** CPU time a photo. */
  private static double milliseconds(List<FaceFinder.Prepared> photos, double least) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    photos.forEach(photo -> photo.find(least));
    return (threads.getCurrentThreadCpuTime() - start) / 1e6 / photos.size();
  }

  private static Table table(List<FaceFinder> finders, double[][] times, int baseline) {
    Table table =
        new Table("detector", "ms a photo (quartiles)", "of YuNet's time, round by round");
    for (int i = 0; i < times.length; i++) {
      double[] ratios = times[i].clone();
      Arrays.setAll(ratios, round -> ratios[round] / times[baseline][round]);
      table.add(finders.get(i).name(), Format.quartiles(times[i], 2), Format.quartiles(ratios, 2));
    }
    return table;
  }
}
