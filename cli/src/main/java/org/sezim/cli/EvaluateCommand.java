package org.sezim.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
    description = "Evaluate an emotion model on one split of a dataset.",
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
      paramLabel = "SPLIT",
      defaultValue = "PublicTest",
      converter = SplitConverter.class,
      description =
          "Split to evaluate: Training, PublicTest or PrivateTest (default: ${DEFAULT-VALUE}).")
  Split split;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "Output format: ${COMPLETION-CANDIDATES} (default: table on a terminal, otherwise json).")
  @Nullable Format format;

  @Option(
      names = "--tta",
      description =
          "Also evaluate test-time augmentation: the mean over a face and its mirror image, and over"
              + " ten views of it. Takes ten times as long.")
  boolean tta;

  @Option(
      names = "--duplicates",
      description =
          "Also find faces that occur in Training too, with the same or nearly the same pixels, and"
              + " evaluate without them.")
  boolean duplicates;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Also write evaluation.json, the confusion matrix and the reliability diagram (PNG and"
              + " SVG) to this folder.")
  @Nullable Path out;

  @Option(
      names = "--robustness",
      description =
          "Also evaluate under eight corruptions, such as blur and low light, at five strengths"
              + " each; with --out also write robustness.csv and the figures robustness and"
              + " corruptions (PNG and SVG). Takes 41 times as long.")
  boolean robustness;

  @Override
  public Integer call() throws IOException {
    String source = data.require(spec).toString();
    if (format == null) {
      format = Terminal.showsOutput() ? Format.table : Format.json;
    }
    try (EmotionClassifier classifier = model.name.open()) {
      FaceDataset all = data.readFor(classifier, spec);
      LabeledFaces chosen = all.require(split);
      if (duplicates) {
        all.require(Split.TRAINING);
      }
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
      Robustness corrupted = null;
      if (robustness) {
        corrupted =
            RobustnessTable.measure(
                chosen,
                faces -> Evaluator.evaluate(classifier, faces, split.label(), source),
                spec.commandLine().getErr());
        json.put("robustness", corrupted.toMap());
      }
      String text =
          new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(json);
      if (format == Format.json) {
        spec.commandLine().getOut().println(text);
      } else {
        table.print(spec.commandLine().getOut());
        if (corrupted != null) {
          RobustnessTable.print(corrupted, spec.commandLine().getOut());
        }
      }
      if (out != null) {
        write(evaluation, text, out);
        if (corrupted != null) {
          Files.writeString(out.resolve("robustness.csv"), corrupted.csv());
          RobustnessChart.write(out, classifier.card().name() + " on " + split.label(), corrupted);
        }
      }
    }
    return 0;
  }

  private void write(Evaluation evaluation, String json, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("evaluation.json"), json + "\n");
    ConfusionChart.of(
            String.format(
                Locale.ROOT, "%s, accuracy %.2f %%", split.label(), evaluation.accuracy() * 100),
            evaluation.labels(),
            evaluation.confusionMatrix())
        .write(folder, "confusion");
    ReliabilityChart.of(
            String.format(
                Locale.ROOT,
                "%s, expected calibration error %.3f",
                split.label(),
                evaluation.expectedCalibrationError()),
            evaluation.reliability())
        .write(folder, "reliability");
  }
}
