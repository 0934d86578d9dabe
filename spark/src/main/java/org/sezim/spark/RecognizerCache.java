package org.sezim.spark;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import org.sezim.EmotionRecognizer;
import org.sezim.emotion.BundledModel;

/**
 * The recognizers of this process, usually an executor. Each is loaded by the first task that needs
 * it, shared by all later tasks, and lives as long as the process. Thread-safe.
 */
final class RecognizerCache {
  private static final Map<Key, EmotionRecognizer> LOADED = new ConcurrentHashMap<>();

  private RecognizerCache() {}

  private record Key(String model, RecognizerSettings settings, int threads) {}

  /**
   * The recognizer for the running task. It uses as many threads per photo as the task has cores
   * ({@code spark.task.cpus}); parallelism comes from parallel tasks.
   *
   * @param model a {@link BundledModel#label}, or the name of a file that the driver added to the
   *     context
   * @throws org.sezim.SezimException if the file does not fit its contract
   */
  static EmotionRecognizer ofTask(String model, RecognizerSettings settings) {
    TaskContext task = TaskContext.get();
    int threads = task == null ? 1 : task.cpus();
    Optional<BundledModel> bundled = bundled(model);
    String location = bundled.isPresent() ? model : SparkFiles.get(model);
    return LOADED.computeIfAbsent(
        new Key(location, settings, threads),
        key -> {
          EmotionRecognizer.Builder builder = settings.recognizer().threads(threads);
          return bundled
              .map(builder::emotionModel)
              .orElseGet(() -> builder.emotionModel(Path.of(location)))
              .build();
        });
  }

  /** The bundled model with this name. */
  static Optional<BundledModel> bundled(String name) {
    return Arrays.stream(BundledModel.values())
        .filter(model -> model.label().equals(name))
        .findFirst();
  }
}
