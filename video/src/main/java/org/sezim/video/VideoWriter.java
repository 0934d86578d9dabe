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
import org.jspecify.annotations.Nullable;
import org.sezim.SezimException;
import org.sezim.draw.Annotator;
import org.sezim.image.Photo;

/**
 * Writes analyzed frames as a video (MP4, H.264, no sound) with boxes and labels. A frame is shown
 * until the next one. The file can be played even if the process is killed; without a frame, no
 * file is written.
 *
 * <p>Not for use by several threads. The caller closes it.
 */
public final class VideoWriter implements AutoCloseable {
  /** File name extension of the written format. */
  public static final String EXTENSION = "mp4";

  /** The largest frame that the encoder accepts, in pixels; larger frames are reduced. */
  private static final double MAX_PIXELS = 3840 * 2160;

  private static final double BITS_PER_PIXEL = 0.3;
  private static final int MIN_BITS_PER_SECOND = 500_000;

  private final Path file;
  private final double fps;
  private @Nullable FFmpegFrameRecorder recorder;
  private ByteBuffer pixels = ByteBuffer.allocateDirect(0);

  /**
   * @param file overwritten if it exists
   * @param fps analyzed frames per second ({@link VideoOptions#fps})
   */
  public VideoWriter(Path file, double fps) {
    this.file = file;
    this.fps = fps;
  }

  /**
   * Adds a frame.
   *
   * @param frame a later frame than the one before
   * @param photo the pixels of this frame
   * @throws SezimException if the video cannot be written
   */
  public void write(FrameResult frame, Photo photo) {
    BufferedImage image = Annotator.of(photo, frame.recognition());
    int width = image.getWidth();
    int height = image.getHeight();
    try {
      FFmpegFrameRecorder open = recorder;
      if (open == null) {
        open = start(width, height);
        recorder = open;
      }
      byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
      if (pixels.capacity() != bgr.length) {
        pixels = ByteBuffer.allocateDirect(bgr.length);
      }
      pixels.clear().put(bgr).flip();
      open.setFrameNumber(Math.toIntExact(frame.span()));
      open.recordImage(
          width, height, Frame.DEPTH_UBYTE, 3, 3 * width, avutil.AV_PIX_FMT_BGR24, pixels);
    } catch (FrameRecorder.Exception e) {
      throw unwritable(e);
    }
  }

  private FFmpegFrameRecorder start(int width, int height) throws FrameRecorder.Exception {
    Ffmpeg.load();
    double scale = Math.min(1, Math.sqrt(MAX_PIXELS / ((double) width * height)));
    FFmpegFrameRecorder created =
        new FFmpegFrameRecorder("file:" + file, even(scale * width), even(scale * height));
    created.setFormat(EXTENSION);
    created.setVideoCodecName("libopenh264");
    created.setVideoCodec(avcodec.AV_CODEC_ID_MPEG4);
    created.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
    created.setFrameRate(fps);
    double bits = BITS_PER_PIXEL * created.getImageWidth() * created.getImageHeight() * fps;
    created.setVideoBitrate((int) Math.min(100e6, Math.max(MIN_BITS_PER_SECOND, bits)));
    // Fragments that can be played on their own, joined at the end.
    created.setOption("movflags", "hybrid_fragmented");
    try {
      created.start();
    } catch (FrameRecorder.Exception e) {
      created.release();
      throw e;
    }
    return created;
  }

  /** Rounds a side to an even length, which encoders require. */
  private static int even(double side) {
    return Math.max(16, (int) Math.round(side / 2) * 2);
  }

  private SezimException unwritable(FrameRecorder.Exception e) {
    return new SezimException(file.toString(), "cannot be written (" + Ffmpeg.reason(e) + ")", e);
  }

  /**
   * Finishes the file; a second call does nothing.
   *
   * @throws SezimException if the end cannot be written
   */
  @Override
  public void close() {
    if (recorder != null) {
      FFmpegFrameRecorder open = recorder;
      recorder = null;
      try {
        open.close();
      } catch (FrameRecorder.Exception e) {
        throw unwritable(e);
      }
    }
  }
}
