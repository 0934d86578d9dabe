package org.sezim.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sezim.image.Photo;
import org.sezim.testing.TestPhotos;
import org.sezim.testing.TinyFer;
import org.sezim.video.FrameResult;
import org.sezim.video.VideoWriter;

/** Each example runs and prints what examples/README.md shows. */
class ExamplesTest {
  private static final int FPS = 10;

  @TempDir Path folder;

  private interface Program {
    void run(String[] args) throws Exception;
  }

  /** The lines that a program prints, with decimal points in any locale. */
  private static List<String> run(Program program, Object... args) throws Exception {
    PrintStream console = System.out;
    Locale locale = Locale.getDefault(Locale.Category.FORMAT);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try {
      Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      program.run(List.of(args).stream().map(Object::toString).toArray(String[]::new));
    } finally {
      System.setOut(console);
      Locale.setDefault(Locale.Category.FORMAT, locale);
    }
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static void assertMatches(String pattern, String line) {
    assertTrue(line.matches(pattern), line);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        PhotoExample.class,
        ManyPhotosExample.class,
        VideoExample.class,
        EmbeddedServerExample.class,
        SqlExample.class,
        TrainingExample.class
      })
  void withoutArgumentsPrintsItsUsage(Class<?> program) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(java.toString(), "-cp", classes, program.getName())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertMatches("usage: examples/run " + program.getSimpleName() + " [A-Z].*\\R", printed);
    assertEquals(2, process.waitFor());
  }

  @Test
  void onePhoto() throws Exception {
    Path copy = folder.resolve("faces.png");
    List<String> lines = run(PhotoExample::main, TestPhotos.SEVERAL, copy);
    assertEquals(TestPhotos.FACES_IN_SEVERAL, lines.size(), lines.toString());
    lines.forEach(line -> assertMatches("[a-z]+, score 0\\.\\d\\d, at x \\d+, y \\d+", line));
    Photo photo = Photo.read(TestPhotos.SEVERAL);
    assertEquals(photo.width(), ImageIO.read(copy.toFile()).getWidth());
  }

  @Test
  void manyPhotos() throws Exception {
    TestPhotos.copy(TestPhotos.HAPPY, folder.resolve("a/happy.png"));
    TestPhotos.copy(TestPhotos.sample("surprise"), folder.resolve("b/surprise.png"));
    Path broken = Files.writeString(folder.resolve("broken.jpg"), "no photo");
    List<String> lines = run(ManyPhotosExample::main, folder);
    assertEquals(
        List.of(
            folder.resolve("a/happy.png") + ": happy",
            folder.resolve("b/surprise.png") + ": surprise"),
        lines.subList(0, 2).stream().sorted().toList());
    assertEquals("failures: 1", lines.get(2));
    assertTrue(lines.get(3).startsWith(broken + ": "), lines.get(3));
    assertEquals(4, lines.size());
  }

  @Test
  void video() throws Exception {
    List<String> lines = run(VideoExample::main, happyFace(2 * FPS));
    assertEquals(12, lines.size(), lines.toString());
    assertEquals("0.0 s: face 1 happy", lines.get(0));
    assertEquals("1.8 s: face 1 happy", lines.get(9));
    assertEquals("10 frames in 2.0 s", lines.get(10));
    assertMatches("face 1, 0\\.0–2\\.0 s: mostly happy", lines.get(11));
  }

  @Test
  void videoOfOneFrame() throws Exception {
    List<String> lines = run(VideoExample::main, happyFace(1));
    assertEquals("1 frame in 0.1 s", lines.get(1));
  }

  private Path happyFace(int frames) {
    Path file = folder.resolve("happy.mp4");
    Photo photo = Photo.of(TestPhotos.happyScene());
    try (VideoWriter writer = new VideoWriter(file, FPS)) {
      for (int i = 0; i < frames; i++) {
        writer.write(
            new FrameResult(
                "test", (double) i / FPS, i, photo.width(), photo.height(), "none", List.of()),
            photo);
      }
    }
    return file;
  }

  @Test
  void embeddedServer() throws Exception {
    List<String> lines = run(EmbeddedServerExample::main, TestPhotos.HAPPY);
    assertEquals(2, lines.size(), lines.toString());
    assertMatches("listening on http://127\\.0\\.0\\.1:\\d+/", lines.get(0));
    assertMatches("200 \\{\"results\":.*\"emotion\":\"happy\".*", lines.get(1));
  }

  @Test
  void sql() throws Exception {
    List<String> lines = run(SqlExample::main, "../samples");
    int faces = TestPhotos.FACES_IN_SEVERAL + TestPhotos.EMOTIONS.size();
    assertEquals(
        faces, lines.stream().mapToInt(l -> Integer.parseInt(l.split("[: ]+", 3)[1])).sum());
    lines.forEach(line -> assertMatches("[a-z]+: \\d+ faces, score 0\\.\\d+", line));
  }

  @Test
  void training() throws Exception {
    Path data = TinyFer.write(folder.resolve("tiny.csv"), 280, 70, 0, 1);
    Path run = folder.resolve("run");
    List<String> lines = run(TrainingExample::main, "small.yaml", data, run, TestPhotos.HAPPY);
    assertMatches("epoch 1: validation accuracy \\d+\\.\\d %", lines.get(0));
    assertMatches("epoch 3: validation accuracy \\d+\\.\\d %", lines.get(2));
    assertEquals("model: " + run.resolve("model.onnx"), lines.get(3));
    assertMatches("[a-z]+ \\{angry=0\\.\\d+, .*\\}", lines.get(4));
    assertEquals(5, lines.size(), lines.toString());
  }
}
