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
 * Exporter of networks to ONNX files. An instance holds an emotion network, exported once, and
 * writes it as files of the emotion-model contract: input {@code pixels} uint8 {@code [N,48,48]},
 * outputs {@code logits} and {@code probabilities} float32 {@code [N,C]}; the normalization is part
 * of the graph. The same network and metadata give the same bytes.
 */
public final class OnnxExporter {
  private static final int OPSET = 17;
  private static final int IR_VERSION = 8;

  private final OnnxGraph graph;
  private final String logits;
  private final OutputActivation output;
  private final List<String> labels;

  /**
   * Exports a network. Later changes of its weights do not change the files; it may be closed.
   *
   * @param format of the weights in the file; for int8 they are float32 here, and a {@link
   *     Quantizer} converts them
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
   * Returns the bytes of an ONNX file with the labels as its only metadata.
   *
   * @param calibration of the probabilities
   */
  public byte[] model(Calibration calibration) {
    OnnxGraph calibratedGraph = graph.copy();
    List<String> calibrated = calibration.export(calibratedGraph, output, logits, labels.size());
    calibratedGraph.output(calibrated.get(0), "logits", "N", labels.size());
    calibratedGraph.output(calibrated.get(1), "probabilities", "N", labels.size());
    return bytes(calibratedGraph, Map.of("labels", String.join(",", labels)));
  }

  /**
   * Appends metadata to an ONNX file.
   *
   * @param model the bytes of the file
   * @param metadata entries to append to {@code metadata_props}, in this order
   * @return the bytes of the new file
   * @throws IllegalArgumentException if the bytes are not an ONNX model
   */
  public static byte[] withMetadata(byte[] model, Map<String, String> metadata) {
    try {
      return add(ModelProto.parseFrom(model).toBuilder(), metadata);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("expected an ONNX model", e);
    }
  }

  /**
   * Returns the bytes of a face detector's ONNX file, by the face-model contract.
   *
   * @param metadata the entries of {@code metadata_props}, in this order
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
