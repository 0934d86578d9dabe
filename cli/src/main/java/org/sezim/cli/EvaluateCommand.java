package org.sezim.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.sezim.EmotionClassifier;
import org.sezim.training.chart.ConfusionChart;
import org.sezim.training.chart.RobustnessChart;
import org.sezim.training.data.FaceSet;
import org.sezim.training.data.Split;
import org.sezim.training.evaluate.Evaluation;
import org.sezim.training.evaluate.Evaluator;
import org.sezim.training.evaluate.Robustness;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sezim evaluate}. */
@Command(
    name = "evaluate",
    description = "Measure a model on a split of a data set.",
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  enum Format {
    table,
    json
  }

  @Spec CommandSpec spec;
  @Mixin ModelOption model;
  @Mixin DataOption data;

  @Option(
      names = "--split",
      defaultValue = "PublicTest",
      converter = SplitConverter.class,
      description = "Training, PublicTest or PrivateTest (default: ${DEFAULT-VALUE}).")
  Split split;

  @Option(
      names = "--format",
      description = "${COMPLETION-CANDIDATES} (default: table on a terminal, otherwise json).")
  Format format;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also write evaluation.json and the confusion matrix as PNG and SVG.")
  Path out;

  @Option(
      names = "--robustness",
      description =
          "Also measure the accuracy under eight disturbances, such as blur and low light; with"
              + " --out also robustness.csv and figures. Takes 41 times as long.")
  boolean robustness;

  @Override
  public Integer call() throws IOException {
    data.require(spec);
    if (format == null) {
      format = Terminal.showsOutput() ? Format.table : Format.json;
    }
    try (EmotionClassifier classifier = model.name.open()) {
      FaceSet chosen = data.readFor(classifier, spec).require(split);
      Evaluation evaluation =
          Evaluator.evaluate(classifier, chosen, split.label(), data.source.toString());
      Map<String, Object> result = new LinkedHashMap<>(evaluation.toMap());
      Optional<Robustness> disturbed = Optional.empty();
      if (robustness) {
        disturbed =
            Optional.of(
                RobustnessTable.measure(
                    chosen,
                    faces ->
                        Evaluator.evaluate(
                            classifier, faces, split.label(), data.source.toString()),
                    spec.commandLine().getErr()));
        result.put("robustness", disturbed.get().toMap());
      }
      ObjectWriter json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writer();
      if (format == Format.json) {
        spec.commandLine().getOut().println(json.writeValueAsString(result));
      } else {
        printTable(evaluation, classifier.card().name());
        disturbed.ifPresent(r -> RobustnessTable.print(r, spec.commandLine().getOut()));
      }
      if (out != null) {
        Files.createDirectories(out);
        Files.writeString(out.resolve("evaluation.json"), json.writeValueAsString(result) + "\n");
        ConfusionChart.write(
            out,
            String.format(
                Locale.ROOT, "%s, accuracy %.2f %%", split.label(), evaluation.accuracy() * 100),
            evaluation.labels(),
            evaluation.confusionMatrix());
        if (disturbed.isPresent()) {
          Files.writeString(out.resolve("robustness.csv"), disturbed.get().csv());
          RobustnessChart.write(
              out, classifier.card().name() + " on " + split.label(), disturbed.get());
        }
      }
    }
    return 0;
  }

  private void printTable(Evaluation e, String name) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, "%s on %s, %d faces%n", name, e.split(), e.count());
    out.printf(
        Locale.ROOT,
        "  accuracy                    %6.2f %%  (95 %% interval %.2f–%.2f %%)%n",
        e.accuracy() * 100,
        e.accuracyInterval95().low() * 100,
        e.accuracyInterval95().high() * 100);
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
    out.printf("%n  confusion matrix, a row for the truth, a column for the answer%n");
    out.printf("  %-10s", "");
    e.labels().forEach(label -> out.printf(" %8s", label));
    out.println();
    int[][] matrix = e.confusionMatrix();
    for (int truth = 0; truth < matrix.length; truth++) {
      out.printf("  %-10s", e.labels().get(truth));
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
