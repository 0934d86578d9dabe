package org.sezim.bench;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sezim.SezimException;
import org.sezim.image.Photo;
import org.sezim.video.FrameResult;
import org.sezim.video.VideoWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a video of 1280×720 pixels at 30 frames per second that pans over photos. */
@Command(
    name = "video",
    mixinStandardHelpOptions = true,
    description = "Makes a 720p video to measure ./sezim recognize, six seconds per photo.")
final class PanVideo implements Callable<Integer> {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final int FPS = 30;
  private static final int SECONDS_PER_PHOTO = 6;

  @Option(
      names = "--photos",
      paramLabel = "DIR",
      required = true,
      description = "Folder of photos.")
  Path photos;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Length in seconds (default: ${DEFAULT-VALUE}).")
  int seconds = 60;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "MP4 file to write.")
  Path out;

  @Override
  public Integer call() throws IOException {
    List<Path> files;
    try (Stream<Path> tree = Files.walk(photos)) {
      files = tree.filter(Photo::isImageFile).sorted().toList();
    }
    int needed = Math.max(1, seconds / SECONDS_PER_PHOTO);
    if (files.size() < needed) {
      throw new SezimException(
          photos.toString(), "expected at least " + needed + " photos, found " + files.size());
    }
    try (VideoWriter writer = new VideoWriter(out, FPS)) {
      for (int i = 0; i < needed; i++) {
        write(files.get(i * (files.size() / needed)), i, writer);
      }
    }
    return 0;
  }

  private static void write(Path file, int index, VideoWriter writer) {
    Photo photo = Photo.read(file);
    int frames = SECONDS_PER_PHOTO * FPS;
    // Each frame moves one pixel to the right and half a pixel down.
    double scale =
        Math.max(
            (WIDTH + frames) / (double) photo.width(), (HEIGHT + frames / 2.0) / photo.height());
    BufferedImage wide =
        new BufferedImage(WIDTH + frames, HEIGHT + frames / 2, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = wide.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    int scaledWidth = (int) Math.ceil(scale * photo.width());
    int scaledHeight = (int) Math.ceil(scale * photo.height());
    g.drawImage(photo.toImage(), 0, 0, scaledWidth, scaledHeight, null);
    g.dispose();
    for (int i = 0; i < frames; i++) {
      long span = (long) index * frames + i;
      Photo frame = Photo.of(wide.getSubimage(i, i / 2, WIDTH, HEIGHT));
      writer.write(
          new FrameResult(
              file.toString(), span / (double) FPS, span, WIDTH, HEIGHT, "none", List.of()),
          frame);
    }
  }
}
