package org.sezim.training.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sezim.dataset.LabeledFaces;
import org.sezim.internal.onnx.OnnxModel;
import org.sezim.training.onnx.OnnxGraph;
import org.sezim.training.run.CsvTable;

/**
 * Gives a model's convolutions and the sums of its blocks whole-number arithmetic: their weights
 * become integers with a scale a map, what flows between them integers of 8 bits with a scale from
 * the range that it had on some faces (Jacob et al. 2018, "Quantization and Training of Neural
 * Networks for Efficient Integer-Arithmetic-Only Inference"). The file says so with the operators
 * QuantizeLinear and DequantizeLinear, of which runtimes make kernels for integers.
 *
 * <p>Weights have 7 of their 8 bits: processors without instructions for neural networks add two
 * products in 16 bits, where 8 would overflow. So all machines compute the same.
 */
public final class Quantizer {
  private static final int WEIGHT_STEPS = 64;
  private static final int VALUE_STEPS = 255;
  private static final int BATCH = 256;
  private static final String RANGES = "ranges";

  private final ModelProto model;
  private final Map<String, TensorProto> constants = new HashMap<>();

  /** The values that become integers, in the order of the graph. */
  private final Set<String> values = new LinkedHashSet<>();

  /**
   * What a value of the graph was on some faces.
   *
   * @param value its name
   * @param least of all its numbers
   * @param greatest of all its numbers
   */
  public record Range(String value, float least, float greatest) {
    /** The form of {@code ranges.csv}. */
    static final CsvTable<Range> TABLE =
        new CsvTable<>(
            List.of("value", "least", "greatest"),
            range -> List.of(range.value, range.least, range.greatest),
            row ->
                new Range(
                    row.text("value"),
                    Float.parseFloat(row.text("least")),
                    Float.parseFloat(row.text("greatest"))));

    /** Zero is always within: it stands for nothing, and has to stay exact. */
    private float scale() {
      float width = Math.max(0, greatest) - Math.min(0, least);
      return width > 0 ? width / VALUE_STEPS : 1;
    }

    private int zero() {
      return Math.round(-Math.min(0, least) / scale());
    }
  }

  /**
   * @param model the bytes of an emotion model with its weights as float32
   * @throws IllegalArgumentException if they are no ONNX model
   */
  public Quantizer(byte[] model) {
    try {
      this.model = ModelProto.parseFrom(model);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("expected an ONNX model", e);
    }
    GraphProto graph = this.model.getGraph();
    graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
    for (NodeProto node : graph.getNodeList()) {
      if (isInteger(node)) {
        node.getInputList().stream().filter(in -> !constants.containsKey(in)).forEach(values::add);
        values.add(withRelu(graph, node.getOutput(0)));
      }
    }
  }

  private static boolean isInteger(NodeProto node) {
    return node.getOpType().equals("Conv") || node.getOpType().equals("Add");
  }

  /** What leaves the ReLU after a value, if nothing else reads the value; or else the value. */
  private static String withRelu(GraphProto graph, String value) {
    List<NodeProto> readers =
        graph.getNodeList().stream().filter(n -> n.getInputList().contains(value)).toList();
    return readers.size() == 1 && readers.get(0).getOpType().equals("Relu")
        ? readers.get(0).getOutput(0)
        : value;
  }

  /**
   * The ranges that the values have on faces.
   *
   * @param threads for ONNX Runtime
   */
  public List<Range> ranges(LabeledFaces faces, int threads) {
    float[] least = new float[values.size()];
    float[] greatest = new float[values.size()];
    try (OnnxModel probe = OnnxModel.load("ranges", withRangesAsOutput(), threads)) {
      for (int from = 0; from < faces.size(); from += BATCH) {
        int n = Math.min(BATCH, faces.size() - from);
        float[] found = probe.run(RANGES, faces.pixels(from, n), n)[0];
        for (int v = 0; v < least.length; v++) {
          least[v] = from == 0 ? found[2 * v] : Math.min(least[v], found[2 * v]);
          greatest[v] = from == 0 ? found[2 * v + 1] : Math.max(greatest[v], found[2 * v + 1]);
        }
      }
    }
    List<Range> ranges = new ArrayList<>();
    for (String value : values) {
      int v = ranges.size();
      ranges.add(new Range(value, least[v], greatest[v]));
    }
    return ranges;
  }

  /**
   * The model with one output more: the least and the greatest of each value, one after another.
   */
  private byte[] withRangesAsOutput() {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    List<String> bounds = new ArrayList<>();
    for (String value : values) {
      for (String operator : List.of("ReduceMin", "ReduceMax")) {
        String bound = value + "." + operator;
        graph.addNode(
            node(operator, List.of(value), bound).addAttribute(OnnxGraph.ints("keepdims", 0)));
        bounds.add(bound + ".row");
        graph.addNode(node("Reshape", List.of(bound, "one_by_one"), bound + ".row"));
      }
    }
    graph.addInitializer(OnnxGraph.longs("one_by_one", 1, 1));
    graph.addNode(node("Concat", bounds, RANGES).addAttribute(OnnxGraph.ints("axis", 1)));
    graph.addOutput(OnnxGraph.value(RANGES, DataType.FLOAT, 1, bounds.size()));
    return model.toBuilder().setGraph(graph).build().toByteArray();
  }

