package org.sezim.training.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.Tensor;
import org.sezim.SezimException;

/** Checkpoint files: weights, optimizer state and epoch in libtorch's archive format. */
public final class Checkpoint {
  private static final String WEIGHT = "weight_";
  private static final String EPOCH = "epoch";
  private static final String OPTIMIZER = "optimizer";

  private Checkpoint() {}

  /**
   * Writes everything that the epoch after {@code epoch} needs.
   *
   * @param weights by name
   */
  public static void save(Path file, Map<String, Tensor> weights, Optimizer optimizer, int epoch) {
    try (PointerScope scope = new PointerScope()) {
      OutputArchive archive = archive(weights);
      archive.write(EPOCH, Tensor.create(new long[] {epoch}));
      OutputArchive state = new OutputArchive();
      optimizer.save(state);
      archive.write(OPTIMIZER, state);
      write(archive, file);
    }
  }

  /** Writes only the weights, by name. */
  public static void saveWeights(Path file, Map<String, Tensor> weights) {
    try (PointerScope scope = new PointerScope()) {
      write(archive(weights), file);
    }
  }

  private static OutputArchive archive(Map<String, Tensor> weights) {
    OutputArchive archive = new OutputArchive();
    for (Map.Entry<String, Tensor> weight : weights.entrySet()) {
      archive.write(key(weight.getKey()), weight.getValue().detach());
    }
    return archive;
  }

  /** Returns a key for the archive, where dots are not allowed. */
  private static String key(String weight) {
    return WEIGHT + weight.replace('.', '_');
  }

  private static void write(OutputArchive archive, Path file) {
    Path temporary = RunFolder.temporary(file);
    archive.save_to(temporary.toString());
    RunFolder.replace(temporary, file);
  }

  /**
   * Restores the weights and the optimizer state that {@link #save} wrote.
   *
   * @return the last epoch done
   */
  public static int load(Path file, Map<String, Tensor> weights, Optimizer optimizer) {
    try (PointerScope scope = new PointerScope()) {
      InputArchive state = new InputArchive();
      open(file).read(OPTIMIZER, state);
      optimizer.load(state);
    }
    return loadEpoch(file, weights);
  }

  /**
   * Restores only the weights that {@link #save} wrote.
   *
   * @return the last epoch done
   */
  public static int loadEpoch(Path file, Map<String, Tensor> weights) {
    try (PointerScope scope = new PointerScope()) {
      InputArchive archive = open(file);
      readWeights(archive, weights);
      Tensor epoch = new Tensor();
      archive.read(EPOCH, epoch);
      return epoch.item_int();
    }
  }

  /** Restores the weights that {@link #saveWeights} wrote. */
  public static void loadWeights(Path file, Map<String, Tensor> weights) {
    try (PointerScope scope = new PointerScope()) {
      readWeights(open(file), weights);
    }
  }

  private static InputArchive open(Path file) {
    if (!Files.exists(file)) {
      throw new SezimException(file.toString(), "no such checkpoint");
    }
    InputArchive archive = new InputArchive();
    try {
      archive.load_from(file.toString());
    } catch (RuntimeException e) {
      throw new SezimException(file.toString(), "not a checkpoint that libtorch can read", e);
    }
    return archive;
  }

  private static void readWeights(InputArchive archive, Map<String, Tensor> weights) {
    try (NoGradGuard noGrad = new NoGradGuard()) {
      weights.forEach(
          (name, tensor) -> {
            Tensor saved = new Tensor();
            archive.read(key(name), saved);
            tensor.copy_(saved);
          });
    }
  }
}
