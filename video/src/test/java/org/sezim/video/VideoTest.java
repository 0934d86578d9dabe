package org.sezim.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.FrameRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sezim.SezimException;
import org.sezim.image.Photo;
import org.sezim.testing.TestPhotos;

class VideoTest {
  private static final VideoOptions OPTIONS = VideoOptions.DEFAULT;

  @TempDir Path folder;

  /** A frame whose stripes encode its number: white for set bits. */
  private static BufferedImage numbered(int number) {
    BufferedImage image = TestPhotos.plain(64, 48, Color.BLACK);
    for (int bit = 0; bit < 8; bit++) {
      if ((number >> bit & 1) == 1) {
        VideoMaker.draw(TestPhotos.plain(8, 48, Color.WHITE), image, 8 * bit, 0, 8, 48);
      }
    }
    return image;
  }

  private static int number(Photo photo) {
    int number = 0;
    for (int bit = 0; bit < 8; bit++) {
      number |= (photo.rgb(8 * bit + 4, 24) & 0xff) > 127 ? 1 << bit : 0;
    }
    return number;
  }

  private static List<Video.Frame> framesOf(Path file, VideoOptions options) {
    try (Video video = Video.open(file.toString(), options)) {
      return remaining(video);
    }
  }

  private static List<Video.Frame> remaining(Video video) {
    List<Video.Frame> frames = new ArrayList<>();
    for (Optional<Video.Frame> next = video.next(); next.isPresent(); next = video.next()) {
      frames.add(next.get());
    }
    return frames;
  }

  private static List<Integer> numbers(List<Video.Frame> frames) {
    return frames.stream().map(frame -> number(frame.photo())).toList();
  }

  private static List<Double> seconds(List<Video.Frame> frames) {
    return frames.stream().map(frame -> FrameResult.milliseconds(frame.seconds())).toList();
  }

  private static String errorOf(Path file) {
    return errorOf(file.toString(), OPTIONS);
  }

  private static String errorOf(String source, VideoOptions options) {
    SezimException error =
        assertThrows(SezimException.class, () -> Video.open(source, options).close());
    assertEquals(1, error.getMessage().lines().count());
    return error.getMessage().replace(source, "VIDEO");
  }

  private Path video(String name, int count) {
    return new VideoMaker(folder.resolve(name), 25).write(count, VideoTest::numbered);
  }

