package org.sezim.video;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.FrameGrabber;
import org.jspecify.annotations.Nullable;
import org.sezim.SezimException;
import org.sezim.image.Photo;

/**
 * An open video, camera or stream. It yields the first frame of each interval of 1/fps seconds, so
 * variable and lower frame rates work too.
 *
 * <p>Frames are upright, as the rotation metadata says, and have square pixels. A damaged video
 * yields all frames that can be decoded, and {@link #warnings} reports the damage.
 *
 * <p>Not for use by several threads. The caller closes it.
 */
public final class Video implements AutoCloseable {
  /** File name extensions of videos: lower case, without the dot. */
  public static final List<String> EXTENSIONS =
      List.of(
          "mp4", "m4v", "mov", "qt", "mkv", "webm", "avi", "mpg", "mpeg", "m2v", "ts", "mts",
          "m2ts", "vob", "wmv", "asf", "flv", "f4v", "3gp", "3g2", "ogv", "mxf", "dv", "mjpeg",
          "h264", "h265", "hevc", "ivf", "y4m", "nut");

  private static final Pattern STREAM =
      Pattern.compile("(rtsps?|rtmps?|rtp|srt|udp|tcp|https?)://.*", Pattern.CASE_INSENSITIVE);

  private static final Pattern CAMERA = Pattern.compile("/dev/video\\d+");

  private static final Pattern PASSWORD = Pattern.compile("(?<=://)[^/@]*@");

  private static final Pattern DURATION = Pattern.compile("(\\d+):(\\d\\d):(\\d\\d(?:\\.\\d+)?)");

  /** Time without data after which a stream has ended, in seconds. */
  private static final int STREAM_TIMEOUT = 10;

  /** Tolerance for rounded timestamps, in intervals of 1/fps. */
  private static final double ROUNDING = 1e-4;

  /** Frame rate of videos that state none. */
  private static final double DEFAULT_FRAME_RATE = 25;

  /** Allowance for the padding that decoders add to small frames, in pixels. */
  private static final int PADDING = 1 << 16;

  /** The number of no stream: audio is not decoded. */
  private static final int NO_STREAM = Integer.MAX_VALUE;

  private final String name;
  private final boolean file;
  private final VideoOptions options;
  private final FFmpegFrameGrabber grabber;
  private final AVStream stream;
  private final FramePixels pixels;

  /** Nominal seconds between frames. */
  private final double frameInterval;

  /** Timestamp of the start of the video in seconds; NaN until it is known. */
  private double start = Double.NaN;

  private double last;
  private long span = -1;
  private long decoded;
  private long damaged;
  private boolean ended;

  private Video(String name, boolean file, VideoOptions options, FFmpegFrameGrabber grabber) {
    this.name = name;
    this.file = file;
    this.options = options;
    this.grabber = grabber;
    AVFormatContext container = grabber.getFormatContext();
    stream = container.streams(grabber.getVideoStream());
    if (container.start_time() != avutil.AV_NOPTS_VALUE) {
      start = (double) container.start_time() / avutil.AV_TIME_BASE;
    }
    double rate = grabber.getVideoFrameRate();
    frameInterval = 1 / (rate > 0 && rate <= 1000 ? rate : DEFAULT_FRAME_RATE);
    pixels = new FramePixels(name, options.maxPixels(), container, stream, quarterTurns(grabber));
  }

  /**
   * A frame to analyze.
   *
   * @param span index of its interval of 1/fps seconds, from 0
   * @param seconds since the start of the video
   * @param photo its pixels, upright
   */
  public record Frame(long span, double seconds, Photo photo) {}

  /**
   * Returns whether a source names a video: a camera ({@code /dev/video0}), a stream ({@code
   * rtsp://host/path}), or a file with one of the {@link #EXTENSIONS}, in any case. Only the name
   * is checked.
   */
  public static boolean isVideo(String source) {
    int dot = source.lastIndexOf('.');
    return isLive(source)
        || (dot > 0 && EXTENSIONS.contains(source.substring(dot + 1).toLowerCase(Locale.ROOT)));
  }

  /** Returns whether a source is a camera or a stream, which have no end. */
  public static boolean isLive(String source) {
    return STREAM.matcher(source).matches() || CAMERA.matcher(source).matches();
  }

