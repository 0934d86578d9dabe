package org.sezim.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.dataset.DatasetOptions;
import org.sezim.dataset.FaceDataset;
import org.sezim.dataset.LabeledFaces;
import org.sezim.dataset.Split;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.face.FaceCrop;
import org.sezim.testing.MadeUpFaces;

class TestTimeAugmentationTest {
  @TempDir Path folder;

  private LabeledFaces faces(boolean symmetric) throws IOException {
    StringBuilder csv = new StringBuilder("emotion,pixels,Usage\n");
    for (int i = 0; i < 7; i++) {
      byte[] face = MadeUpFaces.face(i);
      byte[] mirrored = MadeUpFaces.mirrored(face);
      for (int p = 0; symmetric && p < face.length; p++) {
        face[p] = p % 48 < 24 ? face[p] : mirrored[p];
      }
      csv.append(MadeUpFaces.row(i, face, "PublicTest"));
    }
    Path file = Files.writeString(folder.resolve("faces.csv"), csv);
    return FaceDataset.read(file, DatasetOptions.defaults()).require(Split.PUBLIC_TEST);
  }

  private static TestTimeAugmentation measure(LabeledFaces faces, EmotionClassifier model) {
    Predictions plain = Evaluator.predict(model, faces, TtaView.PLAIN, "faces");
    return TestTimeAugmentation.of(model, faces, plain, "PublicTest", "faces");
  }

  @Test
  void mirroringSymmetricFacesChangesNothing() throws IOException {
    LabeledFaces faces = faces(true);
    try (EmotionClassifier model = EmotionClassifier.bundled()) {
      Evaluation plain = Evaluator.evaluate(model, faces, "PublicTest", "faces");
      TestTimeAugmentation augmented = measure(faces, model);
      assertEquals(plain.logLoss(), augmented.mirrored().logLoss(), 1e-6);
      assertEquals(plain.accuracy(), augmented.mirrored().accuracy());
      assertNotEquals(plain.logLoss(), augmented.tenViews().logLoss(), 1e-6);
      assertEquals(List.of("mirrored", "tenViews"), List.copyOf(augmented.toMap().keySet()));
      assertEquals(augmented.tenViews().summary(), augmented.toMap().get("tenViews"));
    }
  }

  @Test
  void averagesOverTheViews() throws IOException {
    LabeledFaces faces = faces(false);
    try (EmotionClassifier model = EmotionClassifier.bundled()) {
      TestTimeAugmentation augmented = measure(faces, model);
      assertEquals(logLoss(model, faces, 2), augmented.mirrored().logLoss(), 1e-5);
      assertEquals(logLoss(model, faces, 10), augmented.tenViews().logLoss(), 1e-5);
    }
  }

  /** Face by face, over the first views of ten. */
  private static double logLoss(EmotionClassifier model, LabeledFaces faces, int views) {
    double loss = 0;
    for (int i = 0; i < faces.size(); i++) {
      FaceCrop face = faces.crop(i);
      String truth = faces.labels().get(faces.label(i));
      loss -=
          Math.log(
              TtaView.TEN.subList(0, views).stream()
                  .mapToDouble(view -> model.classify(view.of(face)).score(truth))
                  .average()
                  .orElseThrow());
    }
    return loss / faces.size();
  }
}
