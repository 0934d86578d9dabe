package org.sezim.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.sezim.bench.report.Quantile;
import org.sezim.evaluation.Interval;

/**
 * One value per photo, by emotion: 1 for a right answer and 0 for a wrong one, or the difference of
 * two such values. Intervals are bootstrapped (Efron 1979): 10,000 resamples, stratified by emotion
 * and drawn with replacement from a fixed seed. Immutable.
 */
final class StratifiedBootstrap {
  private static final int RESAMPLES = 10_000;
  private static final long SEED = 1;

  private final List<int[]> classes;
  private final Map<String, List<Integer>> values;

  StratifiedBootstrap(Map<String, List<Integer>> values) {
    this.values = new TreeMap<>(values);
    classes =
        this.values.values().stream()
            .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
            .toList();
  }

  /**
   * Returns the paired differences from other values, photo by photo.
   *
   * @throws IllegalArgumentException if the others have other numbers of photos
   */
  StratifiedBootstrap minus(StratifiedBootstrap other) {
    Map<String, List<Integer>> differences = new TreeMap<>();
    values.forEach(
        (name, list) -> {
          List<Integer> others = other.values.getOrDefault(name, List.of());
          if (others.size() != list.size()) {
            throw new IllegalArgumentException(
                "expected " + list.size() + " photos of " + name + ", found " + others.size());
          }
          List<Integer> difference = new ArrayList<>();
          for (int i = 0; i < list.size(); i++) {
            difference.add(list.get(i) - others.get(i));
          }
          differences.put(name, difference);
        });
    return new StratifiedBootstrap(differences);
  }

  /** The number of photos. */
  int size() {
    return classes.stream().mapToInt(c -> c.length).sum();
  }

  /** The mean over all photos. */
  double mean() {
    return mean(sums());
  }

  /** The mean over emotions of each emotion's mean. */
  double classMean() {
    return classMean(sums());
  }

  Interval meanInterval() {
    return interval(this::mean);
  }

  Interval classMeanInterval() {
    return interval(this::classMean);
  }

  private int[] sums() {
    return classes.stream().mapToInt(c -> Arrays.stream(c).sum()).toArray();
  }

  private double mean(int[] sums) {
    return (double) Arrays.stream(sums).sum() / size();
  }

  private double classMean(int[] sums) {
    double total = 0;
    for (int i = 0; i < sums.length; i++) {
      total += (double) sums[i] / classes.get(i).length;
    }
    return total / sums.length;
  }

  private Interval interval(ToDoubleFunction<int[]> statistic) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] resamples =
        DoubleStream.generate(() -> statistic.applyAsDouble(resampled(random)))
            .limit(RESAMPLES)
            .toArray();
    return new Interval(Quantile.of(resamples, 0.025), Quantile.of(resamples, 0.975));
  }

  private int[] resampled(SplittableRandom random) {
    int[] sums = new int[classes.size()];
    for (int i = 0; i < sums.length; i++) {
      int[] photos = classes.get(i);
      for (int draw = 0; draw < photos.length; draw++) {
        sums[i] += photos[random.nextInt(photos.length)];
      }
    }
    return sums;
  }
}
