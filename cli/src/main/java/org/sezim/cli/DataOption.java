package org.sezim.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.sezim.training.data.BadRow;
import org.sezim.training.data.DataOptions;
import org.sezim.training.data.FaceData;
import picocli.CommandLine.Option;

/** {@code --data} and what goes with it, the same for every command that reads a data set. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "FER-2013 as Kaggle ships it (fer2013.csv, icml_face_data.csv, .gz, .zip), or a folder"
              + " train/<emotion>/*.jpg, test/<emotion>/*.jpg.")
  Path source;

  @Option(
      names = "--votes",
      paramLabel = "FILE",
      description = "FER+ votes for the same rows (fer2013new.csv), used as labels.")
  Path votes;

  @Option(
      names = "--skip-bad-rows",
      description = "Leave bad rows out and list them, instead of stopping at the first.")
  boolean skipBadRows;

  /** Reads the data and says on {@code err} what was left out. */
  static FaceData read(Path source, DataOptions options, PrintWriter err) {
    FaceData data = FaceData.read(source, options);
    for (BadRow row : data.badRows()) {
      err.println("skipped " + row.place() + ": " + row.rule());
    }
    if (!data.badRows().isEmpty()) {
      err.println("skipped " + data.badRows().size() + " bad rows of " + source);
    }
    data.notes().forEach(note -> err.println("note: " + note));
    return data;
  }
}
