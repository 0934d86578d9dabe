package org.sezim.training.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Builder of an ONNX graph. Nodes and constants are numbered in the order of their addition, so
 * that equal networks give equal bytes.
 */
public final class OnnxGraph {
  private final GraphProto.Builder graph;
  private final WeightFormat format;
  private int nodes;
  private int constants;

  /**
   * Creates an empty graph.
   *
   * @param format of the weights; for int8 they stay float32 here, until the activation ranges are
   *     known
   */
  public OnnxGraph(String name, WeightFormat format) {
    this.format = format;
    this.graph = GraphProto.newBuilder().setName(name);
  }

  private OnnxGraph(OnnxGraph other) {
    this.format = other.format;
    this.graph = other.graph.clone();
    this.nodes = other.nodes;
    this.constants = other.constants;
  }

  /** Returns an independent copy of the graph. */
  public OnnxGraph copy() {
    return new OnnxGraph(this);
  }

  /**
   * Declares an input.
   *
   * @param shape numbers, or names of free dimensions like N
   * @return its name
   */
  public String input(String name, TensorProto.DataType type, Object... shape) {
    graph.addInput(value(name, type, shape));
    return name;
  }

  /**
   * Declares a float32 output under its public name.
   *
   * @param shape numbers, or names of free dimensions like N
   */
  public void output(String value, String name, Object... shape) {
    graph.addNode(
        NodeProto.newBuilder().setOpType("Identity").addInput(value).addOutput(name).setName(name));
    graph.addOutput(value(name, TensorProto.DataType.FLOAT, shape));
  }

  /**
   * Describes an input or output of a graph.
   *
   * @param shape numbers, or names of free dimensions like N
   */
  public static ValueInfoProto value(String name, TensorProto.DataType type, Object... shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (Object size : shape) {
      TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
      dimensions.addDim(
          size instanceof Number number
              ? dimension.setDimValue(number.longValue())
              : dimension.setDimParam(size.toString()));
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(dimensions);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /** Adds a node with one output; returns the output's name. */
  public String add(String operator, List<String> inputs, AttributeProto... attributes) {
    String name = operator.toLowerCase(Locale.ROOT) + "_" + ++nodes;
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(name)
            .addAllInput(inputs)
            .addOutput(name)
            .addAllAttribute(List.of(attributes)));
    return name;
  }

  /**
   * Creates an integer attribute: INT for one value, otherwise INTS, for example {@code
   * kernel_shape}.
   */
  public static AttributeProto ints(String name, long... values) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    if (values.length == 1) {
      return attribute.setType(AttributeProto.AttributeType.INT).setI(values[0]).build();
    }
    attribute.setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  /** Creates a float attribute. */
  public static AttributeProto number(String name, double value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF((float) value)
        .build();
  }

  /** Creates a string attribute. */
  public static AttributeProto text(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  /** Adds a constant of one float; returns its name in the graph. */
  public String constant(String name, float value) {
    return constant(name, new float[] {value});
  }

  /** Adds a float32 constant, row by row; returns its name in the graph. */
  public String constant(String name, float[] values, long... shape) {
    String unique = name + "_" + ++constants;
    TensorProto.Builder proto = floats(unique, FloatBuffer.wrap(values)).clearDims();
    for (long size : shape) {
      proto.addDims(size);
    }
    graph.addInitializer(proto);
    return unique;
  }

  /** Adds a constant list of int64 values, for example axes; returns its name in the graph. */
  public String constants(String name, long... values) {
    String unique = name + "_" + ++constants;
    graph.addInitializer(longs(unique, values));
    return unique;
  }

  /** Creates a constant list of int64 values. */
  public static TensorProto.Builder longs(String name, long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addDims(values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    return tensor;
  }

  /**
   * Adds a weight; returns the name of its float32 value in the graph. Tensors of one dimension,
   * for example biases, are small and stay float32 in every format.
   */
  public String weight(String name, Tensor tensor) {
    if (format == WeightFormat.FLOAT16 && tensor.dim() > 1) {
      return half(name, tensor);
    }
    FloatBuffer values = tensor.detach().contiguous().createBuffer();
    TensorProto.Builder proto = floats(name, values).clearDims();
    for (long size : tensor.shape()) {
      proto.addDims(size);
    }
    graph.addInitializer(proto);
    return name;
  }

  private String half(String name, Tensor tensor) {
    Tensor values = tensor.detach().contiguous().to(ScalarType.Half);
    ShortPointer shorts = new ShortPointer(values.data_ptr()).capacity(values.numel());
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(values.numel()) * Short.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(shorts.asBuffer());
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setName(name + ".float16")
            .setDataType(TensorProto.DataType.FLOAT16.getNumber())
            .setRawData(ByteString.copyFrom(bytes));
    for (long size : tensor.shape()) {
      proto.addDims(size);
    }
    graph.addInitializer(proto);
    return add("Cast", List.of(proto.getName()), ints("to", TensorProto.DataType.FLOAT_VALUE));
  }

  /** Creates a constant list of the floats that remain in the buffer. */
  public static TensorProto.Builder floats(String name, FloatBuffer values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.remaining() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(TensorProto.DataType.FLOAT.getNumber())
        .addDims(values.limit())
        .setRawData(ByteString.copyFrom(bytes));
  }

  /** Returns the graph so far. */
  public GraphProto build() {
    return graph.build();
  }
}
