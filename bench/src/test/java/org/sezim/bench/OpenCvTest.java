package org.sezim.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sezim.SezimException;
import org.sezim.face.Detection;
import org.sezim.image.Photo;
import org.sezim.testing.SharedData;

class OpenCvTest {
  @Test
  void theCascadeIsInTheJar() throws IOException {
    try (FaceFinder haar = new OpenCvHaar()) {
      Photo gray = Photo.of(new BufferedImage(64, 48, BufferedImage.TYPE_3BYTE_BGR));
      assertEquals(List.of(), haar.find(gray, 0.6));
    }
  }

  @Test
  void aMissingModelIsAnError() {
    Path none = Path.of("none.onnx");
    assertEquals(
        "none.onnx: no such file",
        assertThrows(SezimException.class, () -> new OpenCvYunet(none)).getMessage());
  }

  @Test
  void yunetFindsItsOwnFaces() throws IOException {
    Path model = SharedData.require("models/face_detection_yunet_2026may.onnx");
    Path portraits = SharedData.require("portraits");
    Map<String, List<Detection>> teacher =
        TeacherFaces.read(SharedData.require("portraits.yunet.csv"));
    try (FaceFinder yunet = new OpenCvYunet(model);
        FaceFinder haar = new OpenCvHaar()) {
      int haarFound = 0;
      for (String file : List.copyOf(teacher.keySet()).subList(0, 5)) {
        Photo photo = Photo.read(portraits.resolve(file));
        DetectionScorer scorer = new DetectionScorer(SizeRange.ALL, 0.9);
        scorer.add(yunet.find(photo, 0.6), teacher.get(file));
        assertEquals(scorer.faces(), scorer.right(), file);
        assertEquals(scorer.faces(), scorer.answers(), file);
        assertTrue(scorer.landmarkError().orElseThrow() < 0.01, file);
        DetectionScorer loose = new DetectionScorer(SizeRange.ALL, 0.3);
        loose.add(haar.find(photo, 0.6), teacher.get(file));
        haarFound += loose.right();
      }
      assertTrue(haarFound >= 3, haarFound + " of 5");
    }
  }
}
