package org.sezim.training.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Map;
import org.sezim.Sezim;
import org.sezim.face.FaceCrop;
import org.sezim.training.detector.DetectorNetwork;
import org.sezim.training.network.Network;
import org.sezim.training.network.OutputActivation;
import org.sezim.training.onnx.OnnxGraph;
import org.sezim.training.onnx.WeightFormat;

/**
 * Writes networks as ONNX files. One exporter holds an emotion network, exported once, and makes
 * files of it by the emotion-model contract: input {@code pixels} uint8 {@code [N,48,48]}, outputs
 * {@code logits} and {@code probabilities} float32 {@code [N,C]}; normalisation inside. The same
 * network and metadata give the same bytes.
 */
public final class OnnxExporter {
  private static final int OPSET = 17;
  private static final int IR_VERSION = 8;

  private final OnnxGraph graph;
  private final String logits;
  private final OutputActivation output;
  private final List<String> labels;

  /**
   * Exports a network; later changes of its weights, or closing it, do not change the files.
   *
   * @param format how the file holds the weights; for int8 they are float32 here, and a {@link
   *     Quantizer} makes them integers
   * @param labels one per class, in the order of the outputs
   */
  public OnnxExporter(
      Network network, OutputActivation output, WeightFormat format, List<String> labels) {
    this.output = output;
    this.labels = List.copyOf(labels);
    graph = new OnnxGraph("sezim", format);
    String pixels =
        graph.input("pixels", TensorProto.DataType.UINT8, "N", FaceCrop.SIZE, FaceCrop.SIZE);
    String floats =
        graph.add(
            "Cast", List.of(pixels), OnnxGraph.ints("to", TensorProto.DataType.FLOAT.getNumber()));
    String maps = graph.add("Unsqueeze", List.of(floats, graph.constants("axes", 1)));
    logits = network.export(graph, maps);
  }

  /**
   * The bytes of an ONNX file; its only metadata are the labels.
   *
   * @param calibration of the probabilities
   */
  public byte[] model(Calibration calibration) {
    OnnxGraph whole = graph.copy();
    List<String> calibrated = calibration.export(whole, output, logits, labels.size());
    whole.output(calibrated.get(0), "logits", "N", labels.size());
    whole.output(calibrated.get(1), "probabilities", "N", labels.size());
    return bytes(whole, Map.of("labels", String.join(",", labels)));
  }

  /**
   * The bytes of an ONNX file with further metadata.
   *
   * @param model the bytes of an ONNX file
   * @param metadata what {@code metadata_props} shall hold after what it has, in this order
   * @throws IllegalArgumentException if the bytes are no ONNX model
   */
  public static byte[] withMetadata(byte[] model, Map<String, String> metadata) {
    try {
      return add(ModelProto.parseFrom(model).toBuilder(), metadata);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("expected an ONNX model", e);
    }
  }

  /**
   * The bytes of a face detector's file, of the face-model contract.
   *
   * @param metadata what {@code metadata_props} shall hold, in this order
   */
  public static byte[] export(DetectorNetwork network, Map<String, String> metadata) {
    OnnxGraph graph = new OnnxGraph("sezim-face", WeightFormat.FLOAT32);
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
    return add(model, metadata);
  }

  private static byte[] add(ModelProto.Builder model, Map<String, String> metadata) {
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build().toByteArray();
  }
}
