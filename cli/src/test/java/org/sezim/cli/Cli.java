package org.sezim.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import picocli.CommandLine;

/**
 * What a command gave.
 *
 * @param code its exit code
 * @param out its standard output
 * @param err its standard error
 */
record Cli(int code, String out, String err) {
  /** Runs a command in this process. */
  static Cli run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int code = line.execute(words);
    return new Cli(code, out.toString(), err.toString());
  }

  /**
   * Starts a command in a process of its own, with the launcher's options.
   *
   * @param err a file for its standard error
   */
  static Process start(Path err, List<String> arguments) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED"));
    if (Runtime.version().feature() >= 23) {
      // JavaCPP still uses what they warn of.
      words.add("--sun-misc-unsafe-memory-access=allow");
    }
    words.add("-cp");
    words.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    words.add(Main.class.getName());
    words.addAll(arguments);
    return new ProcessBuilder(words).redirectError(err.toFile()).start();
  }

  /** Reads three lines of a process, sends it a Ctrl-C, and gives all that it prints. */
  static String interrupt(Process process) throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < 3; i++) {
        text.append(out.readLine()).append('\n');
      }
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      out.lines().forEach(line -> text.append(line).append('\n'));
    }
    return text.toString();
  }

  /** The lines of standard error. */
  List<String> errors() {
    return err.lines().toList();
  }

  /** Writes a FER-2013 CSV of noise that is a little brighter from one emotion to the next. */
  static Path csv(Path file, int training, int publicTest) {
    Random random = new Random(5);
    try (Writer csv = Files.newBufferedWriter(file)) {
      csv.write("emotion,pixels,Usage\n");
      for (int i = 0; i < training + publicTest; i++) {
        csv.write(i % 7 + ",");
        for (int p = 0; p < 2304; p++) {
          csv.write((p == 0 ? "" : " ") + (random.nextInt(130) + 20 * (i % 7)));
        }
        csv.write(i < training ? ",Training\n" : ",PublicTest\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /** Writes FER+ votes for the rows of {@link #csv}: seven of ten for the row's own emotion. */
  static Path votes(Path file, int training, int publicTest) {
    // From FER-2013's order to that of the columns.
    int[] column = {4, 5, 6, 1, 3, 2, 0};
    StringBuilder csv =
        new StringBuilder(
            "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,"
                + "unknown,NF\n");
    for (int i = 0; i < training + publicTest; i++) {
      int[] votes = new int[10];
      votes[column[i % 7]] = 7;
      votes[7] = 3;
      csv.append(i < training ? "Training" : "PublicTest").append(",fer").append(i).append(".png");
      IntStream.of(votes).forEach(n -> csv.append(',').append(n));
      csv.append('\n');
    }
    try {
      return Files.writeString(file, csv);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a recipe of a network that trains in seconds. */
  static Path recipe(Path file, int epochs) {
    String yaml =
        """
        name: tiny
        network:
          - normalize: {min: 0, max: 255}
          - conv: {filters: 8, kernel: 3}
          - activation: {function: relu}
          - max-pool: {size: 4}
          - flatten: {}
          - dropout: {rate: 0.5}
          - dense: {units: 16}
          - activation: {function: relu}
        output: sigmoid
        loss: cross-entropy
        optimizer: {name: adam, learning-rate: 0.003}
        batch: 16
        seed: 1
        precision: bfloat16
        """;
    try {
      return Files.writeString(file, yaml + "epochs: " + epochs + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
