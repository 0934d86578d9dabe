package org.sezim.training.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sezim.FaceCrop;
import org.sezim.Sezim;
import org.sezim.training.detector.FaceNetwork;
import org.sezim.training.network.Network;
import org.sezim.training.network.Output;
import org.sezim.training.recipe.Recipe;

/**
 * Writes networks as ONNX files: a face detector by the contract of face models, and an emotion
 * network by the emotion-model contract: input {@code pixels} uint8 {@code [N,48,48]}, outputs
 * {@code logits} and {@code probabilities} float32 {@code [N,C]}; normalisation inside. The same
 * network and metadata give the same bytes.
 */
public final class OnnxExporter {
  private static final int OPSET = 17;
  private static final int IR_VERSION = 8;

  private OnnxExporter() {}

  /**
   * The bytes of an ONNX file.
   *
   * @param calibration of the probabilities
   * @param storage how the file holds the weights; for int8 they are float32 here, and a {@link
   *     Quantizer} makes them whole
   * @param labels one a class, in the order of the outputs
   * @param metadata what else {@code metadata_props} shall hold, in this order
   */
  public static byte[] export(
      Network network,
      Output output,
      Calibration calibration,
      Recipe.Storage storage,
      List<String> labels,
      Map<String, String> metadata) {
    OnnxGraph graph = new OnnxGraph("sezim", storage);
    String pixels =
        graph.input("pixels", TensorProto.DataType.UINT8, "N", FaceCrop.SIZE, FaceCrop.SIZE);
    String floats =
        graph.add(
            "Cast", List.of(pixels), OnnxGraph.ints("to", TensorProto.DataType.FLOAT.getNumber()));
    String maps = graph.add("Unsqueeze", List.of(floats, graph.constants("axes", 1)));
    String logits = network.export(graph, maps);
    List<String> calibrated = calibration.export(graph, output, logits, labels.size());
    graph.output(calibrated.get(0), "logits", "N", labels.size());
    graph.output(calibrated.get(1), "probabilities", "N", labels.size());

    Map<String, String> all = new LinkedHashMap<>();
    all.put("labels", String.join(",", labels));
    all.putAll(metadata);
    return bytes(graph, all);
  }

  /**
   * The bytes of a face detector's file, of the face-model contract.
   *
   * @param metadata what {@code metadata_props} shall hold, in this order
   */
  public static byte[] export(FaceNetwork network, Map<String, String> metadata) {
    OnnxGraph graph = new OnnxGraph("sezim-face", Recipe.Storage.FLOAT32);
    network.export(graph);
    return bytes(graph, metadata);
  }

  private static byte[] bytes(OnnxGraph graph, Map<String, String> metadata) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("sezim")
            .setProducerVersion(Sezim.version())
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
            .setGraph(graph.build());
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build().toByteArray();
  }
}
