package org.sezim.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.sezim.EmotionRecognizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Throughput of the library, with which bench/server/run compares the server. */
@Command(
    name = "library",
    mixinStandardHelpOptions = true,
    description =
        "Prints the photos per second that Sezim recognizes on all cores, one line per pass.")
final class LibrarySpeed implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "LIST", description = "File with one photo name per line.")
  Path list;

  @Option(
      names = "--passes",
      defaultValue = "3",
      description =
          "Measured passes over all photos, after one warm-up pass (default: ${DEFAULT-VALUE}).")
  int passes;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Path> photos = Files.readAllLines(list).stream().map(Path::of).toList();
    PrintWriter out = spec.commandLine().getOut();
    try (EmotionRecognizer recognizer = EmotionRecognizer.builder().build()) {
      Throughput.recognizeAll(recognizer, photos);
      for (int pass = 0; pass < passes; pass++) {
        long start = System.nanoTime();
        Throughput.recognizeAll(recognizer, photos);
        out.printf(Locale.ROOT, "%.1f%n", photos.size() * 1e9 / (System.nanoTime() - start));
      }
    }
    return 0;
  }
}
