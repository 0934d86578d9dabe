package org.sezim.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.sezim.EmotionScores;
import org.sezim.Recognition;

/**
 * Results as columns, a line a face: picture, the face's number in it, emotion, score, then every
 * emotion's share in percent. A picture that cannot be read has its line on standard error.
 */
final class TableWriter implements ResultWriter {
  /** What is said of a picture without one. */
  static final String NO_FACE = "no face";

  private static final int SOURCE_WIDTH = 32;

  private final PrintWriter out;
  private final List<String> labels;
  private boolean started;

  TableWriter(PrintWriter out, List<String> labels) {
    this.out = out;
    this.labels = labels;
  }

  @Override
  public void write(Recognition recognition) {
    if (!started) {
      started = true;
      StringBuilder header = new StringBuilder(row("PICTURE", "FACE", "EMOTION", "SCORE"));
      labels.forEach(label -> header.append(String.format(" %8s", label)));
      out.println(header);
    }
    if (recognition.faces().isEmpty()) {
      out.println(row(recognition.source(), "-", NO_FACE, "").stripTrailing());
    }
    int number = 0;
    for (Recognition.Face face : recognition.faces()) {
      EmotionScores scores = face.emotions();
      StringBuilder line =
          new StringBuilder(
              row(
                  recognition.source(),
                  Integer.toString(++number),
                  scores.best() + (face.uncertain() ? "?" : ""),
                  percent(scores.bestScore())));
      labels.forEach(label -> line.append(String.format(" %8s", percent(scores.score(label)))));
      out.println(line);
    }
  }

  @Override
  public void error(String source, String rule) {}

  private static String row(String source, String face, String emotion, String score) {
    // The end of a path tells pictures apart.
    String line = Terminal.line(source);
    String shown =
        line.length() <= SOURCE_WIDTH
            ? line
            : "…" + line.substring(line.length() - SOURCE_WIDTH + 1);
    return String.format("%-" + SOURCE_WIDTH + "s %4s  %-9s %6s  ", shown, face, emotion, score);
  }

  /** Never rounded to nothing: what is above zero but under 0.1 % says so. */
  private static String percent(float p) {
    return p > 0 && p < 0.001f ? "<0.1 %" : String.format(Locale.ROOT, "%.1f %%", p * 100);
  }

  @Override
  public void close() {
    out.flush();
  }
}
