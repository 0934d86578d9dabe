package org.sezim.bench.report;

import java.util.ArrayList;
import java.util.List;

/** A Markdown table with aligned columns. Not thread-safe. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... header) {
    rows.add(List.of(header));
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if the number of cells differs from the header's
   */
  public void add(List<String> cells) {
    if (cells.size() != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "expected " + rows.get(0).size() + " cells, found " + cells.size());
    }
    rows.add(List.copyOf(cells));
  }

  public void add(String... cells) {
    add(List.of(cells));
  }

  /** Returns the lines of Markdown, each ending in a line break. */
  @Override
  public String toString() {
    List<String> header = rows.get(0);
    int[] widths = new int[header.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Math.max(3, row.get(i).length()));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      line(text, row, widths, " ");
      if (row == header) {
        line(text, header.stream().map(cell -> "").toList(), widths, "-");
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> row, int[] widths, String fill) {
    for (int i = 0; i < widths.length; i++) {
      String cell = row.get(i);
      text.append("| ").append(cell).append(fill.repeat(widths[i] - cell.length())).append(' ');
    }
    text.append("|\n");
  }
}
