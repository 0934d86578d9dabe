package org.sezim.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.sezim.dataset.BadRow;
import org.sezim.dataset.DatasetOptions;
import org.sezim.dataset.FaceDataset;
import org.sezim.dataset.FerPlus;
import org.sezim.emotion.EmotionClassifier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

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

  /** Reads the data with labels that a classifier knows: 8 of FER+ if it knows contempt, else 7. */
  FaceDataset readFor(EmotionClassifier classifier, CommandSpec spec) {
    DatasetOptions options = DatasetOptions.defaults().withSkipBadRows(skipBadRows);
    if (votes != null) {
      int classes = classifier.labels().contains("contempt") ? 8 : 7;
      options = options.withVotes(new FerPlus(votes, classes, FerPlus.Mode.MAJORITY));
    }
    return read(source, options, spec.commandLine().getErr());
  }

  /** Makes sure that there is a {@code --data}, for commands that cannot do without. */
  void require(CommandSpec spec) {
    if (source == null) {
      throw new ParameterException(spec.commandLine(), "expected --data");
    }
  }

  /** Reads the data and says on {@code err} what was left out. */
  static FaceDataset read(Path source, DatasetOptions options, PrintWriter err) {
    FaceDataset data = FaceDataset.read(source, options);
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