  @ParameterizedTest
  @CsvSource({"a.mp4", "a.mkv", "a.mov", "a.avi", "a.ts"})
  void readsOneFramePerFifthOfASecond(String name) {
    List<Video.Frame> frames = framesOf(video(name, 50), OPTIONS);
    assertEquals(List.of(0, 5, 10, 15, 20, 25, 30, 35, 40, 45), numbers(frames));
    assertEquals(List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6, 1.8), seconds(frames));
    assertEquals(9, frames.get(9).span());
  }

  @Test
  void framesAreTakenByTimeNotByCount() {
    // Many frames, a pause, then few frames; timestamps in hundredths of a second.
    int[] times = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 60, 61, 62, 81, 99, 119, 120};
    Path video =
        new VideoMaker(folder.resolve("uneven.mkv"), 100).write(times, VideoTest::numbered);
    List<Video.Frame> frames = framesOf(video, OPTIONS);
    assertEquals(List.of(0, 60, 81, 119, 120), numbers(frames));
    assertEquals(List.of(0.0, 0.6, 0.81, 1.19, 1.2), seconds(frames));
    assertEquals(List.of(0L, 3L, 4L, 5L, 6L), frames.stream().map(Video.Frame::span).toList());
  }

  @Test
  void videoWithFewerFramesGivesEachOnce() {
    Path video = new VideoMaker(folder.resolve("slow.mp4"), 2).write(5, VideoTest::numbered);
    assertEquals(List.of(0, 1, 2, 3, 4), numbers(framesOf(video, OPTIONS)));
    assertEquals(25, framesOf(video("usual.mp4", 25), OPTIONS.withFps(1000)).size());
    assertEquals(List.of(0, 50), numbers(framesOf(video("long.mp4", 60), OPTIONS.withFps(0.5))));
  }

  @ParameterizedTest
  @CsvSource({"0, 64, 48, 0", "-90, 48, 64, 1", "180, 64, 48, 2", "90, 48, 64, 3"})
  void phoneVideosAreUpright(int anticlockwise, int width, int height, int corner) {
    BufferedImage lit = TestPhotos.plain(64, 48, Color.BLACK);
    VideoMaker.draw(TestPhotos.plain(16, 16, Color.RED), lit, 0, 0, 16, 16);
    Path video =
        new VideoMaker(folder.resolve("turned.mp4"), 5)
            .with(recorder -> recorder.setDisplayRotation(anticlockwise))
            .write(2, i -> lit);
    Photo photo = framesOf(video, OPTIONS).get(0).photo();
    assertEquals(width, photo.width());
    assertEquals(height, photo.height());
    // The corners, clockwise from the top left.
    int[][] corners = {{8, 8}, {width - 8, 8}, {width - 8, height - 8}, {8, height - 8}};
    for (int i = 0; i < 4; i++) {
      int red = photo.rgb(corners[i][0], corners[i][1]) >> 16;
      assertEquals(i == corner, red > 200, "corner " + i + ": " + red);
    }
  }

  @Test
  void nonSquarePixelsBecomeSquare() {
    Path video =
        new VideoMaker(folder.resolve("wide.mp4"), 5)
            .with(recorder -> recorder.setAspectRatio(1.5))
            .write(2, VideoTest::numbered);
    Photo photo = framesOf(video, OPTIONS).get(0).photo();
    assertEquals(96, photo.width());
    assertEquals(48, photo.height());
  }

  @ParameterizedTest
  @CsvSource({"255, 0, 0", "0, 255, 0", "0, 0, 255", "255, 255, 255", "200, 150, 120"})
  void colorsAreKept(int red, int green, int blue) {
    BufferedImage plain = TestPhotos.plain(64, 48, new Color(red, green, blue));
    Path video = new VideoMaker(folder.resolve("plain.mp4"), 5).write(2, i -> plain);
    int rgb = framesOf(video, OPTIONS).get(0).photo().rgb(30, 20);
    assertEquals(red, rgb >> 16, 6);
    assertEquals(green, rgb >> 8 & 0xff, 6);
    assertEquals(blue, rgb & 0xff, 6);
  }

  @Test
  void reportsItsLength() {
    try (Video video = Video.open(video("two.mp4", 50).toString(), OPTIONS)) {
      assertEquals(2, video.seconds().orElseThrow(), 0.05);
      assertEquals(10, remaining(video).size());
      assertEquals(List.of(), video.warnings());
      assertTrue(video.next().isEmpty(), "the end stays the end");
    }
  }

  @Test
  void truncatedVideoGivesItsBeginningAndAWarning() {
    IntFunction<BufferedImage> noise = i -> noise(160, 120, i);
    Path whole = new VideoMaker(folder.resolve("whole.mkv"), 25).write(250, noise);
    Path part = VideoMaker.truncate(whole, 0.4, folder.resolve("part.mkv"));
    try (Video video = Video.open(part.toString(), OPTIONS)) {
      int count = remaining(video).size();
      assertTrue(count > 10 && count < 30, "frames: " + count);
      List<String> warnings = video.warnings();
      String last = warnings.get(warnings.size() - 1);
      assertTrue(
          last.matches("damaged: expected 10\\.0 seconds, found frames of [345]\\.\\d"), last);
    }
    // The index of an MP4 file is at its end.
    Path mp4 = new VideoMaker(folder.resolve("whole.mp4"), 25).write(50, noise);
    String found = errorOf(VideoMaker.truncate(mp4, 0.5, folder.resolve("part.mp4")));
    assertTrue(found.startsWith("VIDEO: not a video, or damaged ("), found);
  }

  private static BufferedImage noise(int width, int height, int seed) {
    BufferedImage image = TestPhotos.plain(width, height, Color.BLACK);
    Random random = new Random(seed);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt(0x1000000));
      }
    }
    return image;
  }

  @ParameterizedTest
  @CsvSource({"a.mp4", "a.mkv", "a.ts", "a.avi"})
  void damageAffectsOnlyTheDamagedPart(String name) throws IOException {
    Path video =
        new VideoMaker(folder.resolve(name), 25)
            .with(recorder -> recorder.setGopSize(5))
            .write(150, i -> noise(160, 120, i));
    byte[] bytes = Files.readAllBytes(video);
    Random random = new Random(3);
    for (int i = bytes.length / 2; i < bytes.length / 2 + bytes.length / 20; i++) {
      bytes[i] = (byte) random.nextInt();
    }
    Files.write(video, bytes);
    try (Video open = Video.open(video.toString(), OPTIONS)) {
      List<Video.Frame> frames = remaining(open);
      assertTrue(frames.size() >= 24, "frames: " + frames.size());
      assertEquals(5.8, frames.get(frames.size() - 1).seconds(), 0.3);
      assertFalse(open.warnings().isEmpty(), "reported");
    }
  }

  @Test
  void twoRecordingsInOneFileAreOneVideo() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(Files.readAllBytes(video("one.ts", 25)));
    both.writeBytes(Files.readAllBytes(video("two.ts", 50)));
    Path video = Files.write(folder.resolve("both.ts"), both.toByteArray());
    List<Video.Frame> frames = framesOf(video, OPTIONS);
    assertEquals(15, frames.size());
    assertEquals(2.8, frames.get(14).seconds(), 0.1);
    for (int i = 1; i < frames.size(); i++) {
      assertTrue(frames.get(i).seconds() > frames.get(i - 1).seconds());
    }
  }

  @Test
  void otherFilesAreOneErrorLine() throws IOException {
    assertEquals("VIDEO: no such file", errorOf(folder.resolve("none.mp4")));
    assertEquals(
        "VIDEO: expected a video, found an empty file",
        errorOf(Files.createFile(folder.resolve("empty.mp4"))));
    assertEquals(
        "VIDEO: not a video, or damaged (Invalid data found when processing input)",
        errorOf(
            Files.writeString(folder.resolve("text.mp4"), "This is not a video.\n".repeat(99))));
    assertEquals("VIDEO: cannot be read", errorOf(Files.createDirectory(folder.resolve("d.mp4"))));
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    String found = errorOf(Files.write(folder.resolve("noise.mkv"), noise));
    assertTrue(found.startsWith("VIDEO: not a video, or damaged ("), found);
  }

  @Test
  void audioFileIsRefused() throws FrameRecorder.Exception {
    Ffmpeg.load();
    Path file = folder.resolve("sound.mkv");
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), 1)) {
      recorder.setAudioCodec(avcodec.AV_CODEC_ID_PCM_S16LE);
      recorder.start();
      recorder.recordSamples(ShortBuffer.allocate(44100));
    }
    assertEquals("VIDEO: expected a video, found no video stream", errorOf(file));
  }

  @Test
  void framesTooLargeAreRefused() {
    Path video = video("large.mp4", 5);
    assertEquals(
        "VIDEO: expected frames of at most 3071 pixels, found 64×48",
        errorOf(video.toString(), OPTIONS.withMaxPixels(64 * 48 - 1)));
    assertEquals(1, framesOf(video, OPTIONS.withMaxPixels(64 * 48)).size());
  }

  @Test
  void playlistsFetchNothing() throws IOException {
    Path list =
        Files.writeString(
            folder.resolve("list.mp4"),
            "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:9/x.ts\n");
    assertTrue(errorOf(list).startsWith("VIDEO: not a video, or damaged ("));
  }

  @Test
  void recognizesVideosByName() {
    for (String video :
        List.of(
            "a.mp4", "b/C.MOV", "x.y.webm", "/dev/video0", "rtsp://host:554/a?b", "HTTP://h/")) {
      assertTrue(Video.isVideo(video), video);
    }
    for (String other :
        List.of(
            "a.gif",
            "a.webp",
            "a.jpg",
            "mp4",
            ".mp4/",
            "-",
            "/dev/null",
            "ftp://h/a",
            "a.mp4.txt")) {
      assertFalse(Video.isVideo(other), other);
    }
    assertTrue(Video.isLive("rtsp://h/a.mp4") && Video.isLive("/dev/video3"));
    assertFalse(Video.isLive("a.mp4"));
    assertEquals("rtsp://host/a", Video.name("rtsp://me:secret@host/a"));
    assertEquals("a@b.mp4", Video.name("a@b.mp4"));
  }

  @Test
  void missingStreamIsReportedWithoutThePassword() {
    for (String scheme : new String[] {"rtsp", "RTSP", "Http"}) {
      SezimException error =
          assertThrows(
              SezimException.class,
              () -> Video.open(scheme + "://me:secret@127.0.0.1:9/a", OPTIONS).close());
      assertEquals(
          scheme + "://127.0.0.1:9/a: cannot be opened (Connection refused)", error.getMessage());
    }
  }

  @Test
  void readsAStream() throws IOException {
    byte[] bytes = Files.readAllBytes(video("a.ts", 50));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try (Video open =
        Video.open(
            "http://me:secret@127.0.0.1:" + server.getAddress().getPort() + "/live", OPTIONS)) {
      assertEquals(List.of(0, 5, 10, 15, 20, 25, 30, 35, 40, 45), numbers(remaining(open)));
      assertFalse(open.name().contains("secret"), open.name());
      assertEquals(List.of(), open.warnings());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void missingCameraIsReported() {
    SezimException error =
        assertThrows(SezimException.class, () -> Video.open("/dev/video97", OPTIONS).close());
    assertEquals("/dev/video97", error.place());
    assertEquals(1, error.getMessage().lines().count());
  }

  @Test
  void invalidOptionsAreRefused() {
    for (double fps : new double[] {0, -1, Double.NaN, 1001}) {
      assertThrows(IllegalArgumentException.class, () -> OPTIONS.withFps(fps));
    }
    assertThrows(IllegalArgumentException.class, () -> OPTIONS.withMaxPixels(0));
    assertThrows(IllegalArgumentException.class, () -> OPTIONS.withThreads(0));
    assertThrows(IllegalArgumentException.class, () -> OPTIONS.withMinScore(1.1));
    VideoOptions changed = OPTIONS.withFps(1).withMaxPixels(9).withThreads(3).withMinScore(0.25);
    assertEquals(new VideoOptions(1, 9, 3, 0.25), changed);
    assertEquals(
        List.of(2.5, 0.25),
        Arrays.asList(changed.tracking().maxAgeSeconds(), changed.tracking().minScore()));
  }
}
