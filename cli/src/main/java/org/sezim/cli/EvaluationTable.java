package org.sezim.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.sezim.dataset.Duplicates;
import org.sezim.dataset.Split;
import org.sezim.evaluation.DuplicateReport;
import org.sezim.evaluation.Evaluation;
import org.sezim.evaluation.TestTimeAugmentation;

/** A model's metrics as a table on the terminal. */
final class EvaluationTable {
  private final String model;
  private final Evaluation evaluation;
  private final Map<String, Evaluation> accuracies = new LinkedHashMap<>();
  private final List<String> duplicates = new ArrayList<>();

  EvaluationTable(String model, Evaluation evaluation) {
    this.model = model;
    this.evaluation = evaluation;
    accuracies.put("accuracy", evaluation);
  }

  void add(TestTimeAugmentation augmented) {
    accuracies.put("accuracy, with mirror image", augmented.mirrored());
    accuracies.put("accuracy, ten views", augmented.tenViews());
  }

  void add(DuplicateReport report) {
    report.without().ifPresent(e -> accuracies.put("accuracy without duplicates", e));
    duplicates.add("  faces with a copy               exact     near  with another label");
    if (report.split() != Split.TRAINING) {
      String split = report.split().label();
      duplicates.add(line(split + ", in Training", report.inTraining()));
      duplicates.add(line(split + ", in itself", report.withinSplit()));
    }
    duplicates.add(line("Training, in itself", report.withinTraining()));
  }

  private static String line(String name, Duplicates found) {
    return String.format(
        Locale.ROOT, "  %-28s %8d %8d %19d", name, found.exact(), found.near(), found.otherLabel());
  }

  void print(PrintWriter out) {
    Evaluation e = evaluation;
    out.printf(Locale.ROOT, "%s on %s, %d faces%n", model, e.split(), e.count());
    accuracies.forEach((name, accuracy) -> print(out, name, accuracy));
    out.printf(Locale.ROOT, "  macro-F1                    %7.3f%n", e.macroF1());
    out.printf(Locale.ROOT, "  log loss                    %7.3f%n", e.logLoss());
    out.printf(
        Locale.ROOT, "  expected calibration error  %7.3f%n%n", e.expectedCalibrationError());
    out.println("  emotion    precision   recall       F1  support");
    for (Evaluation.ClassScores c : e.perClass()) {
      out.printf(
          Locale.ROOT,
          "  %-10s %9s %8s %8s %8d%n",
          c.label(),
          share(c.precision()),
          share(c.recall()),
          share(c.f1()),
          c.support());
    }
    printConfusion(out);
    if (!duplicates.isEmpty()) {
      out.println();
      duplicates.forEach(out::println);
    }
  }

  private static void print(PrintWriter out, String name, Evaluation e) {
    out.printf(
        Locale.ROOT,
        "  %-27s %6.2f %%  (95 %% interval %.2f–%.2f %%)%n",
        name,
        e.accuracy() * 100,
        e.accuracyInterval95().low() * 100,
        e.accuracyInterval95().high() * 100);
  }

  private void printConfusion(PrintWriter out) {
    out.printf("%n  confusion matrix (rows: true emotion, columns: predicted)%n");
    out.printf("  %-10s", "");
    evaluation.labels().forEach(label -> out.printf(" %8s", label));
    out.println();
    int[][] matrix = evaluation.confusionMatrix();
    for (int truth = 0; truth < matrix.length; truth++) {
      out.printf("  %-10s", evaluation.labels().get(truth));
      for (int count : matrix[truth]) {
        out.printf(" %8d", count);
      }
      out.println();
    }
  }

  private static String share(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.3f", value.getAsDouble()) : "-";
  }
}