  /** The name of a source in results and errors: as given, without the user info of a stream. */
  public static String name(String source) {
    return STREAM.matcher(source).matches() ? PASSWORD.matcher(source).replaceFirst("") : source;
  }

  /**
   * Opens a video.
   *
   * @param source a file in any form that FFmpeg reads, a camera ({@code /dev/video0}), or a stream
   *     ({@code rtsp://…})
   * @throws SezimException if it does not exist, is not a video, has no video stream, or is too
   *     large
   */
  public static Video open(String source, VideoOptions options) {
    Ffmpeg.load();
    String name = name(source);
    boolean live = isLive(source);
    if (!live) {
      checkFile(source);
    }
    FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(live ? address(source) : "file:" + source);
    // Few frames are analyzed, and only those are converted to RGB.
    grabber.setImageMode(FrameGrabber.ImageMode.RAW);
    grabber.setAudioStream(NO_STREAM);
    // Decoders count padding too, so the exact limit is checked frame by frame.
    grabber.setVideoOption("max_pixels", Long.toString(2 * options.maxPixels() + PADDING));
    if (CAMERA.matcher(source).matches()) {
      Ffmpeg.loadDevices(name);
      grabber.setFormat("v4l2");
    } else if (live) {
      String micros = Long.toString(STREAM_TIMEOUT * 1_000_000L);
      grabber.setOption(address(source).startsWith("rtsp") ? "timeout" : "rw_timeout", micros);
      grabber.setOption("rtsp_transport", "tcp");
    } else {
      // A file must not cause requests to other locations.
      grabber.setOption("protocol_whitelist", "file");
    }
    try {
      start(name, grabber, options);
      return new Video(name, !live, options, grabber);
    } catch (FFmpegFrameGrabber.Exception e) {
      close(grabber);
      String reason = Ffmpeg.reason(e);
      if (reason.startsWith("Did not find a video")) {
        throw new SezimException(name, "expected a video, found no video stream", e);
      }
      throw new SezimException(
          name, (live ? "cannot be opened (" : "not a video, or damaged (") + reason + ")", e);
    } catch (RuntimeException e) {
      close(grabber);
      throw e;
    }
  }

  /** The address with its scheme in lower case, as FFmpeg requires. */
  private static String address(String live) {
    int scheme = live.indexOf(':') + 1;
    return live.substring(0, scheme).toLowerCase(Locale.ROOT) + live.substring(scheme);
  }

  private static void checkFile(String source) {
    try {
      Path file = Path.of(source);
      if (!Files.exists(file)) {
        throw SezimException.unreadable(file, new NoSuchFileException(source));
      }
      if (!Files.isReadable(file) || Files.isDirectory(file)) {
        throw new SezimException(source, "cannot be read");
      }
      if (Files.isRegularFile(file) && Files.size(file) == 0) {
        throw new SezimException(source, "expected a video, found an empty file");
      }
    } catch (InvalidPathException e) {
      throw new SezimException(source, "not a file name", e);
    } catch (IOException e) {
      throw SezimException.unreadable(Path.of(source), e);
    }
  }

  private static void start(String name, FFmpegFrameGrabber grabber, VideoOptions options)
      throws FFmpegFrameGrabber.Exception {
    try {
      grabber.start();
    } catch (FFmpegFrameGrabber.Exception e) {
      checkSizes(name, grabber.getFormatContext(), options);
      throw e;
    }
    AVFormatContext container = grabber.getFormatContext();
    checkSizes(name, container, options);
    for (int i = 0; i < container.nb_streams(); i++) {
      if (i != grabber.getVideoStream()) {
        container.streams(i).discard(avcodec.AVDISCARD_ALL);
      }
    }
  }

  /** Checks frame sizes before decoding, since decoders refuse large frames without a reason. */
  private static void checkSizes(String name, AVFormatContext container, VideoOptions options) {
    if (container == null || container.isNull()) {
      return;
    }
    for (int i = 0; i < container.nb_streams(); i++) {
      AVCodecParameters stream = container.streams(i).codecpar();
      FramePixels.check(name, stream.width(), stream.height(), options.maxPixels());
    }
  }

