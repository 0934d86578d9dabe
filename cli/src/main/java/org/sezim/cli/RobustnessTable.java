package org.sezim.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Function;
import me.tongfei.progressbar.ProgressBar;
import org.sezim.dataset.LabeledFaces;
import org.sezim.evaluation.Corruption;
import org.sezim.evaluation.Evaluation;
import org.sezim.evaluation.Robustness;

/** Measurement and table of {@code evaluate --robustness}. */
final class RobustnessTable {
  private RobustnessTable() {}

  /** Evaluates under all corruptions, with a progress bar on a terminal. */
  static Robustness measure(
      LabeledFaces faces, Function<LabeledFaces, Evaluation> evaluate, PrintWriter err) {
    if (!Terminal.showsErrors()) {
      return Robustness.measure(faces, evaluate);
    }
    long total = (long) Robustness.evaluations() * faces.size();
    try (ProgressBar bar = Bars.start(err, "evaluating", total, 0)) {
      return Robustness.measure(
          faces,
          corrupted -> {
            Evaluation evaluation = evaluate.apply(corrupted);
            bar.stepBy(corrupted.size());
            return evaluation;
          });
    } finally {
      err.println();
    }
  }

  /** Prints one line per corruption: its strengths, each with the accuracy under it. */
  static void print(Robustness robustness, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%n  accuracy in %% under corruptions (clean %.1f, mean of those below %.1f)%n",
        robustness.clean().accuracy() * 100,
        robustness.meanAccuracy() * 100);
    for (Corruption corruption : Corruption.values()) {
      out.printf("  %-35s", corruption.label() + " (" + corruption.unit() + ")");
      for (Robustness.Condition c : robustness.conditions(corruption)) {
        out.printf(Locale.ROOT, " %5s: %4.1f", c.strengthText(), c.evaluation().accuracy() * 100);
      }
      out.println();
    }
  }
}
