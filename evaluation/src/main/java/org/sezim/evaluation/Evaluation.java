package org.sezim.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of a classifier on one split of a dataset. All scores are from 0 to 1, never percent. A
 * value that cannot be computed, for example the recall of a label that no face has, is an empty
 * {@link OptionalDouble}, never NaN. Immutable, so safe to share between threads.
 *
 * <p>The prediction for a row is its most probable class, the first in case of a tie. No metric
 * depends on the order of the rows (up to rounding).
 */
public final class Evaluation {
  /** Number of confidence bins of equal width for the calibration error and the reliability. */
  public static final int BINS = 15;

  private static final double MIN_PROBABILITY = 1e-15;

  private final String split;
  private final List<String> labels;
  private final int count;
  private final double accuracy;
  private final Interval accuracyInterval95;
  private final double macroF1;
  private final double logLoss;
  private final double expectedCalibrationError;
  private final List<ClassScores> perClass;
  private final List<ReliabilityBin> reliability;
  private final int[][] confusion;

  /**
   * The scores of one class against all others.
   *
   * @param label the name of the class
   * @param precision the fraction of the rows predicted as this class that belong to it; empty if
   *     no row was predicted as this class
   * @param recall the fraction of the rows of this class that were predicted as this class; empty
   *     without support
   * @param f1 the harmonic mean of precision and recall, 0 if no row of the class was found; empty
   *     without support
   * @param support the number of rows of this class
   */
  public record ClassScores(
      String label,
      OptionalDouble precision,
      OptionalDouble recall,
      OptionalDouble f1,
      int support) {}

  /**
   * The rows whose confidence, the probability of the predicted class, is in one range.
   *
   * @param low the lower end of the range, exclusive
   * @param high the upper end of the range, inclusive
   * @param count the number of rows in the range
   * @param meanConfidence their mean confidence; empty if there are none
   * @param accuracy the fraction predicted correctly; empty if there are none
   */
  public record ReliabilityBin(
      double low, double high, int count, OptionalDouble meanConfidence, OptionalDouble accuracy) {}

  private Evaluation(String split, List<String> labels, int[] truth, float[][] probabilities) {
    this.split = split;
    this.labels = labels;
    this.count = truth.length;
    this.confusion = new int[labels.size()][labels.size()];
    int[] binCount = new int[BINS];
    int[] binCorrect = new int[BINS];
    double[] binConfidence = new double[BINS];
    double loss = 0;
    for (int i = 0; i < count; i++) {
      float[] row = probabilities[i];
      int predicted = largest(row);
      confusion[truth[i]][predicted]++;
      loss -= Math.log(Math.min(1, Math.max(MIN_PROBABILITY, row[truth[i]])));
      double confidence = Math.min(1, row[predicted]);
      int bin = Math.max(0, (int) Math.ceil(confidence * BINS) - 1);
      binCount[bin]++;
      binConfidence[bin] += confidence;
      binCorrect[bin] += predicted == truth[i] ? 1 : 0;
    }
    int correct = Arrays.stream(binCorrect).sum();
    this.accuracy = (double) correct / count;
    this.accuracyInterval95 = Interval.ofShare(correct, count);
    this.logLoss = loss / count;
    this.perClass = scores(labels, confusion);
    this.macroF1 =
        perClass.stream()
            .flatMapToDouble(scores -> scores.f1().stream())
            .average()
            .orElseThrow(() -> new AssertionError("some label has support"));
    List<ReliabilityBin> bins = new ArrayList<>();
    double calibrationError = 0;
    for (int b = 0; b < BINS; b++) {
      bins.add(
          new ReliabilityBin(
              (double) b / BINS,
              (double) (b + 1) / BINS,
              binCount[b],
              ratio(binConfidence[b], binCount[b]),
              ratio(binCorrect[b], binCount[b])));
      calibrationError += Math.abs(binCorrect[b] - binConfidence[b]) / count;
    }
    this.reliability = List.copyOf(bins);
    this.expectedCalibrationError = calibrationError;
  }

