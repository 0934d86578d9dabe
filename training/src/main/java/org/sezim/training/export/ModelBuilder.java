package org.sezim.training.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sezim.Sezim;
import org.sezim.SezimException;
import org.sezim.dataset.Duplicates;
import org.sezim.dataset.FaceDataset;
import org.sezim.dataset.LabeledFaces;
import org.sezim.dataset.Split;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.evaluation.Evaluator;
import org.sezim.evaluation.Predictions;
import org.sezim.evaluation.TtaView;
import org.sezim.training.network.Network;
import org.sezim.training.onnx.WeightFormat;
import org.sezim.training.recipe.Recipe;
import org.sezim.training.run.CsvTable;
import org.sezim.training.run.EpochMetrics;
import org.sezim.training.run.Networks;
import org.sezim.training.run.Provenance;
import org.sezim.training.run.RunFolder;

/**
 * Builds the {@code model.onnx} of an emotion network from the weights that the training kept:
 * quantizes and calibrates them if the recipe says so, measures the model, and adds the model card
 * to the metadata.
 */
public final class ModelBuilder {
  /** Number of faces on which the activation ranges for int8 are measured. */
  private static final int RANGE_FACES = 1024;

  private static final String RANGES = "ranges.csv";
  private static final String CALIBRATION = "calibration.csv";

  private final RunFolder run;
  private final Recipe recipe;
  private final Provenance provenance;
  private final EpochMetrics kept;
  private final long parameters;

  /** The kept weights, exported once for all variants of the model. */
  private final OnnxExporter exporter;

  private ModelBuilder(RunFolder run) {
    this.run = run;
    recipe = run.recipe();
    provenance = run.provenance();
    kept =
        EpochMetrics.kept(recipe.select(), run.metrics())
            .orElseThrow(
                () -> new SezimException(run.path().toString(), "no epoch is finished yet"));
    try (Network network = Networks.kept(run)) {
      parameters = network.parameterCount();
      exporter =
          new OnnxExporter(network, recipe.output(), recipe.storage(), provenance.data().labels());
    }
  }

  /**
   * Finishes a run whose epochs are done: measures the activation ranges and fits the calibration,
   * if the recipe enables them, evaluates the model, and writes it. The run's folder then holds all
   * that {@link #export} needs.
   *
   * @param data of the run
   * @param training the faces it was trained on
   * @param validation the faces it was validated on
   */
  public static void finish(
      RunFolder run, FaceDataset data, LabeledFaces training, LabeledFaces validation) {
    ModelBuilder builder = new ModelBuilder(run);
    builder.findRanges(training);
    builder.fitCalibration(validation);
    byte[] model = builder.model();
    builder.measure(model, data);
    run.write("model.onnx", builder.withCard(model));
  }

  /**
   * Exports the kept epoch of a run as an ONNX file with its provenance in the metadata. Needs no
   * faces; the same run gives the same bytes.
   *
   * @throws SezimException if no epoch is finished, or if the recipe enables int8 or calibration
   *     and the run is not finished
   */
  public static byte[] export(RunFolder run) {
    ModelBuilder builder = new ModelBuilder(run);
    return builder.withCard(builder.model());
  }

  private boolean isQuantized() {
    return recipe.storage() == WeightFormat.INT8;
  }

  private boolean isCalibrated() {
    return recipe.calibration() == Recipe.Calibration.TEMPERATURE;
  }

  private void findRanges(LabeledFaces training) {
    if (isQuantized()) {
      Quantizer quantizer = new Quantizer(exporter.model(Calibration.NONE));
      LabeledFaces faces = training.first(RANGE_FACES);
      run.write(RANGES, Quantizer.Range.TABLE, quantizer.ranges(faces, provenance.threads()));
    }
  }

  private void fitCalibration(LabeledFaces validation) {
    if (isCalibrated()) {
      byte[] uncalibrated = model(Calibration.NONE);
      Calibrator.Fit fit = Calibrator.fit(uncalibrated, validation, provenance.threads());
      run.write(CALIBRATION, Calibrator.Fit.TABLE, List.of(fit));
    }
  }

  /** The model file without the card. */
  private byte[] model() {
    return model(calibration());
  }

  private byte[] model(Calibration calibration) {
    byte[] floats = exporter.model(calibration);
    return isQuantized()
        ? new Quantizer(floats).quantize(read(RANGES, Quantizer.Range.TABLE, "ranges"))
        : floats;
  }

