package org.sezim;

import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.sezim.emotion.BundledModel;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.emotion.HeatMap;
import org.sezim.face.Detection;
import org.sezim.face.FaceCrop;
import org.sezim.face.FaceDetector;
import org.sezim.image.Photo;
import org.sezim.image.PhotoSource;
import org.sezim.internal.ModelFile;
import org.sezim.internal.OrderedWorkers;
import org.sezim.internal.PixelBudget;
import org.sezim.internal.Require;

/**
 * From a photo to its faces and their emotions.
 *
 * <pre>{@code
 * try (EmotionRecognizer recognizer = EmotionRecognizer.bundled()) {
 *   for (Recognition.Face face : recognizer.recognize(Path.of("party.jpg")).faces()) {
 *     System.out.println(face.box() + " " + face.emotions().best());
 *   }
 * }
 * }</pre>
 *
 * <p>Safe to share between threads. Whoever opens it closes it; a call after {@link #close} is an
 * {@link IllegalStateException}.
 *
 * <p>Networks take about 20 MB, and as much again with more than one thread; a photo takes 9 bytes
 * a pixel while it is decoded. Photos that are read here, by any thread, wait until all that are at
 * work fit into half of the heap; one that is larger waits until it is alone. Who calls {@link
 * #recognize} from many threads, as a server does, gets most done with {@link Builder#threads
 * threads(1)}.
 */
public final class EmotionRecognizer implements AutoCloseable {
  /** Photos per thread that are taken from the input before their turn. */
  private static final int AHEAD = 4;

  /** For one photo at a time, on all threads. */
  private final Pipeline alone;

  /** For photos side by side, one thread each: gets more done than threads that share a photo. */
  private final Pipeline sideBySide;

  private final long maxPixels;
  private final int threads;
  private final PixelBudget budget = PixelBudget.ofHeap();

  private EmotionRecognizer(Builder builder, Pipeline alone, Pipeline sideBySide) {
    this.alone = alone;
    this.sideBySide = sideBySide;
    maxPixels = builder.maxPixels;
    threads = builder.threads;
  }

  /** With the networks of this library and all cores. */
  public static EmotionRecognizer bundled() {
    return builder().build();
  }

  /** To choose networks and limits; what is not chosen is as in {@link #bundled()}. */
  public static Builder builder() {
    return new Builder();
  }

  /** Choices for a recogniser. Not for use by several threads. */
  public static final class Builder {
    private Supplier<ModelFile> emotionModel;
    private Optional<Supplier<ModelFile>> detector = Optional.of(ModelFile::faceDetector);
    private FaceDetector.Options detection = FaceDetector.Options.DEFAULT;
    private int tinyBelow = 24;
    private double minScore = 0.5;
    private long maxPixels = Photo.MAX_PIXELS;
    private int threads = ModelFile.cores();
    private Optional<IntConsumer> batches = Optional.empty();

    private Builder() {
      emotionModel(BundledModel.DEFAULT);
    }

    /** An emotion model of this library; unless chosen it is {@link BundledModel#DEFAULT}. */
    public Builder emotionModel(BundledModel model) {
      emotionModel = () -> ModelFile.emotions(model.label());
      return this;
    }

    /** Another emotion model. */
    public Builder emotionModel(Path file) {
      emotionModel = () -> ModelFile.read(file);
      return this;
    }

    /** Another face model, of YuNet's contract. */
    public Builder detector(Path file) {
      detector = Optional.of(() -> ModelFile.read(file));
      return this;
    }

    /** No detector: each photo is one face, cut out already. */
    public Builder withoutDetector() {
      detector = Optional.empty();
      return this;
    }

    /**
     * Faces whose best score is lower are {@link Recognition.Face#uncertain}. Unless chosen it is
     * 0.5: below, the other emotions together are the likelier. Of the bundled model's answers on
     * FER-2013's PublicTest, 29 % are below and 40 % of those are right; above, 73 % are
     * (docs/results/detection.md, "When an answer is called uncertain").
     *
     * @param value 0–1
     * @throws IllegalArgumentException if it is not
     */
    public Builder minScore(double value) {
      minScore = Require.fraction("minScore", value);
      return this;
    }

    /** What counts as a face; unless chosen {@link FaceDetector.Options#DEFAULT}. */
    public Builder detection(FaceDetector.Options options) {
      detection = options;
      return this;
    }

