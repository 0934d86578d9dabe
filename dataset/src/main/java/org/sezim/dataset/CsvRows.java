package org.sezim.dataset;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.sezim.SezimException;

/**
 * Streaming reader of the rows of a CSV file, plain or inside gzip or zip. The first row is the
 * header; its columns may be in any order, in upper or lower case, and with spaces around. Not safe
 * for use by several threads.
 */
final class CsvRows implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  /** Characters of a field; a row of FER-2013 has about 9,000. */
  private static final int MAX_FIELD_LENGTH = 1 << 20;

  private static final List<String> PREFERRED = List.of("fer2013.csv", "icml_face_data.csv");

  private final String name;
  private final String form;
  private final Closeable owner;
  private final CloseableIterator<CsvRecord> records;
  private final List<String> header;
  private CsvRecord row;
  private long line;

  /**
   * Reads the header. Closes {@code owner} if that fails, else in {@link #close}.
   *
   * @param form the format, for errors: CSV, gzip or zip
   */
  private CsvRows(String name, String form, InputStream in, Closeable owner, String... required) {
    this.name = name;
    this.form = form;
    this.owner = owner;
    try {
      // The number of fields is checked in field(), because it is an error of one row only.
      records =
          CsvReader.builder()
              .detectBomHeader(true)
              .maxBufferSize(MAX_FIELD_LENGTH)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .ofCsvRecord(in, StandardCharsets.UTF_8)
              .iterator();
      row = read().orElseThrow(() -> new SezimException(name, "empty file"));
      header = row.getFields().stream().map(String::strip).toList();
      for (String column : required) {
        if (column(column) < 0) {
          throw new SezimException(
              name,
              "header: expected the columns "
                  + String.join(", ", required)
                  + ", found "
                  + shown(String.join(",", header)));
        }
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Opens a file; its format is detected from its content.
   *
   * @param required the columns that the file must have
   * @throws SezimException if the file does not exist, is empty, damaged or lacks a column
   */
  static CsvRows open(Path file, String... required) {
    String name = file.toString();
    String form = "CSV";
    try {
      byte[] start = new byte[2];
      try (InputStream in = Files.newInputStream(file)) {
        in.readNBytes(start, 0, 2);
      }
      if (start[0] == 'P' && start[1] == 'K') {
        form = "zip";
        return openZip(file, required);
      }
      InputStream in = Files.newInputStream(file);
      if (start[0] == 0x1f && start[1] == (byte) 0x8b) {
        form = "gzip";
        return new CsvRows(name, form, gunzip(in), in, required);
      }
      return new CsvRows(name, form, in, in, required);
    } catch (NoSuchFileException e) {
      throw SezimException.unreadable(file, e);
    } catch (IOException e) {
      throw damaged(name, form, 0, e);
    }
  }

  private static InputStream gunzip(InputStream in) throws IOException {
    try {
      return new GZIPInputStream(in, BUFFER);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static CsvRows openZip(Path file, String... required) throws IOException {
    ZipFile zip = new ZipFile(file.toFile());
    try {
      List<? extends ZipEntry> files =
          zip.stream()
              .filter(e -> !e.isDirectory() && !e.getName().startsWith("__MACOSX/"))
              .toList();
      List<? extends ZipEntry> csv =
          files.stream().filter(e -> lower(e.getName()).endsWith(".csv")).toList();
      // A single CSV is opened whatever its header, so that the error names the missing columns.
      List<? extends ZipEntry> fit =
          csv.size() < 2 ? csv : csv.stream().filter(e -> fits(file, zip, e, required)).toList();
      for (String preferred : PREFERRED) {
        for (ZipEntry entry : fit) {
          if (Path.of(lower(entry.getName())).endsWith(preferred)) {
            return ofEntry(file, zip, entry, zip, required);
          }
        }
      }
      if (fit.size() == 1) {
        return ofEntry(file, zip, fit.get(0), zip, required);
      }
      throw new SezimException(
          file.toString(),
          "expected one .csv with the columns "
              + String.join(", ", required)
              + ", found "
              + listed(files.stream().map(ZipEntry::getName).toList()));
    } catch (RuntimeException | IOException e) {
      zip.close();
      throw e;
    }
  }

  private static boolean fits(Path file, ZipFile zip, ZipEntry entry, String... required) {
    try (CsvRows rows = ofEntry(file, zip, entry, () -> {}, required)) {
      return rows.line > 0;
    } catch (SezimException | IOException e) {
      return false;
    }
  }

  private static CsvRows ofEntry(
      Path file, ZipFile zip, ZipEntry entry, Closeable owner, String... required)
      throws IOException {
    InputStream in = new EntryStream(zip.getInputStream(entry), entry.getCrc());
    return new CsvRows(file + "!" + entry.getName(), "zip", in, owner, required);
  }

  /** Moves to the next row; returns false after the last one. */
  boolean next() {
    Optional<CsvRecord> next = read();
    next.ifPresent(record -> row = record);
    return next.isPresent();
  }

  private Optional<CsvRecord> read() {
    CsvRecord next;
    try {
      if (!records.hasNext()) {
        return Optional.empty();
      }
      next = records.next();
    } catch (UncheckedIOException e) {
      throw damaged(name, form, line, Objects.requireNonNull(e.getCause()));
    } catch (CsvParseException e) {
      throw damaged(name, "CSV", line, e);
    }
    line = next.getStartingLineNumber();
    for (String field : next.getFields()) {
      // An unclosed quote would silently swallow good rows.
      if (field.indexOf('\n') >= 0 || field.indexOf('\r') >= 0) {
        throw new SezimException(place(), "expected every quote to end on its line");
      }
    }
    return Optional.of(next);
  }

  /** The index of a column, or -1 if there is no such column. */
  int column(String column) {
    for (int i = 0; i < header.size(); i++) {
      if (header.get(i).equalsIgnoreCase(column)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * A field of the current row, without surrounding spaces.
   *
   * @throws SezimException if the row has more or fewer fields than the header
   */
  String field(int column) {
    if (row.getFieldCount() != header.size()) {
      throw new SezimException(
          place(), "expected " + header.size() + " fields, found " + row.getFieldCount());
    }
    return row.getField(column).strip();
  }

  /** The file and the line of the current row. */
  String place() {
    return name + ":" + line;
  }

  @Override
  public void close() {
    try {
      owner.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Shortens a value and makes it printable, for a one-line error message. */
  static String shown(String value) {
    if (value.isBlank()) {
      return "nothing";
    }
    String start = value.length() > 80 ? value.substring(0, 80) + "…" : value;
    return start.replaceAll("\\p{Cntrl}", "?");
  }

  /** Joins at most ten names, for a one-line error message. */
  static String listed(List<String> names) {
    if (names.isEmpty()) {
      return "nothing";
    }
    String start = String.join(", ", names.subList(0, Math.min(10, names.size())));
    return names.size() > 10 ? start + ", … (" + names.size() + ")" : start;
  }

  private static SezimException damaged(String name, String form, long line, Exception e) {
    boolean content =
        e instanceof EOFException || e instanceof ZipException || e instanceof CsvParseException;
    String why = e instanceof EOFException ? "unexpected end of file" : e.getMessage();
    return new SezimException(
        name,
        (content ? "damaged " + form : "cannot be read")
            + (line > 0 ? " after line " + line : "")
            + " ("
            + why
            + ")",
        e);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Checks the checksum, which {@link ZipFile} ignores. */
  private static final class EntryStream extends CheckedInputStream {
    private final long crc;

    EntryStream(InputStream in, long crc) {
      super(in, new CRC32());
      this.crc = crc;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int n = super.read(into, offset, length);
      if (n < 0 && getChecksum().getValue() != crc) {
        throw new ZipException("checksum differs");
      }
      return n;
    }
  }
}
