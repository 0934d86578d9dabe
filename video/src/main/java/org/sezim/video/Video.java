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
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.sezim.SezimException;
import org.sezim.image.Photo;

/**
 * An open film, camera or stream, of which frames are taken by time: of each span of 1/fps seconds
 * the first. So frames at uneven times are no trouble, and neither is a film of fewer frames.
 *
 * <p>Frames are upright, as the film's rotation says, and their pixels square. A damaged film gives
 * what can be read, and {@link #warnings} says what could not.
 *
 * <p>Not for use by several threads. Whoever opens it closes it.
 */
public final class Video implements AutoCloseable {
  /** How names of films end: lower case, without the dot. */
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

  /** A stream that says nothing for so long has ended, in seconds. */
  private static final int SILENCE = 10;

  /** What a clock's rounding may take off a frame's time, in spans. */
  private static final double ROUNDING = 1e-4;

  /** Films without a frame rate are taken to have this one. */
  private static final double USUAL_RATE = 25;

  /** More than the margins round a small frame, in pixels. */
  private static final int MARGINS = 1 << 16;

  /** No stream has this number: sound is not decoded. */
  private static final int NONE = Integer.MAX_VALUE;

  private final String name;
  private final boolean file;
  private final VideoOptions options;
  private final FFmpegFrameGrabber grabber;
  private final AVStream stream;
  private final FramePixels pixels;

  /** Seconds between frames, as far as the film says. */
  private final double interval;

