package org.sezim.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sezim.dataset.Split;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.evaluation.Evaluation;
import org.sezim.evaluation.Evaluator;
import org.sezim.evaluation.Interval;
import org.sezim.evaluation.plot.ConfusionChart;
import org.sezim.evaluation.plot.ReliabilityChart;

/** Errors of the trained models: confusion between emotions, and calibration. */
final class ErrorExperiment implements Experiment {
  @Override
  public String name() {
    return "errors";
  }

  @Override
  public Section section(Results results, Path figures) throws IOException {
    List<RunResult> runs = results.runs(StudyNetwork.SHORT);
    List<Evaluation> evaluations = new ArrayList<>();
    for (RunResult run : runs) {
      try (EmotionClassifier classifier = EmotionClassifier.load(run.folder().model())) {
        evaluations.add(
            Evaluator.evaluate(
                classifier,
                results.data().require(Split.PUBLIC_TEST),
                Split.PUBLIC_TEST.label(),
                results.data().source().toString()));
      }
    }
    Evaluation first = evaluations.get(0);
    List<Long> seeds = runs.stream().map(RunResult::seed).toList();
    List<Table.Row> rows = new ArrayList<>();
    for (int c = 0; c < first.labels().size(); c++) {
      int number = c;
      rows.add(
          Table.Row.of(
              first.labels().get(c),
              cell(evaluations, seeds, e -> e.perClass().get(number).precision()),
              cell(evaluations, seeds, e -> e.perClass().get(number).recall()),
              cell(evaluations, seeds, e -> e.perClass().get(number).f1()),
              Table.Cell.count(first.perClass().get(c).support())));
    }
    List<Table.Row> overall =
        List.of(
            Table.Row.of("accuracy", cell(evaluations, seeds, e -> present(e.accuracy()))),
            Table.Row.of("macro-F1", cell(evaluations, seeds, e -> present(e.macroF1()))),
            Table.Row.of(
                "expected calibration error",
                cell(evaluations, seeds, e -> present(e.expectedCalibrationError()))));
    ConfusionChart.of("PublicTest, seed " + seeds.get(0), first.labels(), first.confusionMatrix())
        .writeSvg(figures.resolve("confusion.svg"));
    ReliabilityChart.of(
            "Are the scores right? PublicTest, seed " + seeds.get(0), first.reliability())
        .writeSvg(figures.resolve("reliability.svg"));
    return new Section(
        name(),
        "Where it errs",
        "(The study gives no figures for this.) The models are those of the first experiment, each"
            + " from its best epoch, as they would be used.",
        List.of(),
        List.of(
            Block.Figures.of(
                new Block.Figure("confusion", "Confusion matrix on PublicTest", "Confusion matrix"),
                new Block.Figure(
                    "reliability", "Accuracy by confidence on PublicTest", "Calibration")),
            new Table(
                "By emotion, PublicTest", List.of("", "precision", "recall", "F1", "faces"), rows),
            new Table("All faces", List.of("", "PublicTest"), overall),
            new Block.Text(
                "Each number is the mean of the seeds, with the lowest and highest seed in brackets."
                    + " The best epoch was chosen on these same faces, so all numbers are slightly"
                    + " optimistic. People agree with FER-2013's labels on about 65 % of the faces"
                    + " (Goodfellow et al. 2013).")));
  }

  private static OptionalDouble present(double value) {
    return OptionalDouble.of(value);
  }

  private interface Score {
    OptionalDouble of(Evaluation evaluation);
  }

  private static Table.Cell cell(List<Evaluation> evaluations, List<Long> seeds, Score score) {
    List<Double> values =
        evaluations.stream()
            .map(score::of)
            .filter(OptionalDouble::isPresent)
            .map(OptionalDouble::getAsDouble)
            .toList();
    if (values.isEmpty()) {
      return Table.Cell.text("–");
    }
    double mean = Estimate.mean(values);
    double low = values.stream().mapToDouble(v -> v).min().orElse(mean);
    double high = values.stream().mapToDouble(v -> v).max().orElse(mean);
    return Table.Cell.of(
        new Estimate(mean, Optional.of(new Interval(low, high)), seeds), Unit.SHARE);
  }
}
