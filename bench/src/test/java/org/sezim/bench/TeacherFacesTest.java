package org.sezim.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.SezimException;
import org.sezim.face.Box;
import org.sezim.face.Detection;
import org.sezim.face.Landmarks;

class TeacherFacesTest {
  static final String HEADER =
      "file,width,height,score,x,y,w,h,right_eye_x,right_eye_y,left_eye_x,left_eye_y,nose_x,nose_y,"
          + "right_mouth_x,right_mouth_y,left_mouth_x,left_mouth_y\n";

  @TempDir Path folder;

  private Path file(String rows) throws IOException {
    return Files.writeString(folder.resolve("a.yunet.csv"), HEADER + rows);
  }

  @Test
  void readsFacesAndPhotosWithoutAny() throws IOException {
    Map<String, List<Detection>> faces =
        TeacherFaces.read(
            file(
                """
                b.jpg,9,9,0.5,1,2,3,4,5,6,7,8,9,10,11,12,13,14
                a.jpg,9,9,,,,,,,,,,,,,,,
                b.jpg,9,9,0.9,1,2,3,4,5,6,7,8,9,10,11,12,13,14
                """));
    assertEquals(List.of("b.jpg", "a.jpg"), List.copyOf(faces.keySet()));
    assertEquals(List.of(), faces.get("a.jpg"));
    assertEquals(2, faces.get("b.jpg").size());
    Landmarks landmarks =
        new Landmarks(
            new Landmarks.Point(5, 6),
            new Landmarks.Point(7, 8),
            new Landmarks.Point(9, 10),
            new Landmarks.Point(11, 12),
            new Landmarks.Point(13, 14));
    assertEquals(new Detection(new Box(1, 2, 3, 4), 0.5f, landmarks), faces.get("b.jpg").get(0));
  }

  @Test
  void errorsNameTheFileAndTheRow() throws IOException {
    Path none = folder.resolve("none.csv");
    assertEquals(
        none + ": no such file",
        assertThrows(SezimException.class, () -> TeacherFaces.read(none)).getMessage());
    Path bad = file("b.jpg,9,9,0.5,x,2,3,4,5,6,7,8,9,10,11,12,13,14\n");
    SezimException e = assertThrows(SezimException.class, () -> TeacherFaces.read(bad));
    assertEquals(bad + ":2", e.place());
    Path other = Files.writeString(folder.resolve("other.csv"), "file,score\na.jpg,0.5\n");
    String message =
        assertThrows(SezimException.class, () -> TeacherFaces.read(other)).getMessage();
    assertTrue(message.contains("right_eye_x"), message);
  }
}
