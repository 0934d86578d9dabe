package org.sezim.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;

/** Metrics in Prometheus' text format; docs/guide/server.md lists them. Thread-safe. */
final class ServerMetrics implements AutoCloseable {
  /** Media type of the text format that all versions of Prometheus read. */
  static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private final DistributionSummary batches =
      DistributionSummary.builder("sezim.batch.faces")
          .description("Faces per run of the emotion model")
          .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128)
          .register(registry);

  ServerMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
  }

  /** Registers a gauge whose value is computed when it is read. */
  void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }

  /** Records a request. */
  void request(String endpoint, int status, Duration time) {
    Timer.builder("sezim.requests")
        .description("Time of requests by operation and status")
        .tags("operation", endpoint, "status", Integer.toString(status))
        .serviceLevelObjectives(
            Duration.ofMillis(10),
            Duration.ofMillis(25),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofMillis(2500),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10))
        .register(registry)
        .record(time);
  }

  /** Counts a photo with outcome {@code recognized} or {@code unreadable}. */
  void photo(String outcome, int faces) {
    Counter.builder("sezim.photos")
        .description("Photos by outcome")
        .tags("outcome", outcome)
        .register(registry)
        .increment();
    Counter.builder("sezim.faces")
        .description("Faces recognized in photos")
        .register(registry)
        .increment(faces);
  }

  /** Counts live frames with outcome {@code answered}, {@code skipped} or {@code unreadable}. */
  void frames(String outcome, long count) {
    Counter.builder("sezim.live.frames")
        .description("Frames of live cameras by outcome")
        .tags("outcome", outcome)
        .register(registry)
        .increment((double) count);
  }

  /** Records the batch size of a run of the emotion model. */
  void batch(int faces) {
    batches.record(faces);
  }

  /** All metrics as text. */
  String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    registry.close();
  }
}
