package org.sezim.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.sezim.bench.report.Format;
import org.sezim.bench.report.Table;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.face.FaceCrop;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code bench/run classifier}: throughput of emotion models in faces per second, in batches on all
 * cores, and the time of one face on one core. The faces are noise, since the time does not depend
 * on their content. Models take turns within each round.
 */
@Command(
    name = "classifier",
    mixinStandardHelpOptions = true,
    description = "Measures the speed of emotion models.")
final class ClassifierSpeed implements Callable<Integer> {
  private static final int WARM_UP = 3;
  private static final int SINGLE_FACES = 50;

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "MODEL", arity = "1..*", description = "Emotion models as ONNX files.")
  List<Path> models = List.of();

  @Option(
      names = "--faces",
      defaultValue = "1024",
      description = "Faces per call (default: ${DEFAULT-VALUE}).")
  int count;

  @Option(
      names = "--rounds",
      defaultValue = "15",
      description = "Measured rounds (default: ${DEFAULT-VALUE}).")
  int rounds;

  @Override
  public Integer call() {
    int cores = Runtime.getRuntime().availableProcessors();
    Random random = new Random(1);
    List<FaceCrop> faces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] pixels = new byte[FaceCrop.PIXELS];
      random.nextBytes(pixels);
      faces.add(FaceCrop.of(pixels));
    }
    List<EmotionClassifier> allCores = new ArrayList<>();
    List<EmotionClassifier> oneThread = new ArrayList<>();
    try {
      for (Path model : models) {
        allCores.add(EmotionClassifier.load(model, cores));
        oneThread.add(EmotionClassifier.load(model, 1));
      }
      double[][] rate = new double[models.size()][rounds];
      double[][] cpu = new double[models.size()][rounds];
      double[][] single = new double[models.size()][rounds];
      for (int round = -WARM_UP; round < rounds; round++) {
        for (int turn = 0; turn < models.size(); turn++) {
          int i = Math.floorMod(turn + round, models.size());
          long wall = System.nanoTime();
          long used = processTime();
          allCores.get(i).classify(faces);
          used = processTime() - used;
          wall = System.nanoTime() - wall;
          long start = System.nanoTime();
          for (FaceCrop face : faces.subList(0, Math.min(count, SINGLE_FACES))) {
            oneThread.get(i).classify(face);
          }
          long nanosPerFace = (System.nanoTime() - start) / Math.min(count, SINGLE_FACES);
          if (round >= 0) {
            rate[i][round] = count / (wall / 1e9);
            cpu[i][round] = used / 1e6 / count;
            single[i][round] = nanosPerFace / 1e6;
          }
        }
      }
      Table table =
          new Table(
              "model",
              "faces per second on " + cores + " cores (quartiles)",
              "CPU ms per face",
              "ms for one face, one thread");
      for (int i = 0; i < models.size(); i++) {
        table.add(
            allCores.get(i).card().name(),
            Format.quartiles(rate[i], 0),
            Format.quartiles(cpu[i], 2),
            Format.quartiles(single[i], 2));
      }
      spec.commandLine().getOut().println(table);
    } finally {
      allCores.forEach(EmotionClassifier::close);
      oneThread.forEach(EmotionClassifier::close);
    }
    return 0;
  }

  /** CPU time of all threads of this process, in ns. */
  private static long processTime() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
