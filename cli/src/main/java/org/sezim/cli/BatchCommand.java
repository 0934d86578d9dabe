package org.sezim.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.sezim.SezimException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * {@code sezim batch} in the list of commands. The launcher runs the command in a process with
 * Spark, whose libraries conflict with those of the other commands.
 */
@Command(
    name = "batch",
    description = "Recognize any number of photos with Apache Spark, locally or on a cluster.")
final class BatchCommand implements Callable<Integer> {
  @Unmatched List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() {
    throw new SezimException(
        "batch", "expected the launcher ./sezim, which starts Spark; found a plain Java process");
  }
}
