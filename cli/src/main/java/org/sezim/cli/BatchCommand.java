package org.sezim.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.sezim.SezimException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code sezim batch}, for the list of commands. The launcher starts it in a process with Spark,
 * whose libraries are too many, and too old, to stand beside those of the other commands.
 */
@Command(
    name = "batch",
    description = "Recognise any number of pictures on Apache Spark, here or on a cluster.")
final class BatchCommand implements Callable<Integer> {
  @Parameters(hidden = true)
  List<String> words;

  @Override
  public Integer call() {
    throw new SezimException(
        "batch", "expected the launcher, ./sezim batch, which brings Spark; found none");
  }
}
