package org.sezim.reproduction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table of the report.
 *
 * @param title shown above the table; also its name in {@code results.csv}
 * @param columns the headings; the first is that of the row labels
 * @param rows each with one cell for each column after the first
 */
record Table(String title, List<String> columns, List<Row> rows) implements Block {
  /**
   * A row.
   *
   * @param label shown in the first column
   * @param cells one for each column after the first
   */
  record Row(String label, List<Cell> cells) {
    Row {
      cells = List.copyOf(cells);
    }

    static Row of(String label, Cell... cells) {
      return new Row(label, List.of(cells));
    }
  }

  /**
   * A number or a text.
   *
   * @param text the text that is shown
   * @param quantity the number; empty for a text
   */
  record Cell(String text, Optional<Quantity> quantity) {
    static Cell of(Estimate estimate, Unit unit) {
      Quantity quantity = new Quantity(estimate, unit);
      return new Cell(quantity.text(), Optional.of(quantity));
    }

    static Cell exact(double value, Unit unit) {
      return of(Estimate.exact(value), unit);
    }

    static Cell count(long count) {
      return exact((double) count, Unit.COUNT);
    }

    static Cell text(String text) {
      return new Cell(text, Optional.empty());
    }
  }

  Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    for (Row row : rows) {
      if (row.cells().size() != columns.size() - 1) {
        throw new IllegalArgumentException(
            "row "
                + row.label()
                + ": expected "
                + (columns.size() - 1)
                + " cells, found "
                + row.cells().size());
      }
    }
  }

  @Override
  public String markdown() {
    StringBuilder md = new StringBuilder("**" + title + "**\n\n");
    md.append(line(columns));
    List<String> rules = new ArrayList<>(List.of(":---"));
    boolean onlyText =
        rows.stream().allMatch(row -> row.cells().stream().noneMatch(Table::isNumber));
    columns.stream().skip(1).forEach(c -> rules.add(onlyText ? ":---" : "---:"));
    md.append(line(rules));
    for (Row row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.label()));
      row.cells().forEach(cell -> cells.add(cell.text()));
      md.append(line(cells));
    }
    return md.toString();
  }

  private static boolean isNumber(Cell cell) {
    return cell.quantity().isPresent();
  }

  /** One row of a Markdown table. */
  static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
