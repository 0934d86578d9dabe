package org.sezim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.image.Photo;
import org.sezim.testing.TestPhotos;
import org.sezim.video.FrameResult;
import org.sezim.video.Video;
import org.sezim.video.VideoOptions;
import org.sezim.video.VideoWriter;

class RecognizeVideoTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  /** A video of the seven people of a sample, ten frames per second. */
  private Path video(String name, int frames) throws IOException {
    Photo photo = Photo.read(TestPhotos.SEVERAL);
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (VideoWriter writer = new VideoWriter(file, 10)) {
      for (int i = 0; i < frames; i++) {
        writer.write(
            new FrameResult("video", i / 10.0, i, photo.width(), photo.height(), "none", List.of()),
            photo);
      }
    }
    return file;
  }

  private static List<JsonNode> lines(Cli cli) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : cli.out().lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void oneJsonLinePerFrame() throws IOException {
    Path video = video("a.mp4", 10);
    Cli cli = Cli.run("recognize", video);
    assertEquals(0, cli.code(), cli.err());
    assertEquals("", cli.err());
    List<JsonNode> frames = lines(cli);
    assertEquals(5, frames.size());
    for (int i = 0; i < 5; i++) {
      JsonNode frame = frames.get(i);
      List<String> keys = new ArrayList<>();
      frame.fieldNames().forEachRemaining(keys::add);
      assertEquals(List.of("source", "seconds", "width", "height", "model", "faces"), keys);
      assertEquals(video.toString(), frame.get("source").asText());
      assertEquals(0.2 * i, frame.get("seconds").asDouble(), 1e-9);
      assertEquals(7, frame.get("faces").size());
      List<Integer> tracks = new ArrayList<>();
      frame.get("faces").forEach(face -> tracks.add(face.get("track").asInt()));
      assertEquals(List.of(1, 2, 3, 4, 5, 6, 7), tracks.stream().sorted().toList());
    }
    assertEquals(10, lines(Cli.run("recognize", video, "--fps", "30")).size());
  }

  @Test
  void csvHasTimeAndTrack() throws IOException {
    Path video = video("a.mp4", 4);
    Cli cli = Cli.run("recognize", TestPhotos.HAPPY, video, "--format", "csv");
    assertEquals(0, cli.code(), cli.err());
    List<String> lines = cli.out().lines().toList();
    assertEquals(1 + 1 + 2 * 7, lines.size());
    assertTrue(lines.get(0).endsWith(",neutral,error,seconds,track"), lines.get(0));
    assertTrue(lines.get(1).startsWith(TestPhotos.HAPPY + ",1,"), lines.get(1));
    assertTrue(lines.get(1).endsWith(",,,"), "a photo has neither: " + lines.get(1));
    assertTrue(lines.get(2).matches(".*a\\.mp4,1,.*,,0\\.000,[1-7]"), lines.get(2));
    assertTrue(lines.get(15).matches(".*a\\.mp4,7,.*,,0\\.200,[1-7]"), lines.get(15));
    lines.forEach(line -> assertEquals(31, line.split(",", -1).length, line));
  }

  @Test
  void tableHasOneLinePerFace() throws IOException {
    Path video = video("a.mp4", 10);
    Cli cli = Cli.run("recognize", video, TestPhotos.HAPPY, "--format", "table");
    assertEquals(0, cli.code(), cli.err());
    List<String> lines = cli.out().lines().toList();
    assertEquals(1 + 7 + 1 + 1, lines.size(), cli.out());
    assertTrue(
        lines.get(0).matches("VIDEO +FACE +FROM +TO +CHANGES +angry .* neutral +uncertain"),
        lines.get(0));
    assertTrue(lines.get(1).matches(".*a\\.mp4 +1 +0\\.0 s +1\\.0 s +0 .*"), lines.get(1));
    assertTrue(lines.get(8).startsWith("PHOTO"), lines.get(8));
  }

  @Test
  void writesSummaryTimelineAndAnnotatedVideo() throws IOException {
    Path video = video("a.mp4", 10);
    Path about = folder.resolve("about");
    Cli cli = Cli.run("recognize", video, "--summary", about, "--annotate", about);
    assertEquals(0, cli.code(), cli.err());
    assertEquals(
        List.of("a.mp4.faces.mp4", "a.mp4.summary.json", "a.mp4.timeline.png"), names(about));
    JsonNode summary = JSON.readTree(about.resolve("a.mp4.summary.json").toFile());
    assertEquals(1, summary.get("seconds").asDouble(), 0.01);
    assertEquals(5, summary.get("frames").asInt());
    assertEquals(7, summary.get("faces").size());
    for (JsonNode face : summary.get("faces")) {
      assertEquals(1, face.get("seconds").asDouble(), 0.01);
      assertEquals(0, face.get("changes").asInt());
      assertEquals(7, face.get("emotions").size());
    }
    assertEquals(1200, Photo.read(about.resolve("a.mp4.timeline.png")).width());
    assertEquals(5, frames(about.resolve("a.mp4.faces.mp4")));
    Cli within = Cli.run("recognize", video, "--summary", folder);
    assertEquals(2, within.code());
    assertTrue(within.err().startsWith("expected an output folder without inputs"), within.err());
  }

  private static int frames(Path file) {
    try (Video video = Video.open(file.toString(), VideoOptions.DEFAULT.withFps(1000))) {
      int frames = 0;
      while (video.next().isPresent()) {
        frames++;
      }
      assertEquals(List.of(), video.warnings());
      return frames;
    }
  }

  @Test
  void foldersMayMixPhotosAndVideos() throws IOException {
    video("in/b.mp4", 2);
    TestPhotos.copy(TestPhotos.HAPPY, folder.resolve("in/a.png"));
    TestPhotos.copy(TestPhotos.HAPPY, folder.resolve("in/c.png"));
    Files.writeString(folder.resolve("in/notes.txt"), "not a video");
    Cli cli = Cli.run("recognize", folder.resolve("in"));
    assertEquals(0, cli.code(), cli.err());
    List<String> sources = new ArrayList<>();
    for (JsonNode line : lines(cli)) {
      sources.add(Path.of(line.get("source").asText()).getFileName().toString());
    }
    assertEquals(List.of("a.png", "b.mp4", "c.png"), sources);
    Cli videos = Cli.run("recognize", folder + "/**/*.mp4", "--format", "json");
    assertEquals(1, JSON.readTree(videos.out()).size(), videos.out());
  }

  @Test
  void unreadableVideoIsOneErrorLineAndOthersContinue() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.mp4"));
    Path text = Files.writeString(folder.resolve("text.mkv"), "not a video");
    Path none = folder.resolve("none.avi");
    Path video = video("a.mp4", 1);
    Cli cli = Cli.run("recognize", empty, text, none, video);
    assertEquals(1, cli.code());
    assertEquals(
        List.of(
            empty + ": expected a video, found an empty file",
            text + ": not a video, or damaged (Invalid data found when processing input)",
            none + ": no such file"),
        cli.errors());
    List<JsonNode> lines = lines(cli);
    assertEquals(4, lines.size());
    assertEquals("no such file", lines.get(2).get("error").asText());
    assertEquals(7, lines.get(3).get("faces").size());
  }

  @Test
  void damagedVideoGivesItsReadableFramesAndAWarning() throws IOException {
    Path video = video("a.mp4", 60);
    byte[] bytes = Files.readAllBytes(video);
    byte[] noise = new byte[bytes.length / 10];
    new Random(4).nextBytes(noise);
    System.arraycopy(noise, 0, bytes, bytes.length / 2, noise.length);
    Files.write(video, bytes);
    Path about = folder.resolve("about");
    Cli cli = Cli.run("recognize", video, "--summary", about);
    assertEquals(1, cli.code());
    assertEquals(1, cli.errors().size(), cli.err());
    assertTrue(cli.err().startsWith(video + ": damaged: "), cli.err());
    assertTrue(lines(cli).size() > 20, "frames: " + lines(cli).size());
    JsonNode summary = JSON.readTree(about.resolve("a.mp4.summary.json").toFile());
    assertEquals(1, summary.get("warnings").size());
    // Cut off before its index it cannot be read at all.
    Files.write(video, Arrays.copyOf(bytes, bytes.length / 2));
    assertTrue(Cli.run("recognize", video).err().startsWith(video + ": not a video, or damaged ("));
  }

  @Test
  void wrongUsageIsReported() throws IOException {
    Path video = video("a.mp4", 1);
    Cli cli = Cli.run("recognize", video, "--fps", "0");
    assertEquals(2, cli.code());
    assertEquals(
        "--fps: expected more than 0, at most 1000, found 0.0", cli.errors().get(0), cli.err());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void ctrlCLeavesValidFiles() throws IOException, InterruptedException {
    Path video = video("long.mp4", 900);
    Path about = folder.resolve("about");
    Process process =
        Cli.start(
            folder.resolve("err"),
            List.of(
                "recognize",
                video.toString(),
                "--fps",
                "10",
                "--format",
                "json",
                "--summary",
                about.toString(),
                "--annotate",
                about.toString()));
    String json = Cli.interrupt(process);
    assertEquals(Interrupt.CODE, process.waitFor());
    int frames = JSON.readTree(json).size();
    assertTrue(frames >= 2 && frames < 900, "frames: " + frames);
    assertEquals("", Files.readString(folder.resolve("err")));
    JsonNode summary = JSON.readTree(about.resolve("long.mp4.summary.json").toFile());
    assertEquals(frames, summary.get("frames").asInt());
    assertFalse(summary.get("faces").isEmpty());
    assertEquals(1200, Photo.read(about.resolve("long.mp4.timeline.png")).width());
    assertEquals(frames, frames(about.resolve("long.mp4.faces.mp4")));
  }
}