  /**
   * The bytes of the model in whole numbers.
   *
   * @param ranges of all values, as {@link #ranges} gives them
   * @throws IllegalArgumentException if one is missing
   */
  public byte[] quantize(List<Range> ranges) {
    Map<String, Range> byValue = new HashMap<>();
    ranges.forEach(range -> byValue.put(range.value(), range));
    if (!byValue.keySet().containsAll(values)) {
      throw new IllegalArgumentException(
          "ranges: expected those of " + values + ", found " + byValue.keySet());
    }
    GraphProto.Builder graph = model.getGraph().toBuilder().clearNode().clearInitializer();
    Set<String> replaced = new LinkedHashSet<>();
    for (NodeProto node : model.getGraph().getNodeList()) {
      NodeProto.Builder copy = node.toBuilder();
      for (int i = 0; i < node.getInputCount(); i++) {
        if (values.contains(node.getInput(i))) {
          copy.setInput(i, back(node.getInput(i)));
        }
      }
      if (node.getOpType().equals("Conv")) {
        float scale = byValue.get(node.getInput(0)).scale();
        copy.setInput(1, weight(graph, constants.get(node.getInput(1))));
        replaced.add(node.getInput(1));
        if (node.getInputCount() > 2) {
          float[] scales = scales(constants.get(node.getInput(1)));
          copy.setInput(2, bias(graph, constants.get(node.getInput(2)), scale, scales));
          replaced.add(node.getInput(2));
        }
      }
      graph.addNode(copy);
      for (String output : node.getOutputList()) {
        if (values.contains(output)) {
          roundTrip(graph, byValue.get(output));
        }
      }
    }
    constants.values().stream()
        .filter(tensor -> !replaced.contains(tensor.getName()))
        .sorted(Comparator.comparing(TensorProto::getName))
        .forEach(graph::addInitializer);
    return model.toBuilder().setGraph(graph).build().toByteArray();
  }

  private static String back(String value) {
    return value + ".back";
  }

  private static NodeProto.Builder node(String operator, List<String> inputs, String output) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(output)
        .addAllInput(inputs)
        .addOutput(output);
  }

  /** A value to integers and back: what it loses there is what it will lose. */
  private static void roundTrip(GraphProto.Builder graph, Range range) {
    String value = range.value();
    String scale = value + ".scale";
    String zero = value + ".zero";
    graph.addInitializer(floats(scale, new float[] {range.scale()}).clearDims());
    byte[] zeroPoint = {(byte) range.zero()};
    graph.addInitializer(bytes(zero, DataType.UINT8, ByteBuffer.wrap(zeroPoint)));
    graph.addNode(node("QuantizeLinear", List.of(value, scale, zero), value + ".whole"));
    graph.addNode(node("DequantizeLinear", List.of(value + ".whole", scale, zero), back(value)));
  }

  /** One a map, so that its largest weight takes the last step. */
  private static float[] scales(TensorProto weight) {
    FloatBuffer numbers = numbers(weight);
    int maps = (int) weight.getDims(0);
    int each = numbers.remaining() / maps;
    float[] scales = new float[maps];
    for (int m = 0; m < maps; m++) {
      float largest = 0;
      for (int i = 0; i < each; i++) {
        largest = Math.max(largest, Math.abs(numbers.get(m * each + i)));
      }
      scales[m] = largest > 0 ? largest / WEIGHT_STEPS : 1;
    }
    return scales;
  }

  private static String weight(GraphProto.Builder graph, TensorProto weight) {
    FloatBuffer numbers = numbers(weight);
    float[] scales = scales(weight);
    int each = numbers.remaining() / scales.length;
    ByteBuffer whole = ByteBuffer.allocate(numbers.remaining());
    for (int i = 0; i < whole.capacity(); i++) {
      whole.put((byte) Math.round(numbers.get(i) / scales[i / each]));
    }
    String name = weight.getName();
    graph.addInitializer(
        bytes(name + ".whole", DataType.INT8, whole.flip()).addAllDims(weight.getDimsList()));
    ByteBuffer zeros = ByteBuffer.allocate(scales.length);
    return dequantized(graph, name, scales, bytes(name + ".zero", DataType.INT8, zeros));
  }

  /** In the integers that the products of inputs and weights are summed in. */
  private static String bias(
      GraphProto.Builder graph, TensorProto bias, float inputScale, float[] weightScales) {
    FloatBuffer numbers = numbers(bias);
    float[] scales = new float[weightScales.length];
    ByteBuffer whole =
        ByteBuffer.allocate(scales.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int m = 0; m < scales.length; m++) {
      scales[m] = inputScale * weightScales[m];
      whole.putInt(Math.round(numbers.get(m) / scales[m]));
    }
    String name = bias.getName();
    graph.addInitializer(
        bytes(name + ".whole", DataType.INT32, whole.flip()).addDims(scales.length));
    ByteBuffer zeros = ByteBuffer.allocate(scales.length * Integer.BYTES);
    return dequantized(graph, name, scales, bytes(name + ".zero", DataType.INT32, zeros));
  }

  private static String dequantized(
      GraphProto.Builder graph, String name, float[] scales, TensorProto.Builder zeros) {
    graph.addInitializer(floats(name + ".scale", scales));
    graph.addInitializer(zeros.addDims(scales.length));
    graph.addNode(
        node(
                "DequantizeLinear",
                List.of(name + ".whole", name + ".scale", name + ".zero"),
                back(name))
            .addAttribute(OnnxGraph.ints("axis", 0)));
    return back(name);
  }

  private static FloatBuffer numbers(TensorProto tensor) {
    return Optional.of(tensor)
        .filter(t -> t.getDataType() == DataType.FLOAT.getNumber())
        .orElseThrow(() -> new IllegalArgumentException(tensor.getName() + ": expected float32"))
        .getRawData()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer();
  }

  private static TensorProto.Builder floats(String name, float[] values) {
    return OnnxGraph.floats(name, FloatBuffer.wrap(values));
  }

  private static TensorProto.Builder bytes(String name, DataType type, ByteBuffer values) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(type.getNumber())
        .setRawData(ByteString.copyFrom(values));
  }
}
