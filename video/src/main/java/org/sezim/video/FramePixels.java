package org.sezim.video;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Locale;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;
import org.sezim.SezimException;
import org.sezim.image.Photo;

/**
 * Converts decoded frames to photos: sRGB, square pixels, upright. Not for use by several threads.
 */
final class FramePixels implements AutoCloseable {
  /** Alignment of rows in bytes, for SIMD instructions. */
  private static final int ALIGNMENT = 64;

  private final String name;
  private final long maxPixels;
  private final AVFormatContext container;
  private final AVStream stream;
  private final int quarterTurns;
  private @Nullable SwsContext converter;
  private @Nullable AVFrame converted;

  /**
   * @param quarterTurns clockwise, 0–3
   */
  FramePixels(
      String name, long maxPixels, AVFormatContext container, AVStream stream, int quarterTurns) {
    this.name = name;
    this.maxPixels = maxPixels;
    this.container = container;
    this.stream = stream;
    this.quarterTurns = quarterTurns;
    // Without accurate rounding, all values come out two levels too dark.
    SwsContext context = swscale.sws_alloc_context();
    context.flags(swscale.SWS_BILINEAR | swscale.SWS_ACCURATE_RND);
    converter = context;
  }

  static void check(String name, int width, int height, long maxPixels) {
    if ((long) width * height > maxPixels) {
      throw new SezimException(
          name,
          String.format(
              Locale.ROOT,
              "expected frames of at most %d pixels, found %d×%d",
              maxPixels,
              width,
              height));
    }
  }

  /** Converts a frame to a photo, which shares no memory with it. */
  Photo photo(AVFrame decoded) {
    int width = squareWidth(decoded);
    int height = decoded.height();
    check(name, width, height, maxPixels);
    try (PointerScope scope = new PointerScope()) {
      AVFrame target = target(width, height);
      if (swscale.sws_scale_frame(converter, target, decoded) < 0) {
        throw new SezimException(
            name,
            String.format(
                Locale.ROOT, "frames of pixel format %d cannot be read", decoded.format()));
      }
      return Photo.of(upright(target, width, height));
    } catch (OutOfMemoryError e) {
      throw tooLarge(width, height, e);
    }
  }

  /** The width of the frame with square pixels. */
  private int squareWidth(AVFrame decoded) {
    AVRational aspect = avformat.av_guess_sample_aspect_ratio(container, stream, decoded);
    double ratio = aspect.den() == 0 ? 0 : (double) aspect.num() / aspect.den();
    // Other aspect ratios are errors in the file.
    boolean plausible = ratio > 0.25 && ratio < 4;
    return plausible ? (int) Math.round(decoded.width() * ratio) : decoded.width();
  }

  private AVFrame target(int width, int height) {
    if (converted != null && converted.width() == width && converted.height() == height) {
      return converted;
    }
    free();
    AVFrame frame = avutil.av_frame_alloc();
    frame.retainReference();
    frame.format(avutil.AV_PIX_FMT_BGR24);
    frame.width(width);
    frame.height(height);
    converted = frame;
    if (avutil.av_frame_get_buffer(frame, ALIGNMENT) < 0) {
      throw tooLarge(width, height, null);
    }
    return frame;
  }

  private SezimException tooLarge(int width, int height, @Nullable OutOfMemoryError cause) {
    return new SezimException(
        name,
        String.format(
            Locale.ROOT, "expected frames that fit into memory, found %d×%d", width, height),
        cause);
  }

  private BufferedImage upright(AVFrame frame, int width, int height) {
    boolean swaps = quarterTurns % 2 == 1;
    BufferedImage image =
        new BufferedImage(
            swaps ? height : width, swaps ? width : height, BufferedImage.TYPE_3BYTE_BGR);
    byte[] to = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    BytePointer data = frame.data(0);
    int stride = frame.linesize(0);
    byte[] row = new byte[3 * width];
    for (int y = 0; y < height; y++) {
      data.position((long) y * stride).get(row);
      place(row, y, width, height, to);
    }
    return image;
  }

  /** Copies a row of the frame to its position in the upright image. */
  private void place(byte[] row, int y, int width, int height, byte[] to) {
    // Position of the row's first pixel and the step to the next one, in pixels.
    int at;
    int step;
    switch (quarterTurns) {
      case 1 -> {
        at = height - 1 - y;
        step = height;
      }
      case 2 -> {
        at = (height - y) * width - 1;
        step = -1;
      }
      case 3 -> {
        at = (width - 1) * height + y;
        step = -height;
      }
      default -> {
        System.arraycopy(row, 0, to, 3 * y * width, row.length);
        return;
      }
    }
    for (int from = 0; from < row.length; from += 3, at += step) {
      to[3 * at] = row[from];
      to[3 * at + 1] = row[from + 1];
      to[3 * at + 2] = row[from + 2];
    }
  }

  private void free() {
    if (converted != null) {
      avutil.av_frame_free(converted);
      converted = null;
    }
  }

  /** A second call does nothing. */
  @Override
  public void close() {
    free();
    if (converter != null) {
      swscale.sws_free_context(converter);
      converter = null;
    }
  }
}
