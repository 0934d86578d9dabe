package org.sezim.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.sezim.EmotionRecognizer;
import org.sezim.Outcome;
import org.sezim.bench.report.Format;
import org.sezim.bench.report.Table;
import org.sezim.image.PhotoSource;

/**
 * Throughput for a folder of photo files on all cores: Sezim decodes, detects, crops and
 * classifies, OpenCV only decodes and runs its Haar cascade. In each round every pipeline processes
 * the folder once, and each round starts with another pipeline. Wall-clock time includes the effect
 * of other programs on the machine; the CPU time of all threads of this process, the JVM's own
 * included, does not.
 */
final class Throughput {
  private Throughput() {}

  /** Photos per pipeline before the first round, in which the JVM compiles. */
  private static final int WARM_UP = 100;

  /** Processes all photos once. */
  private interface Pass {
    void run(List<Path> photos) throws InterruptedException;
  }

  /**
   * Measures all pipelines.
   *
   * @param recognizers by name in the table
   * @param rounds measured rounds, at least 1; a warm-up of a part of the photos precedes them
   */
  static Table measure(
      Map<String, EmotionRecognizer> recognizers, OpenCvHaar haar, List<Path> photos, int rounds)
      throws InterruptedException {
    Map<String, Pass> passes = new LinkedHashMap<>();
    recognizers.forEach(
        (name, recognizer) ->
            passes.put(name + ", faces and emotions", files -> recognizeAll(recognizer, files)));
    passes.put(OpenCvHaar.NAME + ", faces only", files -> detectAll(haar, files));
    List<String> names = List.copyOf(passes.keySet());
    List<Pass> pipelines = List.copyOf(passes.values());
    for (Pass pipeline : pipelines) {
      pipeline.run(photos.subList(0, Math.min(WARM_UP, photos.size())));
    }
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    double[][] rates = new double[names.size()][rounds];
    double[][] costs = new double[names.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int turn = 0; turn < names.size(); turn++) {
        int i = (turn + round) % names.size();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        pipelines.get(i).run(photos);
        rates[i][round] = photos.size() * 1e9 / (System.nanoTime() - start);
        costs[i][round] = (system.getProcessCpuTime() - cpu) / 1e6 / photos.size();
      }
    }
    Table table =
        new Table(
            "pipeline",
            "photos per second (quartiles)",
            "times Haar's, round by round",
            "CPU ms per photo",
            "of Haar's CPU time");
    int base = names.size() - 1;
    for (int i = 0; i <= base; i++) {
      table.add(
          names.get(i),
          Format.quartiles(rates[i], 0),
          Format.quartiles(ratios(rates[i], rates[base]), 1),
          Format.quartiles(costs[i], 1),
          Format.quartiles(ratios(costs[i], costs[base]), 3));
    }
    return table;
  }

  private static double[] ratios(double[] values, double[] base) {
    double[] ratios = values.clone();
    Arrays.setAll(ratios, i -> values[i] / base[i]);
    return ratios;
  }

  /**
   * Recognizes all photos.
   *
   * @throws RuntimeException the first failure, if any
   */
  static void recognizeAll(EmotionRecognizer recognizer, List<Path> photos)
      throws InterruptedException {
    List<RuntimeException> failures = new ArrayList<>();
    recognizer.recognizeAll(
        photos.stream().map(PhotoSource::of).iterator(),
        outcome -> {
          if (outcome instanceof Outcome.Failed failed) {
            failures.add(failed.error());
          }
        });
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }

  private static void detectAll(OpenCvHaar haar, List<Path> photos) {
    int before = opencv_core.getNumThreads();
    // OpenCV's default number of threads.
    opencv_core.setNumThreads(-1);
    try {
      for (Path photo : photos) {
        try (Mat mat = opencv_imgcodecs.imread(photo.toString())) {
          haar.find(mat, 0);
        }
      }
    } finally {
      opencv_core.setNumThreads(before);
    }
  }
}
