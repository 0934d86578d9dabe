package org.sezim.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** Output formats of recognition results. */
enum ResultFormat {
  /** Columns for reading. */
  table,
  /** One JSON array. */
  json,
  /** One JSON object per line. */
  jsonl,
  /** Comma-separated values with a header. */
  csv;

  /**
   * Creates a writer.
   *
   * @param videos whether the results may include videos
   */
  ResultWriter open(PrintWriter out, List<String> labels, boolean videos) throws IOException {
    return switch (this) {
      case table -> new TableWriter(out, labels);
      case json -> new JsonWriter(out, true);
      case jsonl -> new JsonWriter(out, false);
      case csv -> new CsvResultWriter(out, labels, videos);
    };
  }
}
