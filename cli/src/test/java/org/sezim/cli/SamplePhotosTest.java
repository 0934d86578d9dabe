package org.sezim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sezim.EmotionRecognizer;
import org.sezim.face.CropRegion;
import org.sezim.face.FaceCrop;
import org.sezim.image.Photo;
import org.sezim.testing.TestPhotos;

class SamplePhotosTest {
  private static List<FaceCrop> faces() {
    return TestPhotos.EMOTIONS.stream()
        .map(emotion -> FaceCrop.of(Photo.read(TestPhotos.face(emotion))))
        .toList();
  }

  @Test
  void portraitHasTheCropAtItsCenter() {
    for (FaceCrop face : faces()) {
      Photo portrait = Photo.of(SamplePhotos.portrait(face));
      FaceCrop found = FaceCrop.of(portrait, new CropRegion(72, 72, 96, 0));
      double meanDifference = 0;
      for (int i = 0; i < 30 * 30; i++) {
        int x = 9 + i % 30;
        int y = 9 + i / 30;
        meanDifference += Math.abs(face.pixel(x, y) - found.pixel(x, y)) / 900.0;
      }
      assertTrue(meanDifference < 3, "mean difference of gray values: " + meanDifference);
    }
  }

  @Test
  void everyFaceIsDetectedInItsPortraitAndInTheGroup() {
    try (EmotionRecognizer recognizer = EmotionRecognizer.bundled()) {
      for (FaceCrop face : faces()) {
        Photo portrait = Photo.of(SamplePhotos.portrait(face));
        assertEquals(1, recognizer.recognize(portrait, "portrait").faces().size());
      }
      Photo group = Photo.of(SamplePhotos.group(faces()));
      assertEquals(7, recognizer.recognize(group, "group").faces().size());
    }
  }
}
