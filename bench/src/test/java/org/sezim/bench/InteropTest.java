package org.sezim.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.emotion.BundledModel;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.emotion.EmotionScores;
import org.sezim.face.FaceCrop;
import org.sezim.testing.TestPhotos;
import picocli.CommandLine;

class InteropTest {
  private static final int FACES = 7 + 3 * 30 + 3;

  @TempDir Path folder;

  private Path write(String name) {
    Path target = folder.resolve(name);
    assertEquals(
        0,
        new CommandLine(new Interop())
            .execute(target.toString(), "--faces", TestPhotos.FACES.toString()));
    return target;
  }

  @Test
  void writesTheProbabilitiesOfTheModels() throws IOException {
    Path cases = write("cases");
    byte[] pixels = Files.readAllBytes(cases.resolve("faces.u8"));
    assertEquals(FACES * FaceCrop.PIXELS, pixels.length);
    int last = FACES - 4;
    FaceCrop face =
        FaceCrop.of(
            Arrays.copyOfRange(pixels, last * FaceCrop.PIXELS, (last + 1) * FaceCrop.PIXELS));
    for (BundledModel model : BundledModel.values()) {
      try (EmotionClassifier classifier = EmotionClassifier.bundled(model)) {
        String labels = Files.readString(cases.resolve(model.label() + ".labels"));
        assertEquals(String.join(",", classifier.labels()), labels);
        byte[] bytes = Files.readAllBytes(cases.resolve(model.label() + ".f32"));
        int classes = classifier.labels().size();
        assertEquals(FACES * classes * Float.BYTES, bytes.length);
        ByteBuffer written = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        EmotionScores scores = classifier.classify(face);
        for (int c = 0; c < classes; c++) {
          float p = written.getFloat((last * classes + c) * Float.BYTES);
          assertEquals(scores.score(classifier.labels().get(c)), p, 1e-5);
        }
      }
    }
  }

  @Test
  void writesTheSameFacesEveryTime() throws IOException {
    assertArrayEquals(
        Files.readAllBytes(write("one").resolve("faces.u8")),
        Files.readAllBytes(write("two").resolve("faces.u8")));
  }
}
