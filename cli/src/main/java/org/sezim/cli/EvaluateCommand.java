package org.sezim.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sezim.dataset.FaceDataset;
import org.sezim.dataset.LabeledFaces;
import org.sezim.dataset.Split;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.evaluation.DuplicateReport;
import org.sezim.evaluation.Evaluation;
import org.sezim.evaluation.Evaluator;
import org.sezim.evaluation.Predictions;
import org.sezim.evaluation.Robustness;
import org.sezim.evaluation.TestTimeAugmentation;
import org.sezim.evaluation.TtaView;
import org.sezim.evaluation.plot.ConfusionChart;
import org.sezim.evaluation.plot.ReliabilityChart;
import org.sezim.evaluation.plot.RobustnessChart;
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
      names = "--tta",
      description =
          "Also measure the mean over a face and its mirror image, and over ten views of it"
              + " (test-time augmentation); takes ten times as long.")
  boolean tta;

  @Option(
      names = "--duplicates",
      description =
          "Also look for faces that stand in Training too, as the same pixels or nearly so, and"
              + " measure without them.")
  boolean duplicates;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Also write evaluation.json, and the confusion matrix and the reliability as PNG and"
              + " SVG.")
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
      FaceDataset all = data.readFor(classifier, spec);
      LabeledFaces chosen = all.require(split);
      if (duplicates) {
        all.require(Split.TRAINING);
      }
      String source = data.source.toString();
      Predictions plain = Evaluator.predict(classifier, chosen, TtaView.PLAIN, source);
      Evaluation evaluation = plain.evaluate(split.label());
      EvaluationTable table = new EvaluationTable(classifier.card().name(), evaluation);
      Map<String, Object> json = new LinkedHashMap<>(evaluation.toMap());
      if (tta) {
        TestTimeAugmentation augmented =
            TestTimeAugmentation.of(classifier, chosen, plain, split.label(), source);
        table.add(augmented);
        json.put("tta", augmented.toMap());
      }
      if (duplicates) {
        DuplicateReport report = DuplicateReport.of(all, split, plain);
        table.add(report);
        json.put("duplicates", report.toMap());
      }
      Optional<Robustness> disturbed = Optional.empty();
      if (robustness) {
        disturbed =
            Optional.of(
                RobustnessTable.measure(
                    chosen,
                    faces -> Evaluator.evaluate(classifier, faces, split.label(), source),
                    spec.commandLine().getErr()));
        json.put("robustness", disturbed.get().toMap());
      }
      String text =
          new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(json);
      if (format == Format.json) {
        spec.commandLine().getOut().println(text);
      } else {
        table.print(spec.commandLine().getOut());
        disturbed.ifPresent(r -> RobustnessTable.print(r, spec.commandLine().getOut()));
      }
      if (out != null) {
        write(evaluation, text);
        if (disturbed.isPresent()) {
          Files.writeString(out.resolve("robustness.csv"), disturbed.get().csv());
          RobustnessChart.write(
              out, classifier.card().name() + " on " + split.label(), disturbed.get());
        }
      }
    }
    return 0;
  }

  private void write(Evaluation evaluation, String json) throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("evaluation.json"), json + "\n");
    ConfusionChart.of(
            String.format(
                Locale.ROOT, "%s, accuracy %.2f %%", split.label(), evaluation.accuracy() * 100),
            evaluation.labels(),
            evaluation.confusionMatrix())
        .write(out, "confusion");
    ReliabilityChart.of(
            String.format(
                Locale.ROOT,
                "%s, expected calibration error %.3f",
                split.label(),
                evaluation.expectedCalibrationError()),
            evaluation.reliability())
        .write(out, "reliability");
  }
}