  /** Clockwise quarter turns that make the frames upright. */
  private static int quarterTurns(FFmpegFrameGrabber grabber) {
    return (int) Math.floorMod(Math.round(-grabber.getDisplayRotation() / 90), 4L);
  }

  /** The name in results and errors. */
  public String name() {
    return name;
  }

  /** The options given to {@link #open}. */
  public VideoOptions options() {
    return options;
  }

  /** Length of the video stream in seconds, if known; cameras and streams have none. */
  public OptionalDouble seconds() {
    AVFormatContext container = grabber.getFormatContext();
    AVRational base = stream.time_base();
    boolean guessed =
        container.duration_estimation_method() == avformat.AVFMT_DURATION_FROM_BITRATE;
    if (stream.duration() > 0 && !guessed) {
      return OptionalDouble.of((double) stream.duration() * base.num() / base.den());
    }
    // Matroska has the length in a tag; the container's length may be that of the audio.
    Matcher tag = DURATION.matcher(String.valueOf(grabber.getVideoMetadata("DURATION")));
    if (tag.matches()) {
      return OptionalDouble.of(
          3600 * Double.parseDouble(tag.group(1))
              + 60 * Double.parseDouble(tag.group(2))
              + Double.parseDouble(tag.group(3)));
    }
    long duration = container.duration();
    return file && duration > 0 && !guessed
        ? OptionalDouble.of((double) duration / avutil.AV_TIME_BASE)
        : OptionalDouble.empty();
  }

  /**
   * The next frame to analyze; empty at the end of the video.
   *
   * @throws SezimException if a frame is too large
   */
  public Optional<Frame> next() {
    try {
      for (AVFrame frame = decode(); frame != null; frame = decode()) {
        decoded++;
        if (frame.decode_error_flags() != 0
            || (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0) {
          damaged++;
        }
        double seconds = seconds(frame);
        long current = (long) Math.floor(seconds * options.fps() + ROUNDING);
        if (current > span) {
          span = current;
          return Optional.of(new Frame(current, seconds, pixels.photo(frame)));
        }
      }
    } catch (FFmpegFrameGrabber.Exception e) {
      throw new SezimException(name, "cannot be read (" + Ffmpeg.reason(e) + ")", e);
    }
    ended = !Thread.currentThread().isInterrupted();
    return Optional.empty();
  }

  private @Nullable AVFrame decode() throws FFmpegFrameGrabber.Exception {
    org.bytedeco.javacv.Frame frame = grabber.grabFrame(false, true, true, false, false);
    return frame == null ? null : (AVFrame) frame.opaque;
  }

  /** Seconds since the start of the video; never decreases, even if the timestamps do. */
  private double seconds(AVFrame frame) {
    AVRational base = stream.time_base();
    long ticks = frame.best_effort_timestamp();
    double timestamp =
        ticks == avutil.AV_NOPTS_VALUE
            ? (Double.isNaN(start) ? 0 : start) + (decoded - 1) * frameInterval
            : (double) ticks * base.num() / base.den();
    if (Double.isNaN(start)) {
      start = timestamp;
    }
    if (timestamp - start < last) {
      // The timestamps jumped back, as in two joined recordings: time continues from the last
      // frame.
      start = decoded == 1 ? timestamp : timestamp - last - frameInterval;
    }
    last = timestamp - start;
    return last;
  }

  /** Damage found in the part read so far, one line per warning; empty if there is none. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (damaged > 0) {
      warnings.add(
          String.format(Locale.ROOT, "damaged: %d of %d frames have errors", damaged, decoded));
    }
    double length = seconds().orElse(0);
    double end = decoded == 0 ? 0 : last + frameInterval;
    if (ended && file && end < length - Math.max(1, length / 50)) {
      warnings.add(
          String.format(
              Locale.ROOT, "damaged: expected %.1f seconds, found frames of %.1f", length, end));
    } else if (ended && decoded == 0) {
      warnings.add("damaged: no frame could be read");
    }
    return List.copyOf(warnings);
  }

  /** Frees the native memory; a second call does nothing. */
  @Override
  public void close() {
    pixels.close();
    close(grabber);
  }

  private static void close(FFmpegFrameGrabber grabber) {
    try {
      grabber.close();
    } catch (FrameGrabber.Exception e) {
      throw new IllegalStateException("closing a video failed", e);
    }
  }
}
