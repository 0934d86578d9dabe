package org.sezim.bench.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.face.Box;
import org.sezim.face.CropRegion;
import org.sezim.face.Detection;
import org.sezim.face.FaceCrop;
import org.sezim.face.Landmarks;
import org.sezim.image.Photo;
import org.sezim.testing.TestPhotos;
import picocli.CommandLine;

class CropSearchTest {
  private static final Path FACES = TestPhotos.FACES;
  private static final List<String> EMOTIONS =
      List.of("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral");

  @TempDir Path folder;

  private static FaceCrop averageFace(String emotion) {
    return FaceCrop.of(Photo.read(FACES.resolve(emotion + ".png")));
  }

  /** A file in FER-2013's format: each average face 8 times in Training, once in PublicTest. */
  private Path fer2013() throws IOException {
    StringBuilder csv = new StringBuilder("emotion,pixels,Usage\n");
    for (int i = 0; i < EMOTIONS.size(); i++) {
      StringBuilder pixels = new StringBuilder();
      for (byte pixel : averageFace(EMOTIONS.get(i)).pixels()) {
        pixels.append(pixel & 0xff).append(' ');
      }
      csv.append((i + "," + pixels + ",Training\n").repeat(8));
      csv.append(i + "," + pixels + ",PublicTest\n");
    }
    return Files.writeString(folder.resolve("fer2013.csv"), csv);
  }

  private Path photos() throws IOException {
    Path photoFolder = folder.resolve("photos");
    for (String emotion : List.of("happy", "sad")) {
      Path file = Files.createDirectories(photoFolder.resolve(emotion)).resolve("a.png");
      Files.copy(Path.of("../samples", emotion + ".png"), file);
    }
    return photoFolder;
  }

  @Test
  void printsEveryTable() throws IOException {
    StringWriter out = new StringWriter();
    Path sheets = folder.resolve("sheets");
    int exit =
        new CommandLine(new CropSearch())
            .setOut(new PrintWriter(out, true))
            .execute(fer2013().toString(), photos().toString(), "--sheets", sheets.toString());
    String text = out.toString();
    assertEquals(0, exit, text);
    assertTrue(text.contains("FER-2013 Training: a face found in 7 of 7."), text);
    assertTrue(text.contains("Faces found: 7 of 7 of PublicTest, 2 of 2 photos."), text);
    List<String> rows = text.lines().filter(line -> line.startsWith("| CropRegion.of ")).toList();
    assertEquals(List.of(9, 10), rows.stream().map(row -> row.split("\\|").length).toList());
    assertEquals(
        2 + 15,
        text.lines()
            .dropWhile(l -> !l.startsWith("| in the frame"))
            .takeWhile(l -> !l.isBlank())
            .count());
    try (Stream<Path> written = Files.list(sheets)) {
      assertEquals(27, written.count());
    }
  }

  @Test
  void rulesFollowTheFace() {
    Landmarks landmarks =
        new Landmarks(
            new Landmarks.Point(15, 18),
            new Landmarks.Point(33, 18),
            new Landmarks.Point(24, 28),
            new Landmarks.Point(17, 37),
            new Landmarks.Point(31, 37));
    Detection face = new Detection(new Box(6, 0, 36, 49), 1, landmarks);
    CropRule.all(List.of(face))
        .forEach(
            (name, rule) -> {
              CropRegion square = rule.square(face);
              if (name.startsWith("size:")) {
                // A rule fitted to one face returns that face's frame.
                assertEquals(48, square.side(), 1e-9, name);
                assertEquals(24, square.centerX(), 1e-9, name);
                assertEquals(24, square.centerY(), 1e-9, name);
              }
              assertEquals(0, square.angle(), 1e-9, name);
            });
  }
}
