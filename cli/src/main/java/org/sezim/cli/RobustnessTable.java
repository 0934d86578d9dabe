package org.sezim.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Function;
import me.tongfei.progressbar.ProgressBar;
import org.sezim.training.data.FaceSet;
import org.sezim.training.evaluate.Disturbance;
import org.sezim.training.evaluate.Evaluation;
import org.sezim.training.evaluate.Robustness;

/** {@code --robustness}: measured with a bar on a terminal, and printed as a table. */
final class RobustnessTable {
  private RobustnessTable() {}

  static Robustness measure(
      FaceSet faces, Function<FaceSet, Evaluation> evaluate, PrintWriter err) {
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
        robustness.undisturbed().accuracy() * 100,
        robustness.meanAccuracy() * 100);
    for (Disturbance disturbance : Disturbance.values()) {
      out.printf("  %-35s", disturbance.label() + " (" + disturbance.unit() + ")");
      for (Robustness.Condition c : robustness.conditions(disturbance)) {
        out.printf(Locale.ROOT, " %5s: %4.1f", c.strengthText(), c.evaluation().accuracy() * 100);
      }
      out.println();
    }
  }
}
