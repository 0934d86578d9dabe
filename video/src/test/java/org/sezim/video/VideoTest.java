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

class VideoTest {
  private static final VideoOptions FIVE = VideoOptions.DEFAULT;

  @TempDir Path folder;

  /** A frame whose stripes say its number: white for the bits that are set. */
  private static BufferedImage numbered(int number) {
    BufferedImage image = VideoMaker.plain(64, 48, Color.BLACK);
    for (int bit = 0; bit < 8; bit++) {
      if ((number >> bit & 1) == 1) {
        VideoMaker.lay(VideoMaker.plain(8, 48, Color.WHITE), image, 8 * bit, 0, 8, 48);
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

  private static List<Video.Still> all(Path file, VideoOptions options) {
    try (Video film = Video.open(file.toString(), options)) {
      return rest(film);
    }
  }

  private static List<Video.Still> rest(Video film) {
    List<Video.Still> stills = new ArrayList<>();
    for (Optional<Video.Still> next = film.next(); next.isPresent(); next = film.next()) {
      stills.add(next.get());
    }
    return stills;
  }

  private static List<Integer> numbers(List<Video.Still> stills) {
    return stills.stream().map(still -> number(still.photo())).toList();
  }

  private static List<Double> seconds(List<Video.Still> stills) {
    return stills.stream().map(still -> FrameResult.milliseconds(still.seconds())).toList();
  }

  private static String refusal(Path file) {
    return refusal(file.toString(), FIVE);
  }

  private static String refusal(String source, VideoOptions options) {
    SezimException refused =
        assertThrows(SezimException.class, () -> Video.open(source, options).close());
    assertEquals(1, refused.getMessage().lines().count());
    return refused.getMessage().replace(source, "FILM");
  }

  private Path film(String name, int frames) {
    return new VideoMaker(folder.resolve(name), 25).write(frames, VideoTest::numbered);
  }

  @ParameterizedTest
  @CsvSource({"a.mp4", "a.mkv", "a.mov", "a.avi", "a.ts"})
  void readsOneFramePerFifthOfASecond(String name) {
    List<Video.Still> stills = all(film(name, 50), FIVE);
    assertEquals(List.of(0, 5, 10, 15, 20, 25, 30, 35, 40, 45), numbers(stills));
    assertEquals(List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6, 1.8), seconds(stills));
    assertEquals(9, stills.get(9).span());
  }

  @Test
  void framesAreTakenByTimeNotByCount() {
    // Many frames at once, then a pause, then few: of a clock of 100 a second.
    int[] times = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 60, 61, 62, 81, 99, 119, 120};
    Path film = new VideoMaker(folder.resolve("uneven.mkv"), 100).write(times, VideoTest::numbered);
    List<Video.Still> stills = all(film, FIVE);
    assertEquals(List.of(0, 60, 81, 119, 120), numbers(stills));
    assertEquals(List.of(0.0, 0.6, 0.81, 1.19, 1.2), seconds(stills));
    assertEquals(List.of(0L, 3L, 4L, 5L, 6L), stills.stream().map(Video.Still::span).toList());
  }

  @Test
  void aFilmOfFewerFramesGivesEachOnce() {
    Path film = new VideoMaker(folder.resolve("slow.mp4"), 2).write(5, VideoTest::numbered);
    assertEquals(List.of(0, 1, 2, 3, 4), numbers(all(film, FIVE)));
    assertEquals(25, all(film("usual.mp4", 25), FIVE.withFps(1000)).size());
    assertEquals(List.of(0, 50), numbers(all(film("long.mp4", 60), FIVE.withFps(0.5))));
  }

  @ParameterizedTest
  @CsvSource({"0, 64, 48, 0", "-90, 48, 64, 1", "180, 64, 48, 2", "90, 48, 64, 3"})
  void phoneFilmsStandUpright(int anticlockwise, int width, int height, int corner) {
    BufferedImage lit = VideoMaker.plain(64, 48, Color.BLACK);
    VideoMaker.lay(VideoMaker.plain(16, 16, Color.RED), lit, 0, 0, 16, 16);
    Path film =
        new VideoMaker(folder.resolve("turned.mp4"), 5)
            .with(recorder -> recorder.setDisplayRotation(anticlockwise))
            .write(2, i -> lit);
    Photo photo = all(film, FIVE).get(0).photo();
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
    Path film =
        new VideoMaker(folder.resolve("wide.mp4"), 5)
            .with(recorder -> recorder.setAspectRatio(1.5))
            .write(2, VideoTest::numbered);
    Photo photo = all(film, FIVE).get(0).photo();
    assertEquals(96, photo.width());
    assertEquals(48, photo.height());
  }

  @ParameterizedTest
  @CsvSource({"255, 0, 0", "0, 255, 0", "0, 0, 255", "255, 255, 255", "200, 150, 120"})
  void colorsAreKept(int red, int green, int blue) {
    BufferedImage plain = VideoMaker.plain(64, 48, new Color(red, green, blue));
    Path film = new VideoMaker(folder.resolve("plain.mp4"), 5).write(2, i -> plain);
    int rgb = all(film, FIVE).get(0).photo().rgb(30, 20);
    assertEquals(red, rgb >> 16, 6);
    assertEquals(green, rgb >> 8 & 0xff, 6);
    assertEquals(blue, rgb & 0xff, 6);
  }

  @Test
  void reportsItsLength() {
    try (Video film = Video.open(film("two.mp4", 50).toString(), FIVE)) {
      assertEquals(2, film.seconds().orElseThrow(), 0.05);
      assertEquals(10, rest(film).size());
      assertEquals(List.of(), film.warnings());
      assertTrue(film.next().isEmpty(), "the end stays the end");
    }
  }

  @Test
  void aFilmCutShortGivesItsBeginningAndAWarning() {
    IntFunction<BufferedImage> noise = i -> noise(160, 120, i);
    Path whole = new VideoMaker(folder.resolve("whole.mkv"), 25).write(250, noise);
    Path part = VideoMaker.start(whole, 0.4, folder.resolve("part.mkv"));
    try (Video film = Video.open(part.toString(), FIVE)) {
      int frames = rest(film).size();
      assertTrue(frames > 10 && frames < 30, "frames: " + frames);
      List<String> warnings = film.warnings();
      String last = warnings.get(warnings.size() - 1);
      assertTrue(
          last.matches("damaged: expected 10\\.0 seconds, found pictures of [345]\\.\\d"), last);
    }
    // The index of an MP4 file stands at its end.
    Path mp4 = new VideoMaker(folder.resolve("whole.mp4"), 25).write(50, noise);
    String refusal = refusal(VideoMaker.start(mp4, 0.5, folder.resolve("part.mp4")));
    assertTrue(refusal.startsWith("FILM: not a film, or damaged ("), refusal);
  }

  private static BufferedImage noise(int width, int height, int seed) {
    BufferedImage image = VideoMaker.plain(width, height, Color.BLACK);
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
  void aDamagedMiddleCostsNoMoreThanItself(String name) throws IOException {
    Path film =
        new VideoMaker(folder.resolve(name), 25)
            .with(recorder -> recorder.setGopSize(5))
            .write(150, i -> noise(160, 120, i));
    byte[] bytes = Files.readAllBytes(film);
    Random random = new Random(3);
    for (int i = bytes.length / 2; i < bytes.length / 2 + bytes.length / 20; i++) {
      bytes[i] = (byte) random.nextInt();
    }
    Files.write(film, bytes);
    try (Video open = Video.open(film.toString(), FIVE)) {
      List<Video.Still> stills = rest(open);
      assertTrue(stills.size() >= 24, "frames: " + stills.size());
      assertEquals(5.8, stills.get(stills.size() - 1).seconds(), 0.3);
      assertFalse(open.warnings().isEmpty(), "it must be said");
    }
  }

  @Test
  void twoRecordingsInOneFileAreOneFilm() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(Files.readAllBytes(film("one.ts", 25)));
    both.writeBytes(Files.readAllBytes(film("two.ts", 50)));
    Path film = Files.write(folder.resolve("both.ts"), both.toByteArray());
    List<Video.Still> stills = all(film, FIVE);
    assertEquals(15, stills.size());
    assertEquals(2.8, stills.get(14).seconds(), 0.1);
    for (int i = 1; i < stills.size(); i++) {
      assertTrue(stills.get(i).seconds() > stills.get(i - 1).seconds());
    }
  }

  @Test
  void otherFilesAreOneErrorLine() throws IOException {
    assertEquals("FILM: no such file", refusal(folder.resolve("none.mp4")));
    assertEquals(
        "FILM: expected a film, found an empty file",
        refusal(Files.createFile(folder.resolve("empty.mp4"))));
    assertEquals(
        "FILM: not a film, or damaged (Invalid data found when processing input)",
        refusal(Files.writeString(folder.resolve("text.mp4"), "This is no film.\n".repeat(99))));
    assertEquals("FILM: cannot be read", refusal(Files.createDirectory(folder.resolve("d.mp4"))));
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    String refusal = refusal(Files.write(folder.resolve("noise.mkv"), noise));
    assertTrue(refusal.startsWith("FILM: not a film, or damaged ("), refusal);
  }

  @Test
  void soundAloneIsNoFilm() throws FrameRecorder.Exception {
    Ffmpeg.load();
    Path file = folder.resolve("sound.mkv");
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), 1)) {
      recorder.setAudioCodec(avcodec.AV_CODEC_ID_PCM_S16LE);
      recorder.start();
      recorder.recordSamples(ShortBuffer.allocate(44100));
    }
    assertEquals("FILM: expected a film, found no pictures in it", refusal(file));
  }

  @Test
  void framesTooLargeAreRefused() {
    Path film = film("large.mp4", 5);
    assertEquals(
        "FILM: expected frames of at most 3071 pixels, found 64×48",
        refusal(film.toString(), FIVE.withMaxPixels(64 * 48 - 1)));
    assertEquals(1, all(film, FIVE.withMaxPixels(64 * 48)).size());
  }

  @Test
  void aPlaylistDoesNotFetch() throws IOException {
    Path list =
        Files.writeString(
            folder.resolve("list.mp4"),
            "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:9/x.ts\n");
    assertTrue(refusal(list).startsWith("FILM: not a film, or damaged ("));
  }

  @Test
  void recognizesVideosByName() {
    for (String film :
        List.of(
            "a.mp4", "b/C.MOV", "x.y.webm", "/dev/video0", "rtsp://host:554/a?b", "HTTP://h/")) {
      assertTrue(Video.isFilm(film), film);
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
      assertFalse(Video.isFilm(other), other);
    }
    assertTrue(Video.isLive("rtsp://h/a.mp4") && Video.isLive("/dev/video3"));
    assertFalse(Video.isLive("a.mp4"));
    assertEquals("rtsp://host/a", Video.name("rtsp://me:secret@host/a"));
    assertEquals("a@b.mp4", Video.name("a@b.mp4"));
  }

  @Test
  void aStreamThatIsNotThereSaysSoWithoutThePassword() {
    for (String scheme : new String[] {"rtsp", "RTSP", "Http"}) {
      SezimException refused =
          assertThrows(
              SezimException.class,
              () -> Video.open(scheme + "://me:secret@127.0.0.1:9/a", FIVE).close());
      assertEquals(
          scheme + "://127.0.0.1:9/a: cannot be opened (Connection refused)", refused.getMessage());
    }
  }

  @Test
  void aStreamIsReadAsItComes() throws IOException {
    byte[] film = Files.readAllBytes(film("a.ts", 50));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(film);
          exchange.close();
        });
    server.start();
    try (Video open =
        Video.open("http://me:secret@127.0.0.1:" + server.getAddress().getPort() + "/live", FIVE)) {
      assertEquals(List.of(0, 5, 10, 15, 20, 25, 30, 35, 40, 45), numbers(rest(open)));
      assertFalse(open.name().contains("secret"), open.name());
      assertEquals(List.of(), open.warnings());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aCameraThatIsNotThereSaysSo() {
    SezimException refused =
        assertThrows(SezimException.class, () -> Video.open("/dev/video97", FIVE).close());
    assertEquals("/dev/video97", refused.place());
    assertEquals(1, refused.getMessage().lines().count());
  }

  @Test
  void invalidOptionsAreRefused() {
    for (double fps : new double[] {0, -1, Double.NaN, 1001}) {
      assertThrows(IllegalArgumentException.class, () -> FIVE.withFps(fps));
    }
    assertThrows(IllegalArgumentException.class, () -> FIVE.withMaxPixels(0));
    assertThrows(IllegalArgumentException.class, () -> FIVE.withThreads(0));
    assertThrows(IllegalArgumentException.class, () -> FIVE.withMinScore(1.1));
    VideoOptions changed = FIVE.withFps(1).withMaxPixels(9).withThreads(3).withMinScore(0.25);
    assertEquals(new VideoOptions(1, 9, 3, 0.25), changed);
    assertEquals(
        List.of(2.5, 0.25),
        Arrays.asList(changed.tracking().maxAgeSeconds(), changed.tracking().minScore()));
  }
}
