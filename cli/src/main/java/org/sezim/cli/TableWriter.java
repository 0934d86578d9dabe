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
 * Writes results as columns. A photo has one line per face: photo, number of the face, emotion,
 * score, then the probability of each emotion in percent. A video has one line per track: when the
 * face is in view, how often its emotion changes, and how many seconds it shows each. Photos and
 * videos that cannot be read appear on standard error only.
 */
final class TableWriter implements ResultWriter {
  /** The emotion of a photo without a face. */
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
    begin(row("PHOTO", "FACE", "EMOTION", "SCORE"), "");
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
  public void end(VideoSummary video) {
    begin(videoRow("VIDEO", "FACE", "FROM", "TO", "CHANGES"), String.format(" %9s", "uncertain"));
    if (video.faces().isEmpty()) {
      out.println(row(video.source(), "-", NO_FACE, "").stripTrailing());
    }
    for (FaceSummary face : video.faces()) {
      StringBuilder line =
          new StringBuilder(
              videoRow(
                  video.source(),
                  Long.toString(face.track()),
                  seconds(face.from()),
                  seconds(face.to()),
                  Integer.toString(face.changes())));
      face.emotions().values().forEach(time -> line.append(String.format(" %8s", seconds(time))));
      out.println(line.append(String.format(" %9s", seconds(face.uncertain()))));
    }
  }

  /** Prints the column names, unless they equal the previous ones. */
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

  private static String videoRow(
      String source, String face, String from, String to, String changes) {
    return String.format("%s %4s %9s %9s %7s  ", shown(source), face, from, to, changes);
  }

  private static String shown(String source) {
    // The end of a path is what differs between photos.
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

  /** Percent with one digit; values between 0 and 0.1 % are not rounded to 0. */
  private static String percent(float p) {
    return p > 0 && p < 0.001f ? "<0.1 %" : String.format(Locale.ROOT, "%.1f %%", p * 100);
  }

  @Override
  public void close() {
    out.flush();
  }
}
