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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sezim.emotion.BundledModel;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.emotion.HeatMap;
import org.sezim.face.Detection;
import org.sezim.face.FaceCrop;
import org.sezim.face.FaceDetector;
import org.sezim.image.Photo;
import org.sezim.image.PhotoSource;
import org.sezim.internal.ModelFile;
import org.sezim.internal.PixelBudget;
import org.sezim.internal.Require;

/**
 * Finds the faces of a photo and scores their emotions.
 *
 * <pre>{@code
 * try (EmotionRecognizer recognizer = EmotionRecognizer.bundled()) {
 *   for (Recognition.Face face : recognizer.recognize(Path.of("party.jpg")).faces()) {
 *     System.out.println(face.box() + " " + face.emotions().best());
 *   }
 * }
 * }</pre>
 *
 * <p>Safe to share between threads. Whoever opens it closes it; a call after {@link #close} throws
 * an {@link IllegalStateException}.
 *
 * <p>The networks take about 20 MB, and twice as much with more than one thread; a photo takes 9
 * bytes per pixel while it is decoded. Photos wait, in any thread, until those being decoded and
 * recognized fit into half of the heap together; a photo larger than that is processed alone. A
 * caller that runs {@link #recognize} in many threads, for example a server, gets the highest
 * throughput with {@link Builder#threads threads(1)}.
 */
public final class EmotionRecognizer implements AutoCloseable {
  /** For one photo at a time, with all threads. */
  private final Pipeline allThreads;

  /** For photos in parallel, one thread each: more throughput than threads that share a photo. */
  private final Pipeline oneThread;

  private final ParallelRecognizer parallel;
  private final long maxPixels;
  private final PixelBudget budget = PixelBudget.ofHeap();

  private EmotionRecognizer(Builder builder, Pipeline allThreads, Pipeline oneThread) {
    this.allThreads = allThreads;
    this.oneThread = oneThread;
    maxPixels = builder.maxPixels;
    parallel = new ParallelRecognizer(oneThread, budget, maxPixels, builder.threads);
  }

  /** A recognizer with the bundled networks and all cores. */
  public static EmotionRecognizer bundled() {
    return builder().build();
  }

  /** A builder to choose networks and limits; its defaults are those of {@link #bundled()}. */
  public static Builder builder() {
    return new Builder();
  }

  /** Settings of a recognizer. Not safe for use by several threads. */
  public static final class Builder {
    private Supplier<ModelFile> emotionModel;
    private @Nullable Supplier<ModelFile> detector = ModelFile::faceDetector;
    private FaceDetector.Options detection = FaceDetector.Options.DEFAULT;
    private int tinyBelow = 24;
    private double minScore = 0.5;
    private long maxPixels = Photo.MAX_PIXELS;
    private int threads = ModelFile.cores();
    private @Nullable IntConsumer batchSizes;

    private Builder() {
      emotionModel(BundledModel.DEFAULT);
    }

    /** A bundled emotion model; the default is {@link BundledModel#DEFAULT}. */
    public Builder emotionModel(BundledModel model) {
      emotionModel = () -> ModelFile.emotions(model.label());
      return this;
    }

    /** An emotion model from an ONNX file. */
    public Builder emotionModel(Path file) {
      emotionModel = () -> ModelFile.read(file);
      return this;
    }

    /** A face model from an ONNX file with the inputs and outputs of YuNet. */
    public Builder detector(Path file) {
      detector = () -> ModelFile.read(file);
      return this;
    }

    /** No face detection: each photo is one face that is already cropped. */
    public Builder withoutDetector() {
      detector = null;
      return this;
    }

    /**
     * Minimum best score; faces below it are {@link Recognition.Face#uncertain}. The default is
     * 0.5: below it, the other emotions together are more likely than the best one. The bundled
     * model scores 29 % of FER-2013's PublicTest below 0.5 and is right on 40 % of those; above, it
     * is right on 73 % (docs/results/detection.md, "When an answer is called uncertain").
     *
     * @param value 0–1
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder minScore(double value) {
      minScore = Require.fraction("minScore", value);
      return this;
    }

    /** Detection thresholds; the default is {@link FaceDetector.Options#DEFAULT}. */
    public Builder detection(FaceDetector.Options options) {
      detection = options;
      return this;
    }