  /** The start of the film on its own clock. */
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
    interval = 1 / (rate > 0 && rate <= 1000 ? rate : USUAL_RATE);
    pixels = new FramePixels(name, options.maxPixels(), container, stream, turns(grabber));
  }

  /**
   * A frame to look at.
   *
   * @param span which 1/fps of the film it comes from, from 0
   * @param seconds since the start of the film
   * @param photo upright
   */
  public record Still(long span, double seconds, Photo photo) {}

  /**
   * Whether a text names a film: a camera such as {@code /dev/video0}, a stream such as {@code
   * rtsp://host/path}, or a file whose name ends as a film's does ({@link #EXTENSIONS}, in any
   * case). Looks at the name alone.
   */
  public static boolean isFilm(String source) {
    int dot = source.lastIndexOf('.');
    return isLive(source)
        || (dot > 0 && EXTENSIONS.contains(source.substring(dot + 1).toLowerCase(Locale.ROOT)));
  }

  /** Whether a text names something without an end: a camera or a stream. */
  public static boolean isLive(String source) {
    return STREAM.matcher(source).matches() || CAMERA.matcher(source).matches();
  }

  /** A source as results and errors name it: as given, but without the password of a stream. */
  public static String name(String source) {
    return STREAM.matcher(source).matches() ? PASSWORD.matcher(source).replaceFirst("") : source;
  }

  /**
   * Opens a film.
   *
   * @param source a file in any form that FFmpeg reads, a camera ({@code /dev/video0}), or a stream
   *     ({@code rtsp://…})
   * @throws SezimException if it does not exist, is no film, has no pictures, or is too large
   */
  public static Video open(String source, VideoOptions options) {
    Ffmpeg.load();
    String name = name(source);
    boolean live = isLive(source);
    if (!live) {
      checkFile(source);
    }
    FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(live ? address(source) : "file:" + source);
    // Pixels as they are decoded: few frames are looked at, and only those are converted.
    grabber.setImageMode(FrameGrabber.ImageMode.RAW);
    grabber.setAudioStream(NONE);
    // Decoders count their margins too; what they let through is checked frame by frame.
    grabber.setVideoOption("max_pixels", Long.toString(2 * options.maxPixels() + MARGINS));
    if (CAMERA.matcher(source).matches()) {
      Ffmpeg.loadDevices(name);
      grabber.setFormat("v4l2");
    } else if (live) {
      String patience = Long.toString(SILENCE * 1_000_000L);
      grabber.setOption(address(source).startsWith("rtsp") ? "timeout" : "rw_timeout", patience);
      grabber.setOption("rtsp_transport", "tcp");
    } else {
      // A file must not make us fetch others from elsewhere.
      grabber.setOption("protocol_whitelist", "file");
    }
    try {
      start(name, grabber, options);
      return new Video(name, !live, options, grabber);
    } catch (FFmpegFrameGrabber.Exception e) {
      close(grabber);
      String reason = Ffmpeg.reason(e);
      if (reason.startsWith("Did not find a video")) {
        throw new SezimException(name, "expected a film, found no pictures in it", e);
      }
      throw new SezimException(
          name, (live ? "cannot be opened (" : "not a film, or damaged (") + reason + ")", e);
    } catch (RuntimeException e) {
      close(grabber);
      throw e;
    }
  }

  /** FFmpeg knows schemes in lower case alone. */
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
        throw new SezimException(source, "expected a film, found an empty file");
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

  /** Decoders refuse frames that are too large too, but do not say why. */
  private static void checkSizes(String name, AVFormatContext container, VideoOptions options) {
    if (container == null || container.isNull()) {
      return;
    }
    for (int i = 0; i < container.nb_streams(); i++) {
      AVCodecParameters stream = container.streams(i).codecpar();
      FramePixels.check(name, stream.width(), stream.height(), options.maxPixels());
    }
  }

  /** Quarter turns clockwise until the film stands upright. */
  private static int turns(FFmpegFrameGrabber grabber) {
    return (int) Math.floorMod(Math.round(-grabber.getDisplayRotation() / 90), 4L);
  }

  /** The name for results and errors. */
  public String name() {
    return name;
  }

  /** How it is looked at. */
  public VideoOptions options() {
    return options;
  }

  /** How long its pictures last in seconds, if it says so; cameras and streams do not. */
  public OptionalDouble seconds() {
    AVFormatContext container = grabber.getFormatContext();
    AVRational base = stream.time_base();
    boolean guessed =
        container.duration_estimation_method() == avformat.AVFMT_DURATION_FROM_BITRATE;
    if (stream.duration() > 0 && !guessed) {
      return OptionalDouble.of((double) stream.duration() * base.num() / base.den());
    }
    // Where Matroska says it: the film's own length may be that of its sound.
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
   * The next frame to look at; empty at the end of the film.
   *
   * @throws SezimException if a frame is too large
   */
  public Optional<Still> next() {
    try {
      for (Frame grabbed = grab(); grabbed != null; grabbed = grab()) {
        AVFrame picture = (AVFrame) grabbed.opaque;
        decoded++;
        if (picture.decode_error_flags() != 0
            || (picture.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0) {
          damaged++;
        }
        double seconds = seconds(picture);
        long now = (long) Math.floor(seconds * options.fps() + ROUNDING);
        if (now > span) {
          span = now;
          return Optional.of(new Still(now, seconds, pixels.photo(picture)));
        }
      }
    } catch (FFmpegFrameGrabber.Exception e) {
      throw new SezimException(name, "cannot be read (" + Ffmpeg.reason(e) + ")", e);
    }
    ended = !Thread.currentThread().isInterrupted();
    return Optional.empty();
  }

  private Frame grab() throws FFmpegFrameGrabber.Exception {
    return grabber.grabFrame(false, true, true, false, false);
  }

  /** When a frame is due; never before the one before it, whatever a broken clock says. */
  private double seconds(AVFrame picture) {
    AVRational base = stream.time_base();
    long ticks = picture.best_effort_timestamp();
    double clock =
        ticks == avutil.AV_NOPTS_VALUE
            ? (Double.isNaN(start) ? 0 : start) + (decoded - 1) * interval
            : (double) ticks * base.num() / base.den();
    if (Double.isNaN(start)) {
      start = clock;
    }
    if (clock - start < last) {
      // The clock was set back, as where two recordings were joined: time goes on from here.
      start = decoded == 1 ? clock : clock - last - interval;
    }
    last = clock - start;
    return last;
  }

  /** What is wrong with the part read so far, a line each; empty if nothing is. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (damaged > 0) {
      warnings.add(
          String.format(Locale.ROOT, "damaged: %d of %d frames have errors", damaged, decoded));
    }
    double length = seconds().orElse(0);
    double end = decoded == 0 ? 0 : last + interval;
    if (ended && file && end < length - Math.max(1, length / 50)) {
      warnings.add(
          String.format(
              Locale.ROOT, "damaged: expected %.1f seconds, found pictures of %.1f", length, end));
    } else if (ended && decoded == 0) {
      warnings.add("damaged: no frame could be read");
    }
    return List.copyOf(warnings);
  }

  /** Frees what FFmpeg holds; a second call does nothing. */
  @Override
  public void close() {
    pixels.close();
    close(grabber);
  }

  private static void close(FFmpegFrameGrabber grabber) {
    try {
      grabber.close();
    } catch (FrameGrabber.Exception e) {
      throw new IllegalStateException("closing a film failed", e);
    }
  }
}
