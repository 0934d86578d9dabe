package org.sezim.video;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameRecorder;
import org.sezim.SezimException;
import org.sezim.draw.Annotator;
import org.sezim.image.Photo;

/**
 * Writes the frames looked at as a film (MP4, H.264) with boxes and labels, each for as long as it
 * stands for. Without sound. The file can be played even if the process is killed meanwhile;
 * without a frame there is none.
 *
 * <p>Not for use by several threads. Whoever opens it closes it.
 */
public final class VideoWriter implements AutoCloseable {
  /** How a film's name ends. */
  public static final String EXTENSION = "mp4";

  /** The most pixels that the encoder takes; larger frames are reduced. */
  private static final double MOST_PIXELS = 3840 * 2160;

  private static final double BITS_A_PIXEL = 0.3;
  private static final int LEAST_BITS = 500_000;

  private final Path file;
  private final double fps;
  private FFmpegFrameRecorder recorder;
  private ByteBuffer pixels = ByteBuffer.allocateDirect(0);

  /**
   * @param file is written over
   * @param fps of the frames that will come ({@link VideoOptions#fps})
   */
  public VideoWriter(Path file, double fps) {
    this.file = file;
    this.fps = fps;
  }

  /**
   * Adds a frame.
   *
   * @param frame after those before it
   * @param photo of this frame
   * @throws SezimException if the film cannot be written
   */
  public void write(FrameResult frame, Photo photo) {
    BufferedImage picture = Annotator.of(photo, frame.recognition());
    int width = picture.getWidth();
    int height = picture.getHeight();
    try {
      if (recorder == null) {
        recorder = start(width, height);
      }
      byte[] bgr = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
      if (pixels.capacity() != bgr.length) {
        pixels = ByteBuffer.allocateDirect(bgr.length);
      }
      pixels.clear().put(bgr).flip();
      recorder.setFrameNumber(Math.toIntExact(frame.span()));
      recorder.recordImage(
          width, height, Frame.DEPTH_UBYTE, 3, 3 * width, avutil.AV_PIX_FMT_BGR24, pixels);
    } catch (FrameRecorder.Exception e) {
      throw unwritable(e);
    }
  }

  private FFmpegFrameRecorder start(int width, int height) throws FrameRecorder.Exception {
    Ffmpeg.load();
    double scale = Math.min(1, Math.sqrt(MOST_PIXELS / ((double) width * height)));
    FFmpegFrameRecorder fresh =
        new FFmpegFrameRecorder("file:" + file, even(scale * width), even(scale * height));
    fresh.setFormat(EXTENSION);
    fresh.setVideoCodecName("libopenh264");
    fresh.setVideoCodec(avcodec.AV_CODEC_ID_MPEG4);
    fresh.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
    fresh.setFrameRate(fps);
    double bits = BITS_A_PIXEL * fresh.getImageWidth() * fresh.getImageHeight() * fps;
    fresh.setVideoBitrate((int) Math.min(100e6, Math.max(LEAST_BITS, bits)));
    // In pieces that can be played by themselves, joined at the end.
    fresh.setOption("movflags", "hybrid_fragmented");
    try {
      fresh.start();
    } catch (FrameRecorder.Exception e) {
      fresh.release();
      throw e;
    }
    return fresh;
  }

  /** Encoders want sides of even length. */
  private static int even(double side) {
    return Math.max(16, (int) Math.round(side / 2) * 2);
  }

  private SezimException unwritable(FrameRecorder.Exception e) {
    return new SezimException(file.toString(), "cannot be written (" + Ffmpeg.reason(e) + ")", e);
  }

  /**
   * Ends the film; a second call does nothing.
   *
   * @throws SezimException if the end cannot be written
   */
  @Override
  public void close() {
    if (recorder != null) {
      FFmpegFrameRecorder done = recorder;
      recorder = null;
      try {
        done.close();
      } catch (FrameRecorder.Exception e) {
        throw unwritable(e);
      }
    }
  }
}
