package org.sezim.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** The forms in which results are printed. */
enum ResultFormat {
  /** Columns for a person. */
  table,
  /** One JSON array. */
  json,
  /** One JSON object a line. */
  jsonl,
  /** Comma-separated values with a header. */
  csv;

  /**
   * @param films whether there may be results of films
   */
  ResultWriter open(PrintWriter out, List<String> labels, boolean films) throws IOException {
    return switch (this) {
      case table -> new TableWriter(out, labels);
      case json -> new JsonWriter(out, true);
      case jsonl -> new JsonWriter(out, false);
      case csv -> new CsvResultWriter(out, labels, films);
    };
  }
}
