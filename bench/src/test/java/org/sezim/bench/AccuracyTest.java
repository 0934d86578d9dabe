package org.sezim.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.face.Box;
import org.sezim.face.Landmarks;
import org.sezim.image.Photo;

/** Data sets, splits and tables, with a detector that always gives the same faces. */
class AccuracyTest {
  private static final Landmarks.Point POINT = new Landmarks.Point(40, 40);
  private static final Landmarks LANDMARKS = new Landmarks(POINT, POINT, POINT, POINT, POINT);

  @TempDir Path data;

  /** Finds a face with confidence 0.65 at 20, 20, and a false one with 0.35. */
  private static final class Always implements FaceFinder {
    final List<Double> confidences = new ArrayList<>();

    @Override
    public String name() {
      return "always";
    }

    @Override
    public Prepared prepare(Photo photo) {
      return minConfidence -> {
        confidences.add(minConfidence);
        List<BenchDetection> faces = new ArrayList<>();
        faces.add(found(20, 0.65));
        faces.add(found(120, 0.35));
        faces.removeIf(face -> face.confidence() < minConfidence);
        return faces;
      };
    }

    @Override
    public void close() {}
  }

  private static BenchDetection found(double x, double confidence) {
    return new BenchDetection(new Box(x, 20, 50, 50), confidence, Optional.of(LANDMARKS));
  }

  @BeforeEach
  void writePhotos() throws IOException {
    // Marie_Curie is held out, Isaac_Newton is not.
    write("portraits", "Marie_Curie_0001.png", "Isaac_Newton_0001.png");
    write("scenes", "crowd_2.png", "crowd_1.png");
    write("photos", "happy/Marie_Curie_0002.png", "sad/Isaac_Newton_0002.png");
  }

  private void write(String set, String... files) throws IOException {
    StringBuilder rows = new StringBuilder(TeacherFacesTest.HEADER);
    for (String file : files) {
      Path path = data.resolve(set).resolve(file);
      Files.createDirectories(path.getParent());
      ImageIO.write(
          new BufferedImage(200, 100, BufferedImage.TYPE_BYTE_GRAY), "png", path.toFile());
      rows.append(file).append(",200,100,0.9,20,20,50,50,40,40,40,40,40,40,40,40,40,45\n");
    }
    Files.writeString(data.resolve(set + ".yunet.csv"), rows);
  }

  @Test
  void measuresTheChosenSplitAndAllPhotos() {
    Always always = new Always();
    Accuracy accuracy = new Accuracy(data, DataSplit.HELD_OUT, List.of(always), 0.6);
    List<String> lines = accuracy.summary().toString().lines().skip(2).toList();
    assertEquals(
        List.of(
            "portraits, held-out|always|1",
            "scenes, held-out|always|1",
            "photos, all|always|2",
            "photos, held-out|always|1"),
        lines.stream().map(line -> cells(line, 1, 2, 3)).toList());
    // A fifth of 5 pixels of 50.
    assertEquals(
        "100.0 % (20.7–100.0)|100.0 % (20.7–100.0)|1.000|0.020", cells(lines.get(0), 4, 5, 6, 7));
    assertEquals(
        "1|100.0 %|100.0 %", cells(accuracy.bySize().toString().lines().toList().get(2), 6, 7, 8));
    assertEquals(
        "100.0 % / 50.0 %|100.0 % / 100.0 %|0.0 % / –",
        cells(accuracy.sweep().toString().lines().toList().get(2), 3, 4, 7));
    // Portraits and scenes once each, photos twice, each at eight confidences.
    assertEquals(4 * 8, always.confidences.size());
  }

  private static String cells(String line, int... columns) {
    List<String> all = List.of(line.split("\\|", -1));
    List<String> chosen = new ArrayList<>();
    for (int column : columns) {
      chosen.add(all.get(column).strip());
    }
    return String.join("|", chosen);
  }

  @Test
  void theFaceOfAPhotoIsTheLargestOverItsCenter() {
    Photo photo = Photo.of(new BufferedImage(200, 100, BufferedImage.TYPE_3BYTE_BGR));
    BenchDetection small = new BenchDetection(new Box(90, 40, 30, 30), 0.6, Optional.of(LANDMARKS));
    BenchDetection central =
        new BenchDetection(new Box(80, 30, 40, 40), 0.6, Optional.of(LANDMARKS));
    BenchDetection large = new BenchDetection(new Box(0, 0, 90, 90), 0.9, Optional.of(LANDMARKS));
    BenchDetection larger =
        new BenchDetection(new Box(110, 0, 90, 95), 0.7, Optional.of(LANDMARKS));
    assertEquals(
        central.box(), Emotions.face(List.of(small, large, central), photo).orElseThrow().box());
    assertEquals(larger.box(), Emotions.face(List.of(large, larger), photo).orElseThrow().box());
    assertEquals(Optional.empty(), Emotions.face(List.of(), photo));
  }
}
