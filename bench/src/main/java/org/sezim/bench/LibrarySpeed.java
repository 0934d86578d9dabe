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

/** Photos a second of the library itself, for bench/server/run to hold the server against. */
@Command(
    name = "library",
    mixinStandardHelpOptions = true,
    description =
        "Prints how many photos a second Sezim recognises on all cores, once for each pass.")
final class LibrarySpeed implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "LIST", description = "A file with the photos' names, one a line.")
  Path list;

  @Option(
      names = "--passes",
      defaultValue = "3",
      description = "Passes over all photos, after one to warm up (default: ${DEFAULT-VALUE}).")
  int passes;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Path> photos = Files.readAllLines(list).stream().map(Path::of).toList();
    PrintWriter out = spec.commandLine().getOut();
    try (EmotionRecognizer recognizer = EmotionRecognizer.builder().build()) {
      Throughput.all(recognizer, photos);
      for (int pass = 0; pass < passes; pass++) {
        long start = System.nanoTime();
        Throughput.all(recognizer, photos);
        out.printf(Locale.ROOT, "%.1f%n", photos.size() * 1e9 / (System.nanoTime() - start));
      }
    }
    return 0;
  }
}
