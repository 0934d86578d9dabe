package org.sezim.training.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.sezim.Sezim;
import org.sezim.SezimException;
import org.sezim.training.detector.DetectorNetwork;
import org.sezim.training.recipe.DetectorRecipe;
import org.sezim.training.run.Checkpoint;
import org.sezim.training.run.DetectorMetrics;
import org.sezim.training.run.Networks;
import org.sezim.training.run.Provenance;
import org.sezim.training.run.RunFolder;

/** Builds the {@code model.onnx} of a face detector, with the model card in its metadata. */
public final class DetectorExport {
  private DetectorExport() {}

  /**
   * Exports the last epoch of a run as an ONNX file with its provenance in the metadata. Needs no
   * photos; the same run gives the same bytes.
   *
   * @throws SezimException if no epoch is finished
   */
  public static byte[] export(RunFolder run) {
    DetectorRecipe recipe = run.detectorRecipe();
    Provenance provenance = run.provenance();
    List<DetectorMetrics> metrics = run.detectorMetrics();
    if (metrics.isEmpty()) {
      throw new SezimException(run.path().toString(), "no epoch is finished yet");
    }
    try (PointerScope scope = new PointerScope();
        DetectorNetwork network = Networks.freshDetector(run)) {
      int epoch = Checkpoint.loadEpoch(run.checkpoint(), network.state());
      Map<String, String> card = new LinkedHashMap<>();
      card.put("name", recipe.name() + " " + Sezim.version());
      card.put("tool", "sezim " + provenance.versions().get("sezim"));
      card.put("recipe", recipe.toYaml());
      card.put("seed", Long.toString(recipe.seed()));
      card.put("parameters", Long.toString(network.parameterCount()));
      card.put("dataset.sha256", provenance.data().sha256());
      card.put("dataset.pictures", provenance.data().describeFaces());
      card.put("teacher.sha256", provenance.data().teacherSha256().get(0));
      card.put("metrics.epoch", epoch + " of " + recipe.epochs());
      metrics
          .get(epoch - 1)
          .agreement()
          .forEach((folder, agreement) -> card.put("metrics." + folder, agreement.describe()));
      card.put(
          "licence",
          "Weights: Apache-2.0 as far as the rights of their makers go; distilled from OpenCV"
              + " Zoo's YuNet (MIT). The photographs carry their own terms; none is inside.");
      return OnnxExporter.export(network, card);
    }
  }
}