  /**
   * Evaluates predictions.
   *
   * @param split the name of the split, for example {@code PublicTest}
   * @param labels the names of the C classes, all different
   * @param truth {@code [N]} the true class of each row, 0 to C−1
   * @param probabilities {@code [N][C]} values from 0 to 1; each row adds up to 1 (within 1e-3)
   * @throws IllegalArgumentException if N or C is 0, the sizes do not fit, or a value is outside
   *     its range
   */
  public static Evaluation of(
      String split, List<String> labels, int[] truth, float[][] probabilities) {
    Objects.requireNonNull(split, "split");
    List<String> names = List.copyOf(labels);
    int classes = names.size();
    if (classes == 0 || new HashSet<>(names).size() != classes) {
      throw new IllegalArgumentException(
          "labels: expected different names, at least one, found " + names);
    }
    if (truth.length == 0) {
      throw new IllegalArgumentException("truth: expected at least 1 row, found 0");
    }
    if (probabilities.length != truth.length) {
      throw new IllegalArgumentException(
          "probabilities: expected " + truth.length + " rows, found " + probabilities.length);
    }
    for (int i = 0; i < truth.length; i++) {
      if (truth[i] < 0 || truth[i] >= classes) {
        throw new IllegalArgumentException(
            "truth[" + i + "]: expected 0–" + (classes - 1) + ", found " + truth[i]);
      }
      checkProbabilities(i, probabilities[i], classes);
    }
    return new Evaluation(split, names, truth, probabilities);
  }

  private static void checkProbabilities(int i, float[] row, int classes) {
    String place = "probabilities[" + i + "]";
    if (row.length != classes) {
      throw new IllegalArgumentException(
          place + ": expected " + classes + " values, one per label, found " + row.length);
    }
    double sum = 0;
    for (float p : row) {
      // The negation also rejects NaN; softmax in float32 may exceed 1 by a rounding error.
      if (!(p >= 0 && p <= 1.0001f)) {
        throw new IllegalArgumentException(place + ": expected values in 0–1, found " + p);
      }
      sum += p;
    }
    if (Math.abs(sum - 1) > 1e-3) {
      throw new IllegalArgumentException(place + ": expected sum 1, found " + sum);
    }
  }

  private static int largest(float[] row) {
    int best = 0;
    for (int c = 1; c < row.length; c++) {
      if (row[c] > row[best]) {
        best = c;
      }
    }
    return best;
  }

  private static List<ClassScores> scores(List<String> labels, int[][] confusion) {
    List<ClassScores> scores = new ArrayList<>();
    for (int c = 0; c < labels.size(); c++) {
      int found = confusion[c][c];
      int support = Arrays.stream(confusion[c]).sum();
      int predicted = 0;
      for (int[] row : confusion) {
        predicted += row[c];
      }
      OptionalDouble f1 =
          support == 0 ? OptionalDouble.empty() : ratio(2.0 * found, support + predicted);
      scores.add(
          new ClassScores(
              labels.get(c), ratio(found, predicted), ratio(found, support), f1, support));
    }
    return List.copyOf(scores);
  }

  private static OptionalDouble ratio(double part, int whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of(part / whole);
  }

  /** The name of the evaluated split. */
  public String split() {
    return split;
  }

  /** The names of the C classes, in the order of the confusion matrix. */
  public List<String> labels() {
    return labels;
  }

  /** N, the number of rows. */
  public int count() {
    return count;
  }

  /** The fraction of rows predicted correctly. */
  public double accuracy() {
    return accuracy;
  }

  /** The 95 % confidence interval of the accuracy: {@link Interval#ofShare}. */
  public Interval accuracyInterval95() {
    return accuracyInterval95;
  }

  /**
   * The mean F1 of all labels that have support; labels without support are left out, even if rows
   * were predicted as such.
   */
  public double macroF1() {
    return macroF1;
  }

  /**
   * The mean of −ln p, where p is the predicted probability of the true class, clipped to 1e-15–1,
   * so at most 34.54.
   */
  public double logLoss() {
    return logLoss;
  }

  /**
   * The expected calibration error: the mean absolute difference of confidence and accuracy over
   * {@value #BINS} bins of equal width, weighted by their numbers of rows (Guo et al. 2017, "On
   * Calibration of Modern Neural Networks").
   */
  public double expectedCalibrationError() {
    return expectedCalibrationError;
  }

