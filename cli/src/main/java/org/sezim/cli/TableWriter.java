package org.sezim.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.sezim.Recognition;
import org.sezim.emotion.EmotionScores;
import org.sezim.video.FaceSummary;
import org.sezim.video.FrameResult;
import org.sezim.video.VideoSummary;

/**
 * Results as columns, a line a face: picture, the face's number in it, emotion, score, then every
 * emotion's share in percent. Of a film a line a face: when it was in view, how often its emotion
 * changed, and how many seconds it showed each. A picture that cannot be read has its line on
 * standard error.
 */
final class TableWriter implements ResultWriter {
  /** What is said of a picture without one. */
  static final String NO_FACE = "no face";

  private static final int SOURCE_WIDTH = 32;

  private final PrintWriter out;
  private final List<String> labels;
  private String header = "";

  TableWriter(PrintWriter out, List<String> labels) {
    this.out = out;
    this.labels = labels;
  }

  @Override
  public void write(Recognition recognition) {
    begin(row("PICTURE", "FACE", "EMOTION", "SCORE"), "");
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
  public void write(FrameResult frame) {}

  @Override
  public void end(VideoSummary film) {
    begin(filmRow("FILM", "FACE", "FROM", "TO", "CHANGES"), String.format(" %9s", "uncertain"));
    if (film.faces().isEmpty()) {
      out.println(row(film.source(), "-", NO_FACE, "").stripTrailing());
    }
    for (FaceSummary face : film.faces()) {
      StringBuilder line =
          new StringBuilder(
              filmRow(
                  film.source(),
                  Long.toString(face.track()),
                  seconds(face.from()),
                  seconds(face.to()),
                  Integer.toString(face.changes())));
      face.emotions().values().forEach(time -> line.append(String.format(" %8s", seconds(time))));
      out.println(line.append(String.format(" %9s", seconds(face.uncertain()))));
    }
  }

  /** Prints the names of columns, unless those above are the same. */
  private void begin(String first, String last) {
    StringBuilder names = new StringBuilder(first);
    labels.forEach(label -> names.append(String.format(" %8s", label)));
    names.append(last);
    if (!header.equals(names.toString())) {
      header = names.toString();
      out.println(header);
    }
  }

  @Override
  public void error(String source, String rule) {}

  private static String row(String source, String face, String emotion, String score) {
    return String.format("%s %4s  %-9s %6s  ", shown(source), face, emotion, score);
  }

  private static String filmRow(
      String source, String face, String from, String to, String changes) {
    return String.format("%s %4s %9s %9s %7s  ", shown(source), face, from, to, changes);
  }

  private static String shown(String source) {
    // The end of a path tells pictures apart.
    String line = Terminal.line(source);
    String end =
        line.length() <= SOURCE_WIDTH
            ? line
            : "…" + line.substring(line.length() - SOURCE_WIDTH + 1);
    return String.format("%-" + SOURCE_WIDTH + "s", end);
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
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
