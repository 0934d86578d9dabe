package org.sezim.emotion;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sezim.ModelCard;
import org.sezim.SezimException;
import org.sezim.face.FaceCrop;
import org.sezim.internal.ModelFile;
import org.sezim.internal.Require;
import org.sezim.internal.onnx.OnnxModel;

/**
 * Scores the emotions of cropped faces with an ONNX network. The file includes normalization and
 * calibration, so its input is the crop itself: uint8, 48×48, gray.
 *
 * <pre>{@code
 * try (EmotionClassifier classifier = EmotionClassifier.bundled()) {
 *   EmotionScores scores = classifier.classify(FaceCrop.of(Photo.read(Path.of("face.png"))));
 *   System.out.println(scores.best());
 * }
 * }</pre>
 *
 * <p>Safe to share between threads. Whoever opens it closes it; a call after {@link #close} throws
 * an {@link IllegalStateException}. Faces of the bundled models: FER-2013 (Goodfellow et al. 2013).
 */
public final class EmotionClassifier implements AutoCloseable {
  /** Maximum faces per run of the network: bounds memory; larger batches are not faster. */
  private static final int BATCH = 128;

  private final OnnxModel model;
  private final ModelCard card;

  private EmotionClassifier(OnnxModel model, ModelCard card) {
    this.model = model;
    this.card = card;
  }

  /** A classifier with {@link BundledModel#DEFAULT} and all cores. */
  public static EmotionClassifier bundled() {
    return bundled(BundledModel.DEFAULT);
  }

  /** A classifier with a bundled network and all cores. */
  public static EmotionClassifier bundled(BundledModel model) {
    return ModelFile.emotions(model.label()).load(EmotionClassifier::load, ModelFile.cores());
  }

  /**
   * A classifier with the network of an ONNX file and all cores.
   *
   * @throws SezimException if the file does not exist, is not ONNX, or does not fit the contract of
   *     an emotion model
   */
  public static EmotionClassifier load(Path file) {
    return load(file, ModelFile.cores());
  }

  /**
   * A classifier with the network of an ONNX file.
   *
   * @param threads maximum number of threads per call, at least 1
   * @throws IllegalArgumentException if {@code threads} is less than 1
   * @throws SezimException if the file does not exist, is not ONNX, or does not fit the contract of
   *     an emotion model
   */
  public static EmotionClassifier load(Path file, int threads) {
    Require.atLeast("threads", threads, 1);
    return ModelFile.read(file).load(EmotionClassifier::load, threads);
  }

  /**
   * A classifier with the network of an ONNX file's bytes.
   *
   * @param source the file's name in errors
   * @param threads maximum number of threads per call, at least 1
   * @throws IllegalArgumentException if {@code threads} is less than 1
   * @throws SezimException if it is not ONNX, or does not fit the contract of an emotion model
   */
  public static EmotionClassifier load(String source, byte[] bytes, int threads) {
    Require.atLeast("threads", threads, 1);
    OnnxModel model = OnnxModel.load(source, bytes, threads);
    String property = model.metadata().get("labels");
    List<String> labels = property == null ? List.of() : parseLabels(property);
    if (labels.size() != model.classes()) {
      model.close();
      throw new SezimException(
          source,
          "metadata labels: expected "
              + model.classes()
              + " comma-separated names, one per class, found "
              + (property == null ? "none" : property));
    }
    return new EmotionClassifier(model, new ModelCard(model.metadata(), labels));
  }

  /** Splits the {@code labels} property, a comma-separated list. */
  private static List<String> parseLabels(String property) {
    return Arrays.stream(property.split(",")).map(String::strip).toList();
  }

  /** Name, labels and metadata of the model. */
  public ModelCard card() {
    return card;
  }

  /** The emotion labels in the model's order. */
  public List<String> labels() {
    return card.labels();
  }

  /** Scores one face. */
  public EmotionScores classify(FaceCrop face) {
    return classify(List.of(face)).get(0);
  }

  /** Scores any number of faces, in their order, in batches: faster than one by one. */
  public List<EmotionScores> classify(List<FaceCrop> faces) {
    List<EmotionScores> scores = new ArrayList<>(faces.size());
    for (int from = 0; from < faces.size(); from += BATCH) {
      List<FaceCrop> batch = faces.subList(from, Math.min(from + BATCH, faces.size()));
      ByteBuffer pixels = ByteBuffer.allocateDirect(batch.size() * FaceCrop.PIXELS);
      batch.forEach(face -> face.putInto(pixels));
      for (float[] p : model.run(OnnxModel.PROBABILITIES, pixels.flip(), batch.size())) {
        scores.add(EmotionScores.of(labels(), p));
      }
    }
    return scores;
  }

  /**
   * Heat map of the regions that decide a face's emotion, by occlusion sensitivity (Zeiler and
   * Fergus 2014): patches of the face are covered with its mean gray. Takes as long as scoring 401
   * faces. Deterministic.
   */
  public HeatMap explain(FaceCrop face) {
    return OcclusionSensitivity.explain(this::classify, face);
  }

  @Override
  public void close() {
    model.close();
  }
}
