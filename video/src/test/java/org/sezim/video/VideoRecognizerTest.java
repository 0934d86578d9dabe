package org.sezim.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.EmotionRecognizer;
import org.sezim.FaceTracker;
import org.sezim.Recognition;
import org.sezim.face.Box;
import org.sezim.image.Photo;
import org.sezim.testing.SharedData;
import org.sezim.testing.TestPhotos;

class VideoRecognizerTest {
  @AutoClose
  private static final EmotionRecognizer RECOGNIZER =
      EmotionRecognizer.builder().threads(1).build();

  @TempDir Path folder;

  /** All frames and the summary of a video. */
  private record Result(List<FrameResult> frames, VideoSummary summary) {
    Set<Long> tracks() {
      return frames.stream()
          .flatMap(frame -> frame.faces().stream())
          .map(FaceTracker.Tracked::track)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Result recognize(Path file, VideoOptions options) {
    List<FrameResult> frames = new ArrayList<>();
    try (Video video = Video.open(file.toString(), options)) {
      VideoSummary summary =
          new VideoRecognizer(RECOGNIZER)
              .recognize(
                  video,
                  (frame, photo) -> {
                    assertEquals(photo.width(), frame.width());
                    frames.add(frame);
                  });
      return new Result(frames, summary);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The emotions of a face in order, without those under half a second. */
  private static List<String> series(FaceSummary face) {
    List<String> series = new ArrayList<>();
    for (FaceSummary.Span span : face.spans()) {
      boolean lasted = span.seconds() >= 0.5;
      if (lasted && (series.isEmpty() || !series.get(series.size() - 1).equals(span.emotion()))) {
        series.add(span.emotion());
      }
    }
    return series;
  }

  /** Two average faces, each with emotions of two seconds; both move slowly. */
  private Path twoFaces(String name, List<String> left, List<String> right) {
    Map<String, BufferedImage> samples = new HashMap<>();
    Stream.concat(left.stream(), right.stream())
        .forEach(emotion -> samples.computeIfAbsent(emotion, VideoMaker::sample));
    return new VideoMaker(folder.resolve(name), 15)
        .write(
            30 * left.size(),
            i -> {
              BufferedImage image = TestPhotos.plain(640, 360, new Color(90, 110, 120));
              VideoMaker.draw(samples.get(left.get(i / 30)), image, 40 + i / 2, 60, 216, 216);
              VideoMaker.draw(samples.get(right.get(i / 30)), image, 380, 40 + i / 3, 216, 216);
              return image;
            });
  }

  @Test
  void eachFaceHasOneTrackAndItsEmotionsInOrder() {
    List<String> left = List.of("happy", "surprise", "neutral");
    List<String> right = List.of("neutral", "disgust", "happy");
    Result result = recognize(twoFaces("moods.mp4", left, right), VideoOptions.DEFAULT);
    assertEquals(30, result.frames().size());
    assertEquals(Set.of(1L, 2L), result.tracks());
    for (int i = 0; i < 30; i++) {
      FrameResult frame = result.frames().get(i);
      assertEquals(0.2 * i, frame.seconds(), 0.001);
      assertEquals(i, frame.span());
      assertEquals(2, frame.faces().size());
    }
    VideoSummary summary = result.summary();
    assertEquals(6, summary.seconds(), 0.01);
    assertEquals(30, summary.frames());
    assertEquals(List.of(), summary.warnings());
    assertEquals(2, summary.faces().size());
    Set<List<String>> series =
        summary.faces().stream().map(VideoRecognizerTest::series).collect(Collectors.toSet());
    assertEquals(Set.of(left, right), series);
    for (FaceSummary face : summary.faces()) {
      assertEquals(6, face.seconds(), 0.01);
      assertEquals(2, face.changes());
      double sum = face.uncertain();
      for (double seconds : face.emotions().values()) {
        sum += seconds;
      }
      assertEquals(6, sum, 0.01);
      assertTrue(face.emotions().get("happy") > 1.2, face.emotions().toString());
    }
  }

  @Test
  void realFacesHaveOneTrackEachAndTheirEmotionsInOrder() throws IOException {
    Path photos = SharedData.require("photos");
    // Photos that the model recognizes correctly: this tests the video code, not the model.
    List<String> labels = List.of("happy", "surprise", "angry", "neutral", "sad");
    Map<String, BufferedImage> people = new HashMap<>();
    for (String label : labels) {
      people.put(label, portrait(photos.resolve(label), label));
    }
    // Two seconds of each person, with a moving camera.
    Path video =
        new VideoMaker(folder.resolve("people.mp4"), 15)
            .write(
                30 * labels.size(),
                i -> {
                  BufferedImage image = TestPhotos.plain(360, 360, Color.BLACK);
                  VideoMaker.draw(people.get(labels.get(i / 30)), image, -(i % 24), -8, 384, 384);
                  return image;
                });
    Result result = recognize(video, VideoOptions.DEFAULT);
    List<FaceSummary> faces = result.summary().faces();
    assertEquals(Set.of(1L, 2L, 3L, 4L, 5L), result.tracks());
    assertEquals(
        labels, faces.stream().map(face -> face.mean().best()).toList(), "their labels in order");
    for (int i = 0; i < faces.size(); i++) {
      assertEquals(2 * i, faces.get(i).from(), 0.01);
      assertEquals(2, faces.get(i).seconds(), 0.01);
    }
    Path group =
        new VideoMaker(folder.resolve("group.mp4"), 15)
            .write(
                60,
                i -> {
                  BufferedImage image = TestPhotos.plain(1280, 360, Color.BLACK);
                  for (int person = 0; person < 3; person++) {
                    int x = 410 * person + (person % 2 == 0 ? i : 60 - i) / 3;
                    VideoMaker.draw(people.get(labels.get(person)), image, x, i / 3, 340, 340);
                  }
                  return image;
                });
    Result together = recognize(group, VideoOptions.DEFAULT);
    assertEquals(Set.of(1L, 2L, 3L), together.tracks());
    List<String> emotions =
        together.summary().faces().stream().map(face -> face.mean().best()).sorted().toList();
    assertEquals(labels.subList(0, 3).stream().sorted().toList(), emotions);
  }

  /** The first photo with one face for which the model gives the label. */
  private static BufferedImage portrait(Path label, String emotion) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(label)) {
      files = all.filter(Photo::isImageFile).sorted().toList();
    }
    for (Path file : files) {
      BufferedImage image = TestPhotos.plain(384, 384, Color.BLACK);
      VideoMaker.draw(VideoMaker.read(file), image, 0, 0, 384, 384);
      List<Recognition.Face> faces = RECOGNIZER.recognize(Photo.of(image), "").faces();
      if (faces.size() == 1
          && faces.get(0).emotions().best().equals(emotion)
          && !faces.get(0).uncertain()) {
        return image;
      }
    }
    throw new AssertionError("no photo of " + label + " is recognized");
  }

  @Test
  void aFaceThatLeavesAndReturnsIsTheSame() {
    BufferedImage face = VideoMaker.sample("happy");
    Path video =
        new VideoMaker(folder.resolve("away.mp4"), 10)
            .write(
                60,
                i -> {
                  BufferedImage image = TestPhotos.plain(320, 240, new Color(90, 110, 120));
                  boolean away = (i >= 20 && i < 26) || (i >= 35 && i < 55);
                  if (!away) {
                    VideoMaker.draw(face, image, 100, 60, 100, 100);
                  }
                  return image;
                });
    VideoSummary summary = recognize(video, VideoOptions.DEFAULT).summary();
    assertEquals(1, summary.faces().size());
    FaceSummary same = summary.faces().get(0);
    assertEquals(0, same.from(), 0.01);
    assertEquals(6, same.to(), 0.01);
    assertEquals(3.4, same.seconds(), 0.41);
    assertEquals(0, same.changes());
  }

  @Test
  void videoWithoutFacesHasFramesAndNoFaces() {
    Path video =
        new VideoMaker(folder.resolve("wall.mkv"), 10)
            .write(20, i -> TestPhotos.plain(320, 240, Color.GRAY));
    Result result = recognize(video, VideoOptions.DEFAULT);
    assertEquals(10, result.frames().size());
    assertEquals(Set.of(), result.tracks());
    assertEquals(List.of(), result.summary().faces());
    assertEquals(2, result.summary().seconds(), 0.01);
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    Path video = twoFaces("threads.mp4", List.of("happy", "fear"), List.of("sad", "angry"));
    Result one = recognize(video, VideoOptions.DEFAULT.withThreads(1));
    Result many = recognize(video, VideoOptions.DEFAULT.withThreads(5));
    assertEquals(one.frames(), many.frames());
    assertEquals(one.summary(), many.summary());
    assertEquals(20, one.frames().size());
  }

  @Test
  void stopFinishesStartedFrames() throws InterruptedException {
    Path video = twoFaces("stop.mp4", List.of("happy", "fear"), List.of("sad", "angry"));
    List<FrameResult> frames = new ArrayList<>();
    try (Video open = Video.open(video.toString(), VideoOptions.DEFAULT.withThreads(2))) {
      VideoSummary summary =
          new VideoRecognizer(RECOGNIZER)
              .recognize(open, () -> frames.size() >= 5, (frame, photo) -> frames.add(frame));
      assertTrue(frames.size() >= 5 && frames.size() <= 9, "frames: " + frames.size());
      assertEquals(frames.size(), summary.frames());
      assertEquals(List.of(), summary.warnings(), "the unread rest is not damage");
    }
  }

  @Test
  void exceptionsOfTheSinkReachTheCaller() {
    Path video = twoFaces("throw.mp4", List.of("happy"), List.of("sad"));
    try (Video open = Video.open(video.toString(), VideoOptions.DEFAULT)) {
      IOException thrown =
          assertThrows(
              IOException.class,
              () ->
                  new VideoRecognizer(RECOGNIZER)
                      .recognize(
                          open,
                          (frame, photo) -> {
                            throw new IOException("full");
                          }));
      assertEquals("full", thrown.getMessage());
    }
  }

  @Test
  void annotatedVideoHasTheFramesAndTheirBoxes() {
    Path video = twoFaces("plain.mp4", List.of("happy"), List.of("neutral"));
    Path drawn = folder.resolve("drawn.mp4");
    List<FrameResult> frames = new ArrayList<>();
    try (Video open = Video.open(video.toString(), VideoOptions.DEFAULT);
        VideoWriter writer = new VideoWriter(drawn, 5)) {
      new VideoRecognizer(RECOGNIZER)
          .recognize(
              open,
              (frame, photo) -> {
                frames.add(frame);
                writer.write(frame, photo);
              });
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    try (Video open = Video.open(drawn.toString(), VideoOptions.DEFAULT)) {
      assertEquals(2, open.seconds().orElseThrow(), 0.05);
      for (FrameResult frame : frames) {
        Video.Frame decoded = open.next().orElseThrow();
        assertEquals(frame.seconds(), decoded.seconds(), 0.01);
        assertEquals(640, decoded.photo().width());
        for (FaceTracker.Tracked face : frame.faces()) {
          // A yellow or blue line over a gray face, at the middle of the left side.
          Box box = face.face().box();
          int rgb =
              decoded
                  .photo()
                  .rgb((int) Math.round(box.x()), (int) Math.round(box.y() + 0.6 * box.height()));
          int spread = Math.abs((rgb >> 16) - (rgb & 0xff));
          assertTrue(spread > 60, Integer.toHexString(rgb));
        }
      }
      assertTrue(open.next().isEmpty());
      assertEquals(List.of(), open.warnings());
    }
  }

  @Test
  void withoutAFrameNoVideoIsWritten() {
    Path file = folder.resolve("none.mp4");
    new VideoWriter(file, 5).close();
    assertFalse(Files.exists(file));
  }
}