  /** The scores of each class, in the order of the labels. */
  public List<ClassScores> perClass() {
    return perClass;
  }

  /** The {@value #BINS} bins behind the calibration error, from low to high confidence. */
  public List<ReliabilityBin> reliability() {
    return reliability;
  }

  /** The confusion matrix, {@code [truth][predicted]} numbers of rows, a copy. */
  public int[][] confusionMatrix() {
    return Arrays.stream(confusion).map(int[]::clone).toArray(int[][]::new);
  }

  /**
   * The metrics over all classes as JSON-like values, unmodifiable: {@code count, accuracy,
   * accuracyInterval95} (a list of low and high), {@code macroF1, logLoss,
   * expectedCalibrationError}, in this order.
   */
  public Map<String, Object> summary() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("count", count);
    map.put("accuracy", accuracy);
    map.put("accuracyInterval95", List.of(accuracyInterval95.low(), accuracyInterval95.high()));
    map.put("macroF1", macroF1);
    map.put("logLoss", logLoss);
    map.put("expectedCalibrationError", expectedCalibrationError);
    return Collections.unmodifiableMap(map);
  }

  /**
   * Everything as JSON-like values, unmodifiable: {@code split}, those of {@link #summary}, {@code
   * perClass} (label to {@code precision, recall, f1, support}), {@code confusionMatrix} (a list of
   * rows), {@code labels, reliability} (a list of {@code low, high, count, meanConfidence,
   * accuracy}), in this order. A value that cannot be computed is null.
   */
  public Map<String, Object> toMap() {
    Map<String, Object> classes = new LinkedHashMap<>();
    for (ClassScores scores : perClass) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("precision", orNull(scores.precision()));
      values.put("recall", orNull(scores.recall()));
      values.put("f1", orNull(scores.f1()));
      values.put("support", scores.support());
      classes.put(scores.label(), Collections.unmodifiableMap(values));
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("split", split);
    map.putAll(summary());
    map.put("perClass", Collections.unmodifiableMap(classes));
    map.put(
        "confusionMatrix",
        Arrays.stream(confusion).map(row -> Arrays.stream(row).boxed().toList()).toList());
    map.put("labels", labels);
    map.put("reliability", reliability.stream().map(Evaluation::toMap).toList());
    return Collections.unmodifiableMap(map);
  }

  private static Map<String, Object> toMap(ReliabilityBin bin) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("low", bin.low());
    map.put("high", bin.high());
    map.put("count", bin.count());
    map.put("meanConfidence", orNull(bin.meanConfidence()));
    map.put("accuracy", orNull(bin.accuracy()));
    return Collections.unmodifiableMap(map);
  }

  /**
   * The metrics for a model card, with their keys in the metadata of an ONNX file: {@code
   * metrics.PublicTest.faces}, {@code .accuracy}, {@code .interval95}, {@code .macroF1}, {@code
   * .logLoss}, {@code .calibrationError} and, where the label has support, {@code .recall.happy}
   * and so on; rounded to four places.
   */
  public Map<String, String> figures() {
    String prefix = "metrics." + split + ".";
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put(prefix + "faces", Integer.toString(count));
    figures.put(prefix + "accuracy", rounded(accuracy));
    figures.put(
        prefix + "interval95",
        rounded(accuracyInterval95.low()) + "–" + rounded(accuracyInterval95.high()));
    figures.put(prefix + "macroF1", rounded(macroF1));
    figures.put(prefix + "logLoss", rounded(logLoss));
    figures.put(prefix + "calibrationError", rounded(expectedCalibrationError));
    for (ClassScores scores : perClass) {
      scores.recall().ifPresent(r -> figures.put(prefix + "recall." + scores.label(), rounded(r)));
    }
    return figures;
  }

  private static String rounded(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? Double.valueOf(value.getAsDouble()) : null;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: accuracy %.4f (95 %%: %.4f–%.4f), macro F1 %.4f, log loss %.4f, calibration error"
            + " %.4f, n = %d",
        split,
        accuracy,
        accuracyInterval95.low(),
        accuracyInterval95.high(),
        macroF1,
        logLoss,
        expectedCalibrationError,
        count);
  }
}
