package org.sezim.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.sezim.FaceTracker;
import org.sezim.Recognition;
import org.sezim.face.Box;
import org.sezim.face.Landmarks;
import org.sezim.video.FrameResult;
import org.sezim.video.VideoSummary;

/**
 * Writes results as CSV (RFC 4180): one line per face; one line for a photo without a face, with
 * {@code no face} as its emotion; one line for a photo that cannot be read, with its error. If
 * there may be videos, the last two columns are the time of the frame and the track id of the face.
 */
final class CsvResultWriter implements ResultWriter {
  private static final List<String> FIXED =
      List.of(
          "source",
          "face",
          "x",
          "y",
          "width",
          "height",
          "confidence",
          "right_eye_x",
          "right_eye_y",
          "left_eye_x",
          "left_eye_y",
          "nose_x",
          "nose_y",
          "right_mouth_x",
          "right_mouth_y",
          "left_mouth_x",
          "left_mouth_y",
          "emotion",
          "score",
          "tiny",
          "uncertain");

  private static final List<String> VIDEO_COLUMNS = List.of("seconds", "track");

  private static final int COORDINATES = 10;

  private final CsvWriter csv;
  private final List<String> labels;
  private final int columns;
  private final boolean videos;

  /**
   * @param videos whether the results may include videos
   */
  CsvResultWriter(PrintWriter out, List<String> labels, boolean videos) throws IOException {
    this.labels = labels;
    this.videos = videos;
    this.csv = CsvWriter.builder().build(out);
    List<String> header = new ArrayList<>(FIXED);
    header.addAll(labels);
    header.add("error");
    columns = header.size();
    writeRecord(header, VIDEO_COLUMNS);
  }

  private void writeRecord(List<String> row, List<String> videoValues) {
    if (videos) {
      row.addAll(videoValues);
    }
    csv.writeRecord(row);
  }

  @Override
  public void write(Recognition recognition) throws IOException {
    if (recognition.faces().isEmpty()) {
      writeNoFace(recognition.source(), "");
    }
    int number = 0;
    for (Recognition.Face face : recognition.faces()) {
      writeRecord(row(recognition.source(), ++number, face), List.of("", ""));
    }
    csv.flush();
  }

  @Override
  public void write(FrameResult frame) throws IOException {
    String seconds = String.format(Locale.ROOT, "%.3f", frame.seconds());
    if (frame.faces().isEmpty()) {
      writeNoFace(frame.source(), seconds);
    }
    int number = 0;
    for (FaceTracker.Tracked face : frame.faces()) {
      List<String> row = row(frame.source(), ++number, face.face());
      writeRecord(row, List.of(seconds, Long.toString(face.track())));
    }
    csv.flush();
  }

  @Override
  public void end(VideoSummary video) {}

  private void writeNoFace(String source, String seconds) {
    List<String> row = empty(source);
    row.set(FIXED.indexOf("emotion"), TableWriter.NO_FACE);
    writeRecord(row, List.of(seconds, ""));
  }

  private List<String> row(String source, int number, Recognition.Face face) {
    List<String> row = new ArrayList<>(columns);
    row.add(source);
    row.add(Integer.toString(number));
    Box box = face.box();
    Stream.of(box.x(), box.y(), box.width(), box.height()).forEach(value -> row.add(round(value)));
    row.add(Float.toString(face.confidence()));
    face.landmarks()
        .ifPresentOrElse(
            points -> addAll(points, row), () -> row.addAll(Collections.nCopies(COORDINATES, "")));
    row.add(face.emotions().best());
    row.add(Float.toString(face.emotions().bestScore()));
    row.add(Boolean.toString(face.tiny()));
    row.add(Boolean.toString(face.uncertain()));
    labels.forEach(label -> row.add(Float.toString(face.emotions().score(label))));
    row.add("");
    return row;
  }

  private static void addAll(Landmarks points, List<String> row) {
    points
        .points()
        .forEach(
            point -> {
              row.add(round(point.x()));
              row.add(round(point.y()));
            });
  }

  private static String round(double pixels) {
    return Long.toString(Math.round(pixels));
  }

  @Override
  public void error(String source, String rule) throws IOException {
    List<String> row = empty(source);
    row.set(columns - 1, rule);
    writeRecord(row, List.of("", ""));
    csv.flush();
  }

  private List<String> empty(String source) {
    List<String> row = new ArrayList<>(Collections.nCopies(columns, ""));
    row.set(0, source);
    return row;
  }

  @Override
  public void close() throws IOException {
    csv.flush();
  }
}
