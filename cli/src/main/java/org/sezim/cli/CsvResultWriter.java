package org.sezim.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sezim.Recognition;

/** Results as CSV (RFC 4180): a line a face; a picture that could not be read has its error. */
final class CsvResultWriter implements ResultWriter {
  private static final List<String> FIXED =
      List.of("source", "face", "x", "y", "width", "height", "emotion", "score");

  private final CsvWriter csv;
  private final List<String> labels;

  CsvResultWriter(PrintWriter out, List<String> labels) {
    this.labels = labels;
    this.csv = CsvWriter.builder().build(out);
    List<String> header = new ArrayList<>(FIXED);
    header.addAll(labels);
    header.add("error");
    csv.writeRecord(header);
  }

  @Override
  public void write(Recognition recognition) {
    int number = 0;
    for (Recognition.Face face : recognition.faces()) {
      List<String> row = new ArrayList<>();
      row.add(recognition.source());
      row.add(Integer.toString(++number));
      row.add(Long.toString(Math.round(face.box().x())));
      row.add(Long.toString(Math.round(face.box().y())));
      row.add(Long.toString(Math.round(face.box().width())));
      row.add(Long.toString(Math.round(face.box().height())));
      row.add(face.emotions().best());
      row.add(Float.toString(face.emotions().bestScore()));
      labels.forEach(label -> row.add(Float.toString(face.emotions().score(label))));
      row.add("");
      csv.writeRecord(row);
    }
  }

  @Override
  public void error(String source, String rule) {
    List<String> row = new ArrayList<>(List.of(source));
    row.addAll(Collections.nCopies(FIXED.size() - 1 + labels.size(), ""));
    row.add(rule);
    csv.writeRecord(row);
  }

  @Override
  public void close() throws IOException {
    csv.flush();
  }
}