    /**
     * Faces whose box is smaller both ways are {@link Recognition.Face#tiny}, but stay in the
     * result; {@link FaceDetector.Options#minFaceSize} leaves faces out. Unless chosen it is 24:
     * half of what the emotion model sees would be made up.
     *
     * @param pixels of the photo, 0 or more
     * @throws IllegalArgumentException if it is less
     */
    public Builder tinyBelow(int pixels) {
      tinyBelow = Require.atLeast("tinyBelow", pixels, 0);
      return this;
    }

    /**
     * How many threads {@link #recognizeAll} uses, and how many one {@link #recognize} may use.
     *
     * @param value at least 1
     * @throws IllegalArgumentException if it is less
     */
    public Builder threads(int value) {
      threads = Require.atLeast("threads", value, 1);
      return this;
    }

    /**
     * Dynamic batching, for servers, where requests come from many threads: faces that arrive
     * during a run of the emotion model wait, and the next run takes them all. No call waits for
     * others to come.
     *
     * @param sizes hears of each run how many faces it had; called in any thread, one at a time
     */
    public Builder dynamicBatching(IntConsumer sizes) {
      batches = Optional.of(sizes);
      return this;
    }

    /**
     * The most pixels (width × height) a photo may have.
     *
     * @param value 1 to 715827879
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxPixels(long value) {
      maxPixels = Require.inRange("maxPixels", value, 1, Photo.MAX_POSSIBLE_PIXELS);
      return this;
    }

    /**
     * Loads the networks.
     *
     * @throws SezimException if a file does not exist, is not ONNX, or does not fit its contract
     */
    public EmotionRecognizer build() {
      ModelFile emotions = emotionModel.get();
      Optional<ModelFile> faces = detector.map(Supplier::get);
      Pipeline.Settings settings = new Pipeline.Settings(detection, tinyBelow, minScore, batches);
      Pipeline alone = Pipeline.load(emotions, faces, settings, threads);
      Pipeline sideBySide = threads == 1 ? alone : Pipeline.load(emotions, faces, settings, 1);
      return new EmotionRecognizer(this, alone, sideBySide);
    }
  }

  /**
   * Recognises one file.
   *
   * @throws SezimException if it does not exist, is not a picture, is damaged, or is too large
   */
  public Recognition recognize(Path file) {
    return recognize(PhotoSource.of(file));
  }

  /**
   * Recognises the bytes of a picture file; in the result and in errors they are called {@code
   * bytes}.
   *
   * @throws SezimException if it is not a picture, is damaged, or is too large
   */
  public Recognition recognize(byte[] bytes) {
    return recognize(PhotoSource.of("bytes", bytes));
  }

  /**
   * Reads a stream to its end and recognises the picture; in the result and in errors it is called
   * {@code stream}. The caller closes it.
   *
   * @throws SezimException if it fails, is not a picture, is damaged, or is too large
   */
  public Recognition recognize(InputStream in) {
    return recognize(PhotoSource.of("stream", in));
  }

  /**
   * Recognises a picture that is decoded and upright already; in the result it is called {@code
   * image}.
   *
   * @throws IllegalArgumentException if it has more than {@link Photo#MAX_POSSIBLE_PIXELS}
   */
  public Recognition recognize(BufferedImage image) {
    return recognize(Photo.of(image), "image");
  }

  /**
   * Reads and recognises one photo.
   *
   * @throws SezimException if it cannot be read, is not a picture, is damaged, or is too large
   */
  public Recognition recognize(PhotoSource source) {
    return recognize(source, (photo, recognition) -> recognition);
  }

  /**
   * Reads and recognises one photo, and does more with it, such as {@link #explain}, while it still
   * counts among those that share the memory.
   *
   * @param then makes of both what is returned; it must not keep the photo
   * @throws SezimException if it cannot be read, is not a picture, is damaged, or is too large
   */
  public <T> T recognize(PhotoSource source, BiFunction<Photo, Recognition, T> then) {
    try (PixelBudget.Share share = budget.share()) {
      Photo photo = source.read(maxPixels, share::take);
      return then.apply(photo, alone.recognize(photo, source.name()));
    }
  }

  /**
   * Recognises one photo.
   *
   * @param source the name to give in the result
   */
  public Recognition recognize(Photo photo, String source) {
    return alone.recognize(photo, source);
  }

  /**
   * Shows where on a face the answer comes from ({@link EmotionClassifier#explain}).
   *
   * @param face of this photo, as {@link #recognize(Photo, String)} found it
   * @return a map of the crop that the emotion model saw
   */
  public HeatMap explain(Photo photo, Recognition.Face face) {
    return alone.classifier().explain(crop(photo, face));
  }