    /**
     * Size below which a face is {@link Recognition.Face#tiny}: both sides of its box are shorter.
     * Tiny faces stay in the result, unlike those under {@link FaceDetector.Options#minFaceSize}.
     * The default is 24, half the side of a crop: of a smaller face, more than half of what the
     * emotion model sees is interpolated.
     *
     * @param pixels of the photo, 0 or more
     * @throws IllegalArgumentException if it is negative
     */
    public Builder tinyBelow(int pixels) {
      tinyBelow = Require.atLeast("tinyBelow", pixels, 0);
      return this;
    }

    /**
     * Number of threads for {@link #recognizeAll}, and for each call of {@link #recognize}. The
     * default is the number of cores.
     *
     * @param value at least 1
     * @throws IllegalArgumentException if it is less
     */
    public Builder threads(int value) {
      threads = Require.atLeast("threads", value, 1);
      return this;
    }

    /**
     * Enables dynamic batching, for servers that get requests in many threads: faces that arrive
     * during a run of the emotion model wait, and the next run takes them all. A call never waits
     * for other calls to arrive.
     *
     * @param sizes receives the number of faces of each run; called in any thread, one at a time
     */
    public Builder dynamicBatching(IntConsumer sizes) {
      batchSizes = sizes;
      return this;
    }

    /**
     * Maximum pixels (width × height) of a photo; the default is {@link Photo#MAX_PIXELS}.
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
     * @throws SezimException if a file does not exist, is not ONNX, or has other inputs or outputs
     */
    public EmotionRecognizer build() {
      ModelFile emotions = emotionModel.get();
      ModelFile faces = detector == null ? null : detector.get();
      var settings = new Pipeline.Settings(detection, tinyBelow, minScore, batchSizes);
      Pipeline allThreads = Pipeline.load(emotions, faces, settings, threads);
      Pipeline oneThread = threads == 1 ? allThreads : Pipeline.load(emotions, faces, settings, 1);
      return new EmotionRecognizer(this, allThreads, oneThread);
    }
  }

  /**
   * Recognizes a file.
   *
   * @throws SezimException if it does not exist, is not an image, is damaged, or is too large
   */
  public Recognition recognize(Path file) {
    return recognize(PhotoSource.of(file));
  }

  /**
   * Recognizes the bytes of an image file; results and errors call them {@code bytes}.
   *
   * @throws SezimException if it is not an image, is damaged, or is too large
   */
  public Recognition recognize(byte[] bytes) {
    return recognize(PhotoSource.of("bytes", bytes));
  }

  /**
   * Recognizes a stream, which stays open; results and errors call it {@code stream}.
   *
   * @throws SezimException if it cannot be read, is not an image, is damaged, or is too large
   */
  public Recognition recognize(InputStream in) {
    return recognize(PhotoSource.of("stream", in));
  }

  /**
   * Recognizes a photo that is decoded and upright already; the result calls it {@code image}.
   *
   * @throws IllegalArgumentException if it has more than {@link Photo#MAX_POSSIBLE_PIXELS}
   */
  public Recognition recognize(BufferedImage image) {
    return recognize(Photo.of(image), "image");
  }

  /**
   * Reads and recognizes one photo.
   *
   * @throws SezimException if it cannot be read, is not an image, is damaged, or is too large
   */
  public Recognition recognize(PhotoSource source) {
    return recognize(source, (photo, recognition) -> recognition);
  }

  /**
   * Reads and recognizes one photo and passes both to a function, for example for {@link #explain}.
   *
   * @param function computes what is returned; it must not keep the photo
   * @throws SezimException if it cannot be read, is not an image, is damaged, or is too large
   */
  public <T> T recognize(PhotoSource source, BiFunction<Photo, Recognition, T> function) {
    try (PixelBudget.Share share = budget.share()) {
      Photo photo = source.read(maxPixels, share::take);
      return function.apply(photo, allThreads.recognize(photo, source.name()));
    }
  }

  /**
   * Recognizes a decoded photo.
   *
   * @param source the photo's name in the result
   */
  public Recognition recognize(Photo photo, String source) {
    return allThreads.recognize(photo, source);
  }

  /**
   * Heat map of the regions of a face that decide its emotion ({@link EmotionClassifier#explain}).
   *
   * @param face of this photo, as {@link #recognize(Photo, String)} found it
   * @return a map over the crop that the emotion model saw
   */
  public HeatMap explain(Photo photo, Recognition.Face face) {
    return allThreads.classifier().explain(crop(photo, face));
  }

