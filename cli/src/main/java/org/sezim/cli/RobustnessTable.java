package org.sezim.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Function;
import me.tongfei.progressbar.ProgressBar;
import org.sezim.dataset.LabeledFaces;
import org.sezim.evaluation.Corruption;
import org.sezim.evaluation.Evaluation;
import org.sezim.evaluation.Robustness;

/** {@code --robustness}: measured with a bar on a terminal, and printed as a table. */
final class RobustnessTable {
  private RobustnessTable() {}

  static Robustness measure(
      LabeledFaces faces, Function<LabeledFaces, Evaluation> evaluate, PrintWriter err) {
    if (!Terminal.showsErrors()) {
      return Robustness.measure(faces, evaluate);
    }
    long whole = (long) Robustness.evaluations() * faces.size();
    try (ProgressBar bar = Bars.start(err, "disturbing", whole, 0)) {
      return Robustness.measure(
          faces,
          disturbed -> {
            Evaluation evaluation = evaluate.apply(disturbed);
            bar.stepBy(disturbed.size());
            return evaluation;
          });
    } finally {
      err.println();
    }
  }

  /** A line a disturbance: its strengths, each with the accuracy under it. */
  static void print(Robustness robustness, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%n  accuracy under disturbances, %%; undisturbed %.1f, mean of all below %.1f%n",
        robustness.clean().accuracy() * 100,
        robustness.meanAccuracy() * 100);
    for (Corruption disturbance : Corruption.values()) {
      out.printf("  %-35s", disturbance.label() + " (" + disturbance.unit() + ")");
      for (Robustness.Condition c : robustness.conditions(disturbance)) {
        out.printf(Locale.ROOT, " %5s: %4.1f", c.strengthText(), c.evaluation().accuracy() * 100);
      }
      out.println();
    }
  }
}
