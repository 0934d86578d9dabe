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
 * The recognisers of this process, an executor as a rule: each is loaded by the first task that
 * needs it, shared by all that follow, and lives as long as the process. Safe to share between
 * threads.
 */
final class RecognizerCache {
  private static final Map<Key, EmotionRecognizer> LOADED = new ConcurrentHashMap<>();

  private RecognizerCache() {}

  private record Key(String model, int threads) {}

  /**
   * For the running task, with as many threads a photo as the task has cores ({@code
   * spark.task.cpus}): tasks side by side are the threads that a photo does not get.
   *
   * @param model a {@link BundledModel#label}, or the name of a file that the driver has added to
   *     the context
   * @throws org.sezim.SezimException if the file does not fit its contract
   */
  static EmotionRecognizer ofTask(String model) {
    TaskContext task = TaskContext.get();
    int threads = task == null ? 1 : task.cpus();
    Optional<BundledModel> bundled = bundled(model);
    String place = bundled.isPresent() ? model : SparkFiles.get(model);
    return LOADED.computeIfAbsent(
        new Key(place, threads),
        key -> {
          EmotionRecognizer.Builder builder = EmotionRecognizer.builder().threads(threads);
          return bundled
              .map(builder::emotionModel)
              .orElseGet(() -> builder.emotionModel(Path.of(place)))
              .build();
        });
  }

  /** The model inside Sezim of this name. */
  static Optional<BundledModel> bundled(String name) {
    return Arrays.stream(BundledModel.values())
        .filter(model -> model.label().equals(name))
        .findFirst();
  }
}
