package org.sezim.video;

import java.awt.Color;
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

/** Makes films for tests, with FFmpeg. */
final class VideoMaker {
  private final Path file;
  private final double fps;
  private Consumer<FFmpegFrameRecorder> settings = recorder -> {};

  VideoMaker(Path file, double fps) {
    this.file = file;
    this.fps = fps;
  }

  /** More for the encoder. */
  VideoMaker with(Consumer<FFmpegFrameRecorder> more) {
    settings = settings.andThen(more);
    return this;
  }

  /** Writes pictures one after the other. */
  Path write(int frames, IntFunction<BufferedImage> picture) {
    int[] numbers = new int[frames];
    for (int i = 0; i < frames; i++) {
      numbers[i] = i;
    }
    return write(numbers, picture);
  }

  /** Writes the pictures of these numbers, each at number/fps seconds. */
  Path write(int[] numbers, IntFunction<BufferedImage> picture) {
    Ffmpeg.load();
    BufferedImage first = picture.apply(numbers[0]);
    try (FFmpegFrameRecorder recorder =
        new FFmpegFrameRecorder("file:" + file, first.getWidth(), first.getHeight())) {
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_MPEG4);
      recorder.setFrameRate(fps);
      recorder.setVideoBitrate(8_000_000);
      settings.accept(recorder);
      recorder.start();
      for (int number : numbers) {
        BufferedImage image = picture.apply(number);
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

  /** An empty picture of one colour. */
  static BufferedImage plain(int width, int height, Color colour) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    g.setColor(colour);
    g.fillRect(0, 0, width, height);
    g.dispose();
    return image;
  }

  /** Lays a picture over another. */
  static void lay(BufferedImage over, BufferedImage ground, int x, int y, int width, int height) {
    Graphics2D g = ground.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.drawImage(over, x, y, width, height, null);
    g.dispose();
  }

  /** A picture file, as Java draws it. */
  static BufferedImage read(Path file) {
    return Photo.read(file).toImage();
  }

  /** The average face of nobody that shows an emotion. */
  static BufferedImage sample(String emotion) {
    return read(Path.of("../samples", emotion + ".png"));
  }

  /** The first bytes of a file, in another. */
  static Path start(Path file, double share, Path to) {
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
