package org.sezim.video;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.sezim.SezimException;

/** Loads FFmpeg's libraries and reads its error messages. */
final class Ffmpeg {
  private static final Pattern ERROR = Pattern.compile("error (-?\\d+)");

  private Ffmpeg() {}

  /**
   * Loads the libraries once and switches off their log: errors are reported as exceptions.
   *
   * @throws SezimException if they are not available for this system
   */
  static void load() {
    try {
      Loader.load(avutil.class);
      avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    } catch (LinkageError e) {
      throw new SezimException(
          "FFmpeg", "cannot be loaded on this system (" + e.getMessage() + ")", e);
    }
  }

  /**
   * Loads the libraries for cameras, which need more system packages than those for files.
   *
   * @throws SezimException if something is missing
   */
  static void loadDevices(String name) {
    try {
      FFmpegFrameGrabber.tryLoad();
    } catch (FFmpegFrameGrabber.Exception e) {
      throw new SezimException(
          name,
          "expected libraries for cameras (on Debian: apt-get install libxcb1 libxcb-shm0"
              + " libasound2 libpulse0), found them missing",
          e);
    }
  }

  /** FFmpeg's text for the error number in one of JavaCV's messages, or else the message. */
  static String reason(Exception e) {
    String message = String.valueOf(e.getMessage());
    Matcher number = ERROR.matcher(message);
    if (!number.find()) {
      return message.lines().findFirst().orElse("");
    }
    byte[] text = new byte[128];
    avutil.av_strerror(Integer.parseInt(number.group(1)), text, text.length);
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }
}