  /**
   * The crop of a face that the emotion model saw.
   *
   * @param face of this photo, as {@link #recognize(Photo, String)} found it
   */
  public static FaceCrop crop(Photo photo, Recognition.Face face) {
    return face.landmarks()
        .map(points -> FaceCrop.of(photo, new Detection(face.box(), face.confidence(), points)))
        .orElseGet(() -> FaceCrop.of(photo));
  }

  /** Receives outcomes one by one, in the calling thread. */
  public interface Sink<E extends Exception> {
    /** Takes one photo's outcome. */
    void accept(Outcome outcome) throws E;
  }

  /** Processes a photo further while its pixels are in memory. */
  public interface Processor<T> {
    /**
     * Processes one photo. Called in any thread, for several photos at once; must not keep the
     * photo.
     *
     * @param source as given
     */
    T process(PhotoSource source, Photo photo, Recognition recognition);
  }

  /** Receives outcomes and what a {@link Processor} returned, in the calling thread. */
  public interface ProcessedSink<T, E extends Exception> {
    /**
     * Takes one photo's outcome.
     *
     * @param processed the processor's value; empty if the photo could not be read
     */
    void accept(Outcome outcome, Optional<T> processed) throws E;
  }

  /**
   * Recognizes some files in parallel, one per thread.
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
   * Recognizes any number of photos in parallel, one per thread, as a stream of outcomes in the
   * order of the input. A photo that cannot be read becomes an {@link Outcome.Failed}.
   *
   * <pre>{@code
   * try (Stream<Path> files = Files.walk(folder);
   *     Stream<Outcome> outcomes =
   *         recognizer.recognizeAll(files.filter(Photo::isImageFile).map(PhotoSource::of))) {
   *   outcomes.forEach(outcome -> System.out.println(outcome.toMap()));
   * }
   * }</pre>
   *
   * <p>Lazy, and bounded in memory: takes at most 4 photos per thread from the input ahead of the
   * outcome that is delivered. Other exceptions of the input or of a worker are thrown by the
   * stream, as is an {@link IllegalStateException} if the consuming thread is interrupted while it
   * waits (its interrupt flag stays set) or if the recognizer is closed.
   *
   * @param photos closed together with the returned stream
   * @return a sequential stream; close it unless it is consumed to its end, or its threads stay
   */
  public Stream<Outcome> recognizeAll(Stream<PhotoSource> photos) {
    return parallel.stream(photos);
  }

  /**
   * Recognizes any number of photos in parallel, one per thread, and passes their outcomes to a
   * sink, in the order of the input. A photo that cannot be read becomes an {@link Outcome.Failed}.
   *
   * <p>Bounded in memory: takes at most 4 photos per thread from the input ahead of the outcome
   * that is delivered, and decodes them as memory allows. Other exceptions of the input, the sink
   * or a worker are thrown here, and photos in progress are dropped.
   *
   * @throws InterruptedException if this thread is interrupted while it waits for a photo
   * @throws IllegalStateException after {@link #close}
   */
  public <E extends Exception> void recognizeAll(Iterator<PhotoSource> photos, Sink<E> sink)
      throws E, InterruptedException {
    recognizeAll(
        photos,
        (source, photo, recognition) -> recognition,
        (outcome, recognition) -> sink.accept(outcome));
  }

  /**
   * As {@link #recognizeAll(Iterator, Sink)}, and processes each photo, for example draws on it,
   * without decoding it again.
   *
   * @param processor called in the worker threads; its exceptions are thrown here
   * @throws InterruptedException if this thread is interrupted while it waits for a photo
   * @throws IllegalStateException after {@link #close}
   */
  public <T, E extends Exception> void recognizeAll(
      Iterator<PhotoSource> photos, Processor<T> processor, ProcessedSink<T, E> sink)
      throws E, InterruptedException {
    parallel.run(photos, processor, sink);
  }

  /** Name, labels and metadata of the emotion model. */
  public ModelCard card() {
    return allThreads.classifier().card();
  }

  /** The emotion labels in the model's order. */
  public List<String> labels() {
    return allThreads.classifier().labels();
  }

  /** Waits for runs of the networks in other threads; a second call does nothing. */
  @Override
  public void close() {
    allThreads.close();
    oneThread.close();
  }
}
