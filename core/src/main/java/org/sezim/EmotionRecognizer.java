package org.sezim;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

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
  /** Photos taken from the input before their turn, a thread: a slow one must not idle the rest. */
  private static final int AHEAD = 4;

  /** For one photo at a time, on all threads. */
  private final Networks alone;

  /** For photos side by side, a thread each: gets more done than threads that share a photo. */
  private final Networks sideBySide;

  private final FaceDetector.Options options;
  private final int smallestFace;
  private final double minScore;
  private final long maxPixels;
  private final int threads;
  private final PixelBudget budget = PixelBudget.ofHeap();

  private EmotionRecognizer(Builder builder, Networks alone, Networks sideBySide) {
    this.alone = alone;
    this.sideBySide = sideBySide;
    options = builder.options;
    smallestFace = builder.smallestFace;
    minScore = builder.minScore;
    maxPixels = builder.maxPixels;
    threads = builder.threads;
  }

  private record Networks(
      EmotionClassifier classifier, Optional<FaceDetector> detector, Scorer scorer)
      implements AutoCloseable {
    static Networks load(
        ModelFile emotionModel,
        Optional<ModelFile> detector,
        Optional<IntConsumer> batches,
        int threads) {
      EmotionClassifier classifier = EmotionClassifier.load(emotionModel, threads);
      try {
        Scorer each = classifier::classify;
        return new Networks(
            classifier,
            detector.map(file -> FaceDetector.load(file, threads)),
            batches.<Scorer>map(sizes -> new SharedRuns(each, sizes)::classify).orElse(each));
      } catch (RuntimeException e) {
        classifier.close();
        throw e;
      }
    }

    @Override
    public void close() {
      detector.ifPresent(FaceDetector::close);
      classifier.close();
    }
  }

  /** Scores faces in their order; may be called by many threads. */
  interface Scorer {
    List<EmotionScores> classify(List<FaceCrop> faces);
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
    private Supplier<ModelFile> emotionModel = BundledModel.DEFAULT::file;
    private Optional<Supplier<ModelFile>> detector =
        Optional.of(() -> ModelFile.bundled(FaceDetector.BUNDLED));
    private FaceDetector.Options options = FaceDetector.Options.DEFAULT;
    private int smallestFace = 24;
    private double minScore = 0.5;
    private long maxPixels = Photo.MAX_PIXELS;
    private int threads = ModelFile.cores();
    private Optional<IntConsumer> batches = Optional.empty();

    private Builder() {}

    /** An emotion model of this library; unless chosen it is {@link BundledModel#DEFAULT}. */
    public Builder emotionModel(BundledModel model) {
      emotionModel = model::file;
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
    public Builder wholePhotos() {
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
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException("minScore: expected a value in 0–1, found " + value);
      }
      minScore = value;
      return this;
    }

    /**
     * What the detector is less sure of is no face.
     *
     * @param value 0–1
     * @throws IllegalArgumentException if it is not
     */
    public Builder minConfidence(double value) {
      options = options.withLeastConfidence(value);
      return this;
    }

    /**
     * Faces whose box is smaller both ways are {@link Recognition.Face#tiny}. Unless chosen it is
     * 24: half of what the emotion model sees would be made up.
     *
     * @param pixels of the photo, 0 or more
     * @throws IllegalArgumentException if it is less
     */
    public Builder smallestFace(int pixels) {
      if (pixels < 0) {
        throw new IllegalArgumentException("smallestFace: expected at least 0, found " + pixels);
      }
      smallestFace = pixels;
      return this;
    }

    /**
     * How many threads {@link #recognizeAll} uses, and how many one {@link #recognize} may use.
     *
     * @param value at least 1
     * @throws IllegalArgumentException if it is less
     */
    public Builder threads(int value) {
      threads = ModelFile.checkThreads(value);
      return this;
    }

    /**
     * Lets photos that several threads recognise at the same time share runs of the emotion model:
     * while one run goes on, the faces of other photos gather, and the next run takes them all.
     * Nobody waits for company. For servers, where requests come from many threads.
     *
     * @param sizes hears of each run how many faces it had; called in any thread, one at a time
     */
    public Builder sharedRuns(IntConsumer sizes) {
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
      PhotoDecoder.checkLimit(value);
      maxPixels = value;
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
      Networks alone = Networks.load(emotions, faces, batches, threads);
      return new EmotionRecognizer(
          this, alone, threads == 1 ? alone : Networks.load(emotions, faces, batches, 1));
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
   * Reads and recognises one photo.
   *
   * @throws SezimException if it cannot be read, is not a picture, is damaged, or is too large
   */
  public Recognition recognize(PhotoSource source) {
    return recognize(source, alone);
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
      return then.apply(photo, recognize(photo, source.name(), alone));
    }
  }

  private Recognition recognize(PhotoSource source, Networks networks) {
    try (PixelBudget.Share share = budget.share()) {
      return recognize(source.read(maxPixels, share::take), source.name(), networks);
    }
  }

  /**
   * Recognises one photo.
   *
   * @param source the name to give in the result
   */
  public Recognition recognize(Photo photo, String source) {
    return recognize(photo, source, alone);
  }

  private Recognition recognize(Photo photo, String source, Networks networks) {
    List<Recognition.Face> faces =
        networks.detector().isPresent()
            ? faces(photo, networks.detector().get(), networks.scorer())
            : List.of(whole(photo, networks.scorer()));
    return new Recognition(source, photo.width(), photo.height(), card().name(), faces);
  }

  private Recognition.Face whole(Photo photo, Scorer scorer) {
    Box box = new Box(0, 0, photo.width(), photo.height());
    List<FaceCrop> crop = List.of(FaceCrop.of(photo));
    return face(box, 1, Optional.empty(), scorer.classify(crop).get(0));
  }

  private List<Recognition.Face> faces(Photo photo, FaceDetector detector, Scorer scorer) {
    List<Detection> found = detector.detect(photo, options);
    List<EmotionScores> scores =
        scorer.classify(found.stream().map(face -> FaceCrop.of(photo, face)).toList());
    List<Recognition.Face> faces = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      Detection face = found.get(i);
      faces.add(face(face.box(), face.confidence(), Optional.of(face.landmarks()), scores.get(i)));
    }
    return faces;
  }

  private Recognition.Face face(
      Box box, float confidence, Optional<Landmarks> landmarks, EmotionScores scores) {
    boolean tiny = Math.max(box.width(), box.height()) < smallestFace;
    return new Recognition.Face(
        box, confidence, landmarks, tiny, scores.bestScore() < minScore, scores);
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

  /**
   * Recognises any number of photos on all {@link Builder#threads}, a photo a thread, and gives
   * their outcomes in the order of the input. A photo that cannot be read is an {@link
   * Outcome.Failed}, and the others go on.
   *
   * <p>The input is taken as it is needed, at most 4 photos a thread before their turn; photos are
   * decoded as memory allows. If the sink, the input or a worker throws anything else, that is
   * thrown here, and what is begun is given up.
   *
   * @throws InterruptedException if this thread is interrupted while it waits for a photo
   * @throws IllegalStateException after {@link #close}
   */
  public <E extends Exception> void recognizeAll(Iterator<PhotoSource> sources, Sink<E> sink)
      throws E, InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(threads, EmotionRecognizer::worker);
    try {
      Deque<Future<Outcome>> begun = new ArrayDeque<>();
      while (sources.hasNext()) {
        PhotoSource source = sources.next();
        begun.add(workers.submit(() -> outcome(source)));
        while (begun.size() == AHEAD * threads || (!begun.isEmpty() && begun.peek().isDone())) {
          sink.accept(get(begun.remove()));
        }
      }
      while (!begun.isEmpty()) {
        sink.accept(get(begun.remove()));
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private static Thread worker(Runnable task) {
    Thread thread = new Thread(task, "sezim-recognizer");
    thread.setDaemon(true);
    return thread;
  }

  private Outcome outcome(PhotoSource source) {
    try {
      return new Outcome.Recognized(recognize(source, sideBySide));
    } catch (SezimException e) {
      return new Outcome.Failed(source.name(), e);
    }
  }

  private static Outcome get(Future<Outcome> outcome) throws InterruptedException {
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
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
