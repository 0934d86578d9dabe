package org.sezim.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import org.sezim.EmotionRecognizer;
import org.sezim.SezimException;
import org.sezim.internal.Require;
import org.sezim.server.SezimServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sezim serve}. */
@Command(
    name = "serve",
    description = "Serve recognition over HTTP: a JSON API, a live camera and a web page.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  /** Environment variable with more keys, separated by commas. */
  private static final String KEYS = "SEZIM_API_KEYS";

  private static final String LOOPBACK = "127.0.0.1";

  @Spec CommandSpec spec;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "Address to listen on (default: ${DEFAULT-VALUE}, reachable from this machine only).")
  String host = LOOPBACK;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on; 0 picks a free one (default: ${DEFAULT-VALUE}).")
  int port = 8080;

  @Mixin ModelOption model;

  @Option(
      names = "--detector",
      paramLabel = "FILE",
      description = "Face detector as an ONNX file in YuNet's format (default: the bundled one).")
  @Nullable Path detector;

  @Option(
      names = "--min-score",
      paramLabel = "S",
      description =
          "Mark emotions with a score below this, 0 to 1, as uncertain, unless a request has a"
              + " minScore of its own (default: 0.5).")
  @Nullable Double minScore;

  @Mixin DetectionOptions detection;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Photos to process at once (default: twice the number of cores).")
  @Nullable Integer threads;

  @Option(
      names = "--max-body",
      paramLabel = "BYTES",
      description = "Maximum size of a request body (default: 20000000).")
  @Nullable Long maxBody;

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      description = "Maximum width times height of a photo (default: 50000000).")
  @Nullable Long maxPixels;

  @Option(
      names = "--queue",
      paramLabel = "N",
      description = "Photos that may wait; further requests get status 503 (default: 16).")
  @Nullable Integer queue;

  @Option(
      names = "--deadline",
      paramLabel = "SECONDS",
      description = "Maximum time from the end of a request to its response (default: 10).")
  @Nullable Double deadline;

  @Option(
      names = "--api-keys",
      paramLabel = "FILE",
      description =
          "Require one of the API keys in this file: one key per line, # starts a comment line."
              + " Keys in the environment variable "
              + KEYS
              + ", separated by commas, are accepted too.")
  @Nullable Path keys;

  @Option(
      names = "--tls-cert",
      paramLabel = "PEM",
      description = "Certificate chain for HTTPS; requires --tls-key.")
  @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "PEM",
      description = "Private key for HTTPS (PKCS#8, unencrypted); requires --tls-cert.")
  @Nullable Path key;

  @Option(
      names = "--cors",
      paramLabel = "ORIGIN",
      arity = "1..*",
      description =
          "Origins whose web pages may use the API, for example https://example.org (default:"
              + " none).")
  List<String> origins = List.of();

  @Override
  public Integer call() throws InterruptedException {
    if ((certificate == null) != (key == null)) {
      throw new ParameterException(
          spec.commandLine(), "expected --tls-cert and --tls-key together, found one of them");
    }
    List<String> allKeys = keys();
    CountDownLatch stop = new CountDownLatch(1);
    Object before = Signals.register("TERM", stop::countDown);
    try (Interrupt interrupt = new Interrupt(new AtomicBoolean(), stop::countDown);
        SezimServer server = builder(allKeys).start()) {
      if (allKeys.isEmpty() && !host.equals(LOOPBACK) && !host.equals("localhost")) {
        spec.commandLine()
            .getErr()
            .println(
                "warning: everyone who can reach " + host + " can use this server; see --api-keys");
      }
      spec.commandLine().getOut().println("Sezim serves at " + server.uri());
      spec.commandLine().getOut().flush();
      stop.await();
    } finally {
      Signals.unregister("TERM", before);
    }
    return 0;
  }

  private SezimServer.Builder builder(List<String> allKeys) {
    EmotionRecognizer.Builder recognizer = model.name.recognizer();
    if (detector != null) {
      recognizer.detector(detector);
    }
    Options.apply(spec, "--min-score", minScore, recognizer::minScore);
    detection.apply(recognizer);
    Options.apply(spec, "--max-pixels", maxPixels, recognizer::maxPixels);
    SezimServer.Builder builder = SezimServer.builder(recognizer).host(host).keys(allKeys);
    Options.apply(spec, "--port", port, builder::port);
    Options.apply(spec, "--threads", threads, builder::threads);
    Options.apply(spec, "--max-body", maxBody, builder::maxBody);
    Options.apply(spec, "--queue", queue, builder::queue);
    Options.apply(spec, "--deadline", deadline, seconds -> builder.deadline(duration(seconds)));
    origins.forEach(origin -> Options.apply(spec, "--cors", origin, builder::allowOrigin));
    if (certificate != null && key != null) {
      builder.tls(certificate, key);
    }
    return builder;
  }

  private static Duration duration(double seconds) {
    Require.that(
        "deadline", seconds >= 0.001 && seconds <= 1_000_000, "0.001 to 1000000 seconds", seconds);
    return Duration.ofMillis(Math.round(1000 * seconds));
  }

  private List<String> keys() {
    List<String> all = new ArrayList<>();
    String environment = System.getenv(KEYS);
    if (environment != null) {
      all.addAll(Arrays.asList(environment.split(",", -1)));
    }
    if (keys != null) {
      try {
        Files.readAllLines(keys).stream().filter(line -> !line.startsWith("#")).forEach(all::add);
      } catch (IOException e) {
        throw SezimException.unreadable(keys, e);
      }
    }
    List<String> given = all.stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
    // An empty file must not disable authorization.
    if (given.isEmpty() && (keys != null || environment != null)) {
      throw new SezimException(
          keys == null ? KEYS : keys.toString(), "expected one API key or more, found none");
    }
    return given;
  }
}
