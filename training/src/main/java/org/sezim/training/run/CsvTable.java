package org.sezim.training.run;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.sezim.SezimException;

/**
 * Format of a small CSV file with a header and one line per record.
 *
 * @param columns of the header, in order
 * @param toFields converts a record to its values in column order, which are written with {@link
 *     String#valueOf}
 * @param fromRow converts a line to a record
 */
public record CsvTable<T>(
    List<String> columns, Function<T, List<?>> toFields, Function<Row, T> fromRow) {
  /** Copies the columns. */
  public CsvTable {
    columns = List.copyOf(columns);
  }

  /**
   * One line, with access by column name.
   *
   * @param columns of the header
   * @param fields as many as columns
   */
  public record Row(List<String> columns, List<String> fields) {
    /** Returns a field. */
    public String text(String column) {
      return fields.get(columns.indexOf(column));
    }

    /**
     * Returns a field as an int.
     *
     * @throws NumberFormatException if it is not an int
     */
    public int integer(String column) {
      return Integer.parseInt(text(column));
    }

    /**
     * Returns a field as a double.
     *
     * @throws NumberFormatException if it is not a number
     */
    public double number(String column) {
      return Double.parseDouble(text(column));
    }
  }

  /** Returns the text of a file. */
  public String format(List<T> records) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(columns);
      for (T each : records) {
        csv.writeRecord(toFields.apply(each).stream().map(String::valueOf).toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * Parses the text of a file; an empty text has no records.
   *
   * @throws IllegalArgumentException if the header has other columns or a line is invalid; names
   *     the line
   */
  public List<T> parse(String text) {
    List<CsvRecord> lines = lines(text);
    if (!lines.isEmpty() && !lines.get(0).getFields().equals(columns)) {
      throw new IllegalArgumentException(
          "line 1: expected the columns " + columns + ", found " + lines.get(0).getFields());
    }
    List<T> records = new ArrayList<>();
    for (CsvRecord line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      records.add(record(line));
    }
    return records;
  }

  private T record(CsvRecord line) {
    String place = "line " + line.getStartingLineNumber() + ": ";
    if (line.getFieldCount() != columns.size()) {
      throw new IllegalArgumentException(
          place + "expected " + columns.size() + " fields, found " + line.getFieldCount());
    }
    try {
      return fromRow.apply(new Row(columns, line.getFields()));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(place + "expected " + columns + " (" + e + ")", e);
    }
  }

  private static List<CsvRecord> lines(String text) {
    try {
      // The number of fields is checked in record(), whose messages name the line.
      return CsvReader.builder()
          .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
          .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
          .ofCsvRecord(text)
          .stream()
          .toList();
    } catch (CsvParseException e) {
      throw new IllegalArgumentException("" + e.getMessage(), e);
    }
  }

  /**
   * Reads a file; a missing file has no records.
   *
   * @throws SezimException if it cannot be read or is not such a table; names the line
   */
  public List<T> read(Path file) {
    return read(file, this::parse);
  }

  /**
   * Returns the columns in the header of a file; none if it is missing or empty.
   *
   * @throws SezimException if it cannot be read
   */
  static List<String> columns(Path file) {
    return read(
        file, text -> lines(text).stream().findFirst().map(CsvRecord::getFields).orElse(List.of()));
  }

  private static <R> List<R> read(Path file, Function<String, List<R>> parser) {
    try {
      return parser.apply(Files.readString(file));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw SezimException.unreadable(file, e);
    } catch (IllegalArgumentException e) {
      throw new SezimException(file.toString(), "" + e.getMessage(), e);
    }
  }
}