  /**
   * The calibration from the run's folder, where it is rounded, so that a later export gives the
   * same bytes.
   */
  private Calibration calibration() {
    return isCalibrated()
        ? read(CALIBRATION, Calibrator.Fit.TABLE, "calibration").get(0).calibration()
        : Calibration.NONE;
  }

  private <T> List<T> read(String name, CsvTable<T> table, String what) {
    List<T> records = run.read(name, table);
    if (records.isEmpty()) {
      throw new SezimException(
          run.path().resolve(name).toString(),
          "expected the " + what + " of a finished run, found none");
    }
    return records;
  }

  /**
   * Evaluates the model on the splits used neither for training nor for validation, with and
   * without the faces that have a copy in Training. With FER+, the labels are majority votes
   * whatever the training targets were, as in published results.
   */
  private void measure(byte[] model, FaceDataset data) {
    Map<String, String> figures = new LinkedHashMap<>();
    FaceDataset test = data.withMajority();
    String place = run.model().toString();
    try (EmotionClassifier classifier =
        EmotionClassifier.load(place, model, provenance.threads())) {
      for (Split split : List.of(Split.PUBLIC_TEST, Split.PRIVATE_TEST)) {
        LabeledFaces faces = test.split(split);
        boolean unseen = split == Split.PRIVATE_TEST || recipe.heldOut() > 0;
        if (unseen && faces.size() > 0) {
          String source = data.source().toString();
          Predictions all = Evaluator.predict(classifier, faces, TtaView.PLAIN, source);
          figures.putAll(all.evaluate(split.label()).figures());
          int[] unique = Duplicates.between(faces, data.split(Split.TRAINING)).unique();
          if (unique.length > 0) {
            String name = split.label() + ".withoutCopies";
            figures.putAll(all.subset(unique).evaluate(name).figures());
          }
        }
      }
    }
    if (!figures.isEmpty()) {
      run.writeFigures(figures);
    }
  }

  private byte[] withCard(byte[] model) {
    return OnnxExporter.withMetadata(model, card());
  }

  private Map<String, String> card() {
    Provenance.Data data = provenance.data();
    Map<String, String> card = new LinkedHashMap<>();
    card.put("name", recipe.name() + " " + Sezim.version());
    card.put("tool", "sezim " + provenance.versions().get("sezim"));
    card.put("recipe", recipe.toYaml());
    card.put("output", recipe.output().name().toLowerCase(Locale.ROOT));
    card.put("seed", Long.toString(recipe.seed()));
    card.put("parameters", Long.toString(parameters));
    card.put("dataset.sha256", data.sha256());
    if (data.votesSha256() != null) {
      card.put("dataset.votes.sha256", data.votesSha256());
    }
    if (!data.teacherSha256().isEmpty()) {
      card.put("teacher.sha256", String.join(",", data.teacherSha256()));
    }
    card.put("dataset.faces", data.describeFaces());
    card.put(
        "metrics.validation",
        recipe.heldOut() > 0
            ? "held-out " + recipe.heldOut() + " of Training"
            : Split.PUBLIC_TEST.label());
    card.put("metrics.epoch", kept.epoch() + " of " + recipe.epochs());
    card.put("metrics.accuracy", Double.toString(kept.validationAccuracy()));
    card.put("metrics.loss", Double.toString(kept.validationLoss()));
    card.putAll(run.figures());
    Calibration calibration = calibration();
    if (!calibration.equals(Calibration.NONE)) {
      card.put("calibration.temperature", Double.toString(calibration.temperature()));
      card.put("calibration.smoothing", Double.toString(calibration.smoothing()));
    }
    card.put(
        "use",
        "Names the emotion that a face seems to show, one of the labels, with calibrated scores if"
            + " calibration is given: for research, teaching, and applications whose users know"
            + " of it and can object.");
    card.put(
        "limits",
        "An emotion shown is not an emotion felt. Labels are the guesses of people who saw one"
            + " picture; they agree with each other two times in three on FER-2013. Faces of kinds"
            + " that are rare in the data (age, skin, culture, pose, coverings) are read worse, by"
            + " how much was not measured.");
    card.put(
        "misuse",
        "Not for decisions about people: hiring, policing, insurance, health. Where the law limits"
            + " reading emotions, as the European Union does at work and at school, it limits"
            + " this.");
    card.put(
        "licence",
        "Weights: Apache-2.0 as far as the rights of their makers go. The faces they were"
            + " trained on carry their own terms (FER-2013: research use); no face is inside.");
    return card;
  }
}