  /**
   * What the emotion model saw of a face.
   *
   * @param face of this photo, as {@link #recognize(Photo, String)} found it
   */
  public static FaceCrop crop(Photo photo, Recognition.Face face) {
    return face.landmarks()
        .map(points -> FaceCrop.of(photo, new Detection(face.box(), face.confidence(), points)))
        .orElseGet(() -> FaceCrop.of(photo));
  }

  /** Takes outcomes one by one, in the thread that called. */
  public interface Sink<E extends Exception> {
    /** One photo's outcome. */
    void accept(Outcome outcome) throws E;
  }

  /** Does more with a photo while its pixels are in memory. */
  public interface Then<T> {
    /**
     * Called in any thread, for several photos at once; must not keep the photo.
     *
     * @param source as it was given
     */
    T apply(PhotoSource source, Photo photo, Recognition recognition);
  }

  /** Takes outcomes and what was made of their photos, one by one, in the thread that called. */
  public interface ThenSink<T, E extends Exception> {
    /**
     * One photo's outcome.
     *
     * @param made by {@link Then}; empty if the photo could not be read
     */
    void accept(Outcome outcome, Optional<T> made) throws E;
  }

  /**
   * Recognises some files on all {@link Builder#threads}, one per thread.
   *
   * @return one outcome per file, in their order
   * @throws InterruptedException if this thread is interrupted while it waits for a photo
   * @throws IllegalStateException after {@link #close}
   */
  public List<Outcome> recognizeAll(Collection<Path> files) throws InterruptedException {
    List<Outcome> outcomes = new ArrayList<>(files.size());
    recognizeAll(files.stream().map(PhotoSource::of).iterator(), outcomes::add);
    return outcomes;
  }

  /**
   * Recognises any number of photos on all {@link Builder#threads}, one per thread, and gives their
   * outcomes in the order of the input. A photo that cannot be read is an {@link Outcome.Failed},
   * and the others go on.
   *
   * <p>The input is taken as it is needed, at most 4 photos per thread before their turn; photos
   * are decoded as memory allows. If the sink, the input or a worker throws anything else, that is
   * thrown here, and what is begun is given up.
   *
   * @throws InterruptedException if this thread is interrupted while it waits for a photo
   * @throws IllegalStateException after {@link #close}
   */
  public <E extends Exception> void recognizeAll(Iterator<PhotoSource> sources, Sink<E> sink)
      throws E, InterruptedException {
    recognizeAll(
        sources,
        (source, photo, recognition) -> recognition,
        (outcome, made) -> sink.accept(outcome));
  }

  /**
   * As {@link #recognizeAll(Iterator, Sink)}, and does more with each photo, such as drawing,
   * without decoding it again.
   *
   * @param then called in the threads that recognise; what it throws is thrown here
   * @throws InterruptedException if this thread is interrupted while it waits for a photo
   * @throws IllegalStateException after {@link #close}
   */
  public <T, E extends Exception> void recognizeAll(
      Iterator<PhotoSource> sources, Then<T> then, ThenSink<T, E> sink)
      throws E, InterruptedException {
    try (OrderedWorkers<Made<T>, E> workers =
        new OrderedWorkers<>(
            "sezim-recognizer",
            threads,
            AHEAD,
            result -> sink.accept(result.outcome(), result.made()))) {
      while (sources.hasNext()) {
        PhotoSource source = sources.next();
        workers.submit(() -> make(source, then));
      }
      workers.finish();
    }
  }

  private record Made<T>(Outcome outcome, Optional<T> made) {}

  private <T> Made<T> make(PhotoSource source, Then<T> then) {
    try (PixelBudget.Share share = budget.share()) {
      Photo photo;
      Recognition recognition;
      try {
        photo = source.read(maxPixels, share::take);
        recognition = sideBySide.recognize(photo, source.name());
      } catch (SezimException e) {
        return new Made<>(new Outcome.Failed(source.name(), e), Optional.empty());
      }
      return new Made<>(
          new Outcome.Recognized(recognition), Optional.of(then.apply(source, photo, recognition)));
    }
  }

  /** What the emotion model says of itself. */
  public ModelCard card() {
    return alone.classifier().card();
  }

  /** The emotions it tells apart, in the model's order. */
  public List<String> labels() {
    return alone.classifier().labels();
  }

  /** Waits for the networks' runs in other threads; a second call does nothing. */
  @Override
  public void close() {
    alone.close();
    sideBySide.close();
  }
}
