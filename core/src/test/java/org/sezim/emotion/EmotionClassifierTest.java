package org.sezim.emotion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sezim.ModelCard;
import org.sezim.SezimException;
import org.sezim.face.FaceCrop;
import org.sezim.image.Photo;
import org.sezim.testing.TestPhotos;

class EmotionClassifierTest {
  private static final List<String> EMOTIONS =
      List.of("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral");

  @TempDir Path folder;

  private static List<FaceCrop> faces(int n) {
    Random random = new Random(3);
    List<FaceCrop> faces = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      byte[] pixels = new byte[FaceCrop.PIXELS];
      random.nextBytes(pixels);
      faces.add(FaceCrop.of(pixels));
    }
    return faces;
  }

  private static void assertClose(EmotionScores expected, EmotionScores found) {
    for (String label : EMOTIONS) {
      assertEquals(expected.score(label), found.score(label), 1e-5, label);
    }
  }

  @ParameterizedTest
  @EnumSource
  void bundledModelsRecognizeAHappyFaceAndHaveACard(BundledModel model) {
    Photo average = Photo.read(TestPhotos.face("happy"));
    try (EmotionClassifier classifier = EmotionClassifier.bundled(model)) {
      assertTrue(classifier.labels().containsAll(EMOTIONS), classifier.labels().toString());
      assertEquals("happy", classifier.classify(FaceCrop.of(average)).best());
      ModelCard card = classifier.card();
      assertTrue(card.name().matches("[a-z0-9-]+ [0-9.]+"), card.name());
      for (String key :
          List.of("recipe", "dataset.sha256", "seed", "tool", "metrics.accuracy", "licence")) {
        assertTrue(card.properties().containsKey(key), key);
      }
      assertTrue(Double.parseDouble(card.properties().get("metrics.accuracy")) >= 0.60);
    }
  }

  @Test
  void defaultIsABundledModel() {
    try (EmotionClassifier byName = EmotionClassifier.bundled(BundledModel.DEFAULT);
        EmotionClassifier byDefault = EmotionClassifier.bundled()) {
      assertEquals(byName.card().properties(), byDefault.card().properties());
      FaceCrop face = faces(1).get(0);
      assertEquals(byName.classify(face), byDefault.classify(face));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"})
  void namesTheAverageFaceOfEachEmotion(String emotion) {
    try (EmotionClassifier classifier = EmotionClassifier.bundled()) {
      Photo average = Photo.read(TestPhotos.face(emotion));
      assertEquals(emotion, classifier.classify(FaceCrop.of(average)).best());
    }
  }

  @Test
  void batchesEqualSingleScores() {
    List<FaceCrop> faces = faces(300);
    try (EmotionClassifier classifier = EmotionClassifier.bundled()) {
      assertEquals(EMOTIONS, classifier.labels());
      List<EmotionScores> together = classifier.classify(faces);
      assertEquals(300, together.size());
      for (int i = 0; i < 300; i += 23) {
        assertClose(classifier.classify(faces.get(i)), together.get(i));
      }
      assertEquals(List.of(), classifier.classify(List.of()));
      double sum = together.get(0).asMap().values().stream().mapToDouble(Float::doubleValue).sum();
      assertEquals(1, sum, 1e-4);
    }
  }

  @Test
  void threadsShareOneClassifier() throws Exception {
    List<FaceCrop> faces = faces(40);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (EmotionClassifier classifier = EmotionClassifier.bundled()) {
      List<EmotionScores> expected = classifier.classify(faces);
      List<Future<List<EmotionScores>>> results = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        results.add(threads.submit(() -> faces.stream().map(classifier::classify).toList()));
      }
      for (Future<List<EmotionScores>> result : results) {
        for (int i = 0; i < 40; i++) {
          assertClose(expected.get(i), result.get().get(i));
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void useAfterCloseIsRefused() {
    EmotionClassifier classifier = EmotionClassifier.bundled();
    classifier.close();
    classifier.close();
    FaceCrop face = faces(1).get(0);
    assertThrows(IllegalStateException.class, () -> classifier.classify(face));
  }

  @Test
  void otherFilesAreRefusedAsModels() throws IOException {
    Path text = Files.writeString(folder.resolve("text.onnx"), "Hello, world.");
    String message =
        assertThrows(SezimException.class, () -> EmotionClassifier.load(text)).getMessage();
    assertTrue(
        message.startsWith(text + ": not an ONNX model that ONNX Runtime can load ("), message);
    assertEquals(1, message.lines().count());
    Path none = folder.resolve("none.onnx");
    assertEquals(
        none + ": no such file",
        assertThrows(SezimException.class, () -> EmotionClassifier.load(none)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> EmotionClassifier.load(none, 0));
  }
}
