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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.sezim.dataset.LabeledFaces;
import org.sezim.internal.onnx.OnnxModel;
import org.sezim.training.onnx.OnnxGraph;
import org.sezim.training.run.CsvTable;

/**
 * Quantization of a model's convolutions and residual sums to int8 (Jacob et al. 2018,
 * "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference"):
 * weights become integers with one scale per map, activations unsigned 8-bit integers with a scale
 * from their range on sample faces. The file uses the operators QuantizeLinear and
 * DequantizeLinear, which runtimes replace by integer kernels.
 *
 * <p>Weights use 7 of their 8 bits: processors without neural-network instructions add two products
 * in 16 bits, where 8-bit weights would overflow. So all processors compute the same result.
 */
public final class Quantizer {
  private static final int WEIGHT_STEPS = 64;
  private static final int VALUE_STEPS = 255;
  private static final int BATCH = 256;
  private static final String RANGES = "ranges";

  private final ModelProto model;
  private final Map<String, TensorProto> constants = new HashMap<>();

  /** The names of the activations to quantize, in the order of the graph. */
  private final Set<String> values = new LinkedHashSet<>();

  /**
   * The range of an activation on sample faces.
   *
   * @param value its name in the graph
   * @param min smallest number
   * @param max largest number
   */
  public record Range(String value, float min, float max) {
    /** Format of {@code ranges.csv}. */
    static final CsvTable<Range> TABLE =
        new CsvTable<>(
            List.of("value", "least", "greatest"),
            range -> List.of(range.value, range.min, range.max),
            row ->
                new Range(
                    row.text("value"),
                    Float.parseFloat(row.text("least")),
                    Float.parseFloat(row.text("greatest"))));

    /**
     * The step between two integers. The range always includes zero, which integers have to
     * represent exactly.
     */
    private float scale() {
      float width = Math.max(0, max) - Math.min(0, min);
      return width > 0 ? width / VALUE_STEPS : 1;
    }

    private int zero() {
      return Math.round(-Math.min(0, min) / scale());
    }
  }

  /**
   * Reads a model.
   *
   * @param model the bytes of an emotion model with float32 weights
   * @throws IllegalArgumentException if they are not an ONNX model
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

  /**
   * The output of the ReLU that follows a value, if it is the value's only reader; otherwise the
   * value.
   */
  private static String withRelu(GraphProto graph, String value) {
    List<NodeProto> readers =
        graph.getNodeList().stream().filter(n -> n.getInputList().contains(value)).toList();
    return readers.size() == 1 && readers.get(0).getOpType().equals("Relu")
        ? readers.get(0).getOutput(0)
        : value;
  }

  /**
   * Measures the activation ranges on faces.
   *
   * @param threads for ONNX Runtime
   */
  public List<Range> ranges(LabeledFaces faces, int threads) {
    float[] min = new float[values.size()];
    float[] max = new float[values.size()];
    try (OnnxModel probe = OnnxModel.load(RANGES, withRangesAsOutput(), threads)) {
      for (int from = 0; from < faces.size(); from += BATCH) {
        int n = Math.min(BATCH, faces.size() - from);
        float[] found = probe.run(RANGES, faces.pixels(from, n), n)[0];
        for (int v = 0; v < min.length; v++) {
          min[v] = from == 0 ? found[2 * v] : Math.min(min[v], found[2 * v]);
          max[v] = from == 0 ? found[2 * v + 1] : Math.max(max[v], found[2 * v + 1]);
        }
      }
    }
    List<Range> ranges = new ArrayList<>();
    for (String value : values) {
      int v = ranges.size();
      ranges.add(new Range(value, min[v], max[v]));
    }
    return ranges;
  }

  /** The model with one more output: minimum and maximum of each activation in turn. */
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
   * Returns the bytes of the quantized model.
   *
   * @param ranges of all activations, from {@link #ranges}
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
        TensorProto weight = get(constants, node.getInput(1));
        copy.setInput(1, weight(graph, weight));
        replaced.add(node.getInput(1));
        if (node.getInputCount() > 2) {
          float scale = get(byValue, node.getInput(0)).scale();
          TensorProto bias = get(constants, node.getInput(2));
          copy.setInput(2, bias(graph, bias, scale, scales(weight)));
          replaced.add(node.getInput(2));
        }
      }
      graph.addNode(copy);
      for (String output : node.getOutputList()) {
        if (values.contains(output)) {
          roundTrip(graph, get(byValue, output));
        }
      }
    }
    constants.values().stream()
        .filter(tensor -> !replaced.contains(tensor.getName()))
        .sorted(Comparator.comparing(TensorProto::getName))
        .forEach(graph::addInitializer);
    return model.toBuilder().setGraph(graph).build().toByteArray();
  }

  private static <T> T get(Map<String, T> byName, String name) {
    return Objects.requireNonNull(byName.get(name), name);
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

  /** Adds the nodes that quantize an activation and convert it back to float32. */
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

  /** One scale per map, so that its largest weight becomes the largest integer. */
  private static float[] scales(TensorProto weight) {
    FloatBuffer numbers = numbers(weight);
    int maps = (int) weight.getDims(0);
    int perMap = numbers.remaining() / maps;
    float[] scales = new float[maps];
    for (int m = 0; m < maps; m++) {
      float largest = 0;
      for (int i = 0; i < perMap; i++) {
        largest = Math.max(largest, Math.abs(numbers.get(m * perMap + i)));
      }
      scales[m] = largest > 0 ? largest / WEIGHT_STEPS : 1;
    }
    return scales;
  }

  private static String weight(GraphProto.Builder graph, TensorProto weight) {
    FloatBuffer numbers = numbers(weight);
    float[] scales = scales(weight);
    int perMap = numbers.remaining() / scales.length;
    ByteBuffer integers = ByteBuffer.allocate(numbers.remaining());
    for (int i = 0; i < integers.capacity(); i++) {
      integers.put((byte) Math.round(numbers.get(i) / scales[i / perMap]));
    }
    String name = weight.getName();
    graph.addInitializer(
        bytes(name + ".whole", DataType.INT8, integers.flip()).addAllDims(weight.getDimsList()));
    ByteBuffer zeros = ByteBuffer.allocate(scales.length);
    return dequantized(graph, name, scales, bytes(name + ".zero", DataType.INT8, zeros));
  }

  /** Adds a bias as int32 with the scale of the sums of products. */
  private static String bias(
      GraphProto.Builder graph, TensorProto bias, float inputScale, float[] weightScales) {
    FloatBuffer numbers = numbers(bias);
    float[] scales = new float[weightScales.length];
    ByteBuffer integers =
        ByteBuffer.allocate(scales.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int m = 0; m < scales.length; m++) {
      scales[m] = inputScale * weightScales[m];
      integers.putInt(Math.round(numbers.get(m) / scales[m]));
    }
    String name = bias.getName();
    graph.addInitializer(
        bytes(name + ".whole", DataType.INT32, integers.flip()).addDims(scales.length));
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
