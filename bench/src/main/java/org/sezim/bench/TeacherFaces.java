package org.sezim.bench;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.sezim.SezimException;
import org.sezim.face.Box;
import org.sezim.face.Detection;
import org.sezim.face.Landmarks;

/** Reads the faces that a better detector, the teacher, found in a folder of photos. */
final class TeacherFaces {
  private TeacherFaces() {}

  /**
   * Reads a file {@code *.yunet.csv}: one row per face with the columns file, score, x, y, w, h and
   * ten of landmarks; a photo without faces has one row without numbers.
   *
   * @return faces by photo, in the file's order
   * @throws SezimException if the file cannot be read or a row is invalid
   */
  static Map<String, List<Detection>> read(Path file) {
    Map<String, List<Detection>> faces = new LinkedHashMap<>();
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord row : rows) {
        List<Detection> photoFaces =
            faces.computeIfAbsent(row.getField("file"), name -> new ArrayList<>());
        if (!row.getField("score").isEmpty()) {
          photoFaces.add(face(file, row));
        }
      }
    } catch (IOException e) {
      throw SezimException.unreadable(file, e);
    } catch (UncheckedIOException e) {
      throw SezimException.unreadable(file, Objects.requireNonNull(e.getCause()));
    } catch (CsvParseException | NoSuchElementException e) {
      throw new SezimException(file.toString(), "" + e.getMessage(), e);
    }
    faces.replaceAll((name, list) -> List.copyOf(list));
    return Collections.unmodifiableMap(faces);
  }

  private static Detection face(Path file, NamedCsvRecord row) {
    try {
      Landmarks landmarks =
          new Landmarks(
              point(row, "right_eye"),
              point(row, "left_eye"),
              point(row, "nose"),
              point(row, "right_mouth"),
              point(row, "left_mouth"));
      Box box = new Box(number(row, "x"), number(row, "y"), number(row, "w"), number(row, "h"));
      return new Detection(box, (float) number(row, "score"), landmarks);
    } catch (IllegalArgumentException e) {
      throw new SezimException(file + ":" + row.getStartingLineNumber(), "" + e.getMessage(), e);
    }
  }

  private static Landmarks.Point point(NamedCsvRecord row, String name) {
    return new Landmarks.Point(number(row, name + "_x"), number(row, name + "_y"));
  }

  private static double number(NamedCsvRecord row, String column) {
    return Double.parseDouble(row.getField(column));
  }
}
