package org.sezim.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sezim.dataset.BadRow;
import org.sezim.dataset.DatasetOptions;
import org.sezim.dataset.FaceDataset;
import org.sezim.dataset.FerPlus;
import org.sezim.emotion.EmotionClassifier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code --data} and related options, shared by all commands that read a dataset. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "FER-2013 as distributed by Kaggle (fer2013.csv, icml_face_data.csv, .gz, .zip), or a"
              + " folder with train/<emotion>/*.jpg and test/<emotion>/*.jpg.")
  @Nullable Path source;

  @Option(
      names = "--votes",
      paramLabel = "FILE",
      description = "FER+ votes for the same rows (fer2013new.csv), used as labels.")
  @Nullable Path votes;

  @Option(
      names = "--skip-bad-rows",
      description = "Skip and list bad rows instead of stopping at the first.")
  boolean skipBadRows;

  /**
   * Reads the dataset with the classifier's classes: with FER+ votes 8 if it has contempt, else 7.
   *
   * @throws ParameterException without {@code --data}
   */
  FaceDataset readFor(EmotionClassifier classifier, CommandSpec spec) {
    Path data = require(spec);
    DatasetOptions options = DatasetOptions.defaults().withSkipBadRows(skipBadRows);
    if (votes != null) {
      int classes = classifier.labels().contains("contempt") ? 8 : 7;
      options = options.withVotes(new FerPlus(votes, classes, FerPlus.Mode.MAJORITY));
    }
    return read(data, options, spec.commandLine().getErr());
  }

  /**
   * The value of {@code --data}, for commands that require it.
   *
   * @throws ParameterException if it is absent
   */
  Path require(CommandSpec spec) {
    if (source == null) {
      throw new ParameterException(spec.commandLine(), "expected --data");
    }
    return source;
  }

  /** Reads a dataset and lists skipped rows and notes on {@code err}. */
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
