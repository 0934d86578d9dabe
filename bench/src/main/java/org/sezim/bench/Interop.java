package org.sezim.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.IntBinaryOperator;
import java.util.stream.Stream;
import org.sezim.SezimException;
import org.sezim.emotion.BundledModel;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.emotion.EmotionScores;
import org.sezim.face.FaceCrop;
import org.sezim.image.Photo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes synthetic faces and Sezim's probabilities for them, for bench/interop/run. */
@Command(
    name = "interop",
    mixinStandardHelpOptions = true,
    description = {
      "Writes synthetic faces and each bundled emotion model's probabilities, to compare other"
          + " runtimes:",
      "  faces.u8        uint8 [N,48,48]",
      "  <model>.f32     probabilities, float32 [N,C], little-endian",
      "  <model>.labels  C labels, comma-separated"
    })
final class Interop implements Callable<Integer> {
  /** Images of each kind of pattern. */
  private static final int PER_PATTERN = 30;

  @Parameters(paramLabel = "DIR", description = "Folder to write.")
  Path folder;

  @Option(
      names = "--faces",
      paramLabel = "DIR",
      defaultValue = "testing/src/main/resources/org/sezim/testing/faces",
      description = "Folder of average faces, PNG, 48×48 (default: ${DEFAULT-VALUE}).")
  Path averages;

  @Override
  public Integer call() throws IOException {
    List<FaceCrop> faces = averages(averages);
    faces.addAll(patterns());
    Files.createDirectories(folder);
    ByteBuffer pixels = ByteBuffer.allocate(faces.size() * FaceCrop.PIXELS);
    faces.forEach(face -> pixels.put(face.pixels()));
    Files.write(folder.resolve("faces.u8"), pixels.array());
    for (BundledModel model : BundledModel.values()) {
      try (EmotionClassifier classifier = EmotionClassifier.bundled(model)) {
        List<String> labels = classifier.labels();
        ByteBuffer probabilities =
            ByteBuffer.allocate(faces.size() * labels.size() * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (EmotionScores scores : classifier.classify(faces)) {
          labels.forEach(label -> probabilities.putFloat(scores.score(label)));
        }
        Files.write(folder.resolve(model.label() + ".f32"), probabilities.array());
        Files.writeString(folder.resolve(model.label() + ".labels"), String.join(",", labels));
      }
    }
    return 0;
  }

  private static List<FaceCrop> averages(Path folder) throws IOException {
    List<FaceCrop> faces = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.toString().endsWith(".png"))
          .sorted()
          .forEach(file -> faces.add(FaceCrop.of(Photo.read(file))));
    }
    if (faces.isEmpty()) {
      throw new SezimException(folder.toString(), "expected average faces as PNG, found none");
    }
    return faces;
  }

  /** Noise, gradients and waves, then black, gray and white; the same on every call. */
  private static List<FaceCrop> patterns() {
    Random random = new Random(1);
    List<FaceCrop> faces = new ArrayList<>();
    for (int i = 0; i < PER_PATTERN; i++) {
      faces.add(face((x, y) -> random.nextInt(256)));
      double right = random.nextDouble(-4, 4);
      double down = random.nextDouble(-4, 4);
      faces.add(face((x, y) -> (int) (128 + right * (x - 24) + down * (y - 24))));
      double wide = random.nextDouble(0.05, 1);
      double high = random.nextDouble(0.05, 1);
      faces.add(face((x, y) -> (int) (128 + 63 * Math.sin(wide * x) + 63 * Math.cos(high * y))));
    }
    for (int gray : new int[] {0, 128, 255}) {
      faces.add(face((x, y) -> gray));
    }
    return faces;
  }

  private static FaceCrop face(IntBinaryOperator gray) {
    byte[] pixels = new byte[FaceCrop.PIXELS];
    for (int i = 0; i < pixels.length; i++) {
      int value = gray.applyAsInt(i % FaceCrop.SIZE, i / FaceCrop.SIZE);
      pixels[i] = (byte) Math.max(0, Math.min(255, value));
    }
    return FaceCrop.of(pixels);
  }
}
