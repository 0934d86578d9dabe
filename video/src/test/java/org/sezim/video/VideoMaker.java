package org.sezim.video;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameRecorder;
import org.sezim.image.Photo;

/** Encodes test videos with FFmpeg. */
final class VideoMaker {
  private final Path file;
  private final double fps;
  private Consumer<FFmpegFrameRecorder> settings = recorder -> {};

  VideoMaker(Path file, double fps) {
    this.file = file;
    this.fps = fps;
  }

  /** Adds encoder settings. */
  VideoMaker with(Consumer<FFmpegFrameRecorder> setting) {
    settings = settings.andThen(setting);
    return this;
  }

  /** Writes images at consecutive times. */
  Path write(int frames, IntFunction<BufferedImage> images) {
    int[] numbers = new int[frames];
    for (int i = 0; i < frames; i++) {
      numbers[i] = i;
    }
    return write(numbers, images);
  }

  /** Writes the images with these numbers, each at number/fps seconds. */
  Path write(int[] numbers, IntFunction<BufferedImage> images) {
    Ffmpeg.load();
    BufferedImage first = images.apply(numbers[0]);
    try (FFmpegFrameRecorder recorder =
        new FFmpegFrameRecorder("file:" + file, first.getWidth(), first.getHeight())) {
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_MPEG4);
      recorder.setFrameRate(fps);
      recorder.setVideoBitrate(8_000_000);
      settings.accept(recorder);
      recorder.start();
      for (int number : numbers) {
        BufferedImage image = images.apply(number);
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        ByteBuffer pixels = ByteBuffer.allocateDirect(bgr.length).put(bgr).flip();
        recorder.setFrameNumber(number);
        recorder.recordImage(
            image.getWidth(),
            image.getHeight(),
            Frame.DEPTH_UBYTE,
            3,
            3 * image.getWidth(),
            avutil.AV_PIX_FMT_BGR24,
            pixels);
      }
    } catch (FrameRecorder.Exception e) {
      throw new UncheckedIOException(new IOException(e));
    }
    return file;
  }

  /** Draws an image scaled onto another. */
  static void draw(BufferedImage image, BufferedImage target, int x, int y, int width, int height) {
    Graphics2D g = target.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.drawImage(image, x, y, width, height, null);
    g.dispose();
  }

  /** Reads an image file. */
  static BufferedImage read(Path file) {
    return Photo.read(file).toImage();
  }

  /** The average face with an emotion, which shows no real person. */
  static BufferedImage sample(String emotion) {
    return read(Path.of("../samples", emotion + ".png"));
  }

  /** Copies the first part of a file to another. */
  static Path truncate(Path file, double share, Path to) {
    try {
      byte[] all = Files.readAllBytes(file);
      byte[] part = new byte[(int) (share * all.length)];
      System.arraycopy(all, 0, part, 0, part.length);
      return Files.write(to, part);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
