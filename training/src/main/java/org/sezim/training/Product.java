package org.sezim.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sezim.EmotionClassifier;
import org.sezim.Sezim;
import org.sezim.SezimException;
import org.sezim.training.data.Duplicates;
import org.sezim.training.data.FaceData;
import org.sezim.training.data.FaceSet;
import org.sezim.training.data.Split;
import org.sezim.training.evaluate.EpochMetrics;
import org.sezim.training.evaluate.Evaluator;
import org.sezim.training.evaluate.Predictions;
import org.sezim.training.evaluate.View;
import org.sezim.training.network.Network;
import org.sezim.training.onnx.Calibration;
import org.sezim.training.onnx.OnnxExporter;
import org.sezim.training.onnx.Quantizer;
import org.sezim.training.recipe.Recipe;

/**
 * What becomes of the weights that a training kept: {@code model.onnx}, in whole numbers and
 * calibrated if the recipe says so, measured, and with a card of it all inside.
 */
final class Product {
  /** Faces on which the ranges for whole numbers are found. */
  private static final int RANGE_FACES = 1024;

  private Product() {}

  /**
   * Makes the model of a run whose epochs are done, and what it is made with: {@code ranges.csv},
   * {@code calibration.csv}, {@code figures.json}.
   *
   * @param training what it learnt from
   * @param validation what it did not learn from
   */
  static void finish(RunFolder run, FaceData data, FaceSet training, FaceSet validation) {
    int threads = run.provenance().threads();
    if (run.recipe().storage() == Recipe.Storage.INT8) {
      Quantizer quantizer = new Quantizer(floats(run, Calibration.NONE));
      run.writeRanges(quantizer.ranges(training.first(RANGE_FACES), threads));
    }
    if (run.recipe().calibration() == Recipe.Calibration.TEMPERATURE) {
      byte[] uncalibrated = export(run, Calibration.NONE);
      run.writeText("calibration.csv", Calibrator.fit(uncalibrated, validation, threads).csv());
    }
    run.write("model.onnx", export(run));
    Map<String, String> figures = measureUnseen(run, data);
    if (!figures.isEmpty()) {
      run.writeFigures(figures);
      run.write("model.onnx", export(run));
    }
  }

  /**
   * What the finished model does on the splits that training and validation had no part of, also
   * without those of their faces of which a copy stands in Training. For FER+ that is on faces on
   * whose emotion more than half of the people agree, whatever it learnt from, as published figures
   * are.
   */
  private static Map<String, String> measureUnseen(RunFolder run, FaceData data) {
    Map<String, String> figures = new LinkedHashMap<>();
    FaceData exam = data.withMajority();
    try (EmotionClassifier model =
        EmotionClassifier.load(run.model(), run.provenance().threads())) {
      for (Split split : List.of(Split.PUBLIC_TEST, Split.PRIVATE_TEST)) {
        FaceSet faces = exam.split(split);
        boolean unseen = split == Split.PRIVATE_TEST || run.recipe().heldOut() > 0;
        if (unseen && faces.size() > 0) {
          String source = data.source().toString();
          Predictions all = Evaluator.predict(model, faces, View.PLAIN, source);
          figures.putAll(all.evaluate(split.label()).figures());
          int[] unique = Duplicates.between(faces, data.split(Split.TRAINING)).unique();
          if (unique.length > 0) {
            String name = split.label() + ".withoutCopies";
            figures.putAll(all.subset(unique).evaluate(name).figures());
          }
        }
      }
    }
    return figures;
  }

  /** The model of a run; {@link Trainer#export} says more. */
  static byte[] export(RunFolder run) {
    return export(
        run,
        run.recipe().calibration() == Recipe.Calibration.TEMPERATURE
            ? run.calibration()
            : Calibration.NONE);
  }

  private static byte[] export(RunFolder run, Calibration calibration) {
    byte[] model = floats(run, calibration);
    return run.recipe().storage() == Recipe.Storage.INT8
        ? new Quantizer(model).quantize(run.ranges())
        : model;
  }

  /** The same, but where the recipe asks for whole numbers they are still floats. */
  private static byte[] floats(RunFolder run, Calibration calibration) {
    Recipe recipe = run.recipe();
    Provenance provenance = run.provenance();
    List<String> labels = provenance.data().labels();
    EpochMetrics kept =
        Trainer.kept(recipe, run.metrics())
            .orElseThrow(
                () -> new SezimException(run.path().toString(), "no epoch is finished yet"));
    try (Network network = Trainer.network(recipe, labels.size())) {
      Checkpoint.loadWeights(run.kept(), network.state());
      Map<String, String> card = new LinkedHashMap<>();
      card.put("name", recipe.name() + " " + Sezim.version());
      card.put("tool", "sezim " + provenance.versions().get("sezim"));
      card.put("recipe", recipe.toYaml());
      card.put("output", recipe.output().name().toLowerCase(Locale.ROOT));
      card.put("seed", Long.toString(recipe.seed()));
      card.put("parameters", Long.toString(network.parameterCount()));
      card.put("dataset.sha256", provenance.data().sha256());
      if (provenance.data().votesSha256() != null) {
        card.put("dataset.votes.sha256", provenance.data().votesSha256());
      }
      if (!provenance.data().teacherSha256().isEmpty()) {
        card.put("teacher.sha256", String.join(",", provenance.data().teacherSha256()));
      }
      card.put("dataset.faces", provenance.data().describeFaces());
      card.put(
          "metrics.validation",
          recipe.heldOut() > 0
              ? "held-out " + recipe.heldOut() + " of Training"
              : Split.PUBLIC_TEST.label());
      card.put("metrics.epoch", kept.epoch() + " of " + recipe.epochs());
      card.put("metrics.accuracy", Double.toString(kept.validationAccuracy()));
      card.put("metrics.loss", Double.toString(kept.validationLoss()));
      card.putAll(run.figures());
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
      return OnnxExporter.export(
          network, recipe.output(), calibration, recipe.storage(), labels, card);
    }
  }
}
