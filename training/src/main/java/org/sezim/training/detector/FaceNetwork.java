package org.sezim.training.detector;

import static org.bytedeco.pytorch.global.torch.batch_norm;
import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.max_pool2d;
import static org.bytedeco.pytorch.global.torch.ones;
import static org.bytedeco.pytorch.global.torch.zeros;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.sezim.training.network.Network;
import org.sezim.training.onnx.OnnxGraph;
import org.sezim.training.recipe.DetectorRecipe;

/**
 * The network that finds faces: maps at 1/8, 1/16 and 1/32 of the picture's size, the deeper ones
 * added to the finer (a feature pyramid, Lin et al. 2017), and on each a head with {@link #VALUES}
 * values a place. Blocks are a 1×1 convolution, a 3×3 one map by map, batch normalisation and ReLU,
 * as YuNet's are (Wu, Peng, Yu 2023), with a shortcut where the size stays (He et al. 2016). For
 * one thread; the owner closes it.
 */
public final class FaceNetwork implements AutoCloseable {
  /** Score (a logit), box (centre x and y, log width, log height), five landmarks (x, y). */
  public static final int VALUES = 15;

  /** Pixels from place to place of the heads. */
  public static final List<Integer> STRIDES = List.of(8, 16, 32);

  private static final double MOMENTUM = 0.03;
  private static final double EPSILON = 1e-5;

  /** A network that has learnt nothing calls about one place in a hundred a face. */
  private static final double FIRST_SCORE = -4.6;

  private final DetectorRecipe.Layout layout;
  private final Map<String, Tensor> weights = new LinkedHashMap<>();
  private final Map<String, Tensor> statistics = new LinkedHashMap<>();

  /**
   * One convolution, with zeros round the map so that a stride of 1 keeps its size.
   *
   * @param name of its weights
   * @param from channels in
   * @param to channels out
   * @param kernel side in pixels
   * @param stride 1 or 2
   * @param groups 1, or as many as channels: map by map
   * @param end what comes after it
   */
  private record Convolution(
      String name, int from, int to, int kernel, int stride, int groups, End end) {}

  private enum End {
    NOTHING,
    BIAS,
    NORMALISED_RELU
  }

  /** What the network is built of; done once on libtorch's tensors and once on a graph's names. */
  private interface Operations<T> {
    T convolve(Convolution convolution, T input);

    T halve(T input);

    T twice(T input);

    T add(T a, T b);
  }

  /**
   * Fresh weights: He's normal distribution (He et al. 2015), biases zero.
   *
   * @param seed where the weights are drawn from
   */
  public FaceNetwork(DetectorRecipe.Layout layout, long seed) {
    this.layout = layout;
    GeneratorOptional random = Network.random(seed);
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      heads(new Fresh(random), 3);
      weights.values().forEach(Tensor::retainReference);
      statistics.values().forEach(Tensor::retainReference);
    }
  }

  /** The structure: from the picture to the heads of all strides, finest first. */
  private <T> List<T> heads(Operations<T> ops, T picture) {
    List<Integer> widths = layout.widths();
    List<T> levels = new ArrayList<>();
    T maps = picture;
    int from = 3;
    for (int level = 0; level < widths.size(); level++) {
      String name = "stage" + (level + 1);
      int to = widths.get(level);
      if (level < 3) {
        maps =
            ops.convolve(
                new Convolution(name + ".down", from, to, 3, 2, 1, End.NORMALISED_RELU), maps);
      } else {
        maps = block(ops, name + ".down", from, to, ops.halve(maps));
      }
      for (int b = 1; b <= layout.blocks().get(level); b++) {
        maps = ops.add(maps, block(ops, name + ".block" + b, to, to, maps));
      }
      from = to;
      levels.add(maps);
    }
    int neck = layout.neck();
    List<T> heads = new ArrayList<>();
    T deeper = null;
    for (int level = 4; level >= 2; level--) {
      String name = "neck" + (level + 1);
      T lateral =
          ops.convolve(
              new Convolution(
                  name + ".lateral", widths.get(level), neck, 1, 1, 1, End.NORMALISED_RELU),
              levels.get(level));
      T joined = deeper == null ? lateral : ops.add(lateral, ops.twice(deeper));
      deeper = block(ops, name + ".joined", neck, neck, joined);
      T own = block(ops, "head" + (level + 1) + ".own", neck, neck, deeper);
      heads.add(
          0,
          ops.convolve(
              new Convolution("head" + (level + 1) + ".values", neck, VALUES, 1, 1, 1, End.BIAS),
              own));
    }
    return heads;
  }

  private static <T> T block(Operations<T> ops, String name, int from, int to, T maps) {
    T mixed = ops.convolve(new Convolution(name + ".mix", from, to, 1, 1, 1, End.NOTHING), maps);
    return ops.convolve(
        new Convolution(name + ".each", to, to, 3, 1, to, End.NORMALISED_RELU), mixed);
  }

  /** Makes the weights; what flows is nothing but a number. */
  private final class Fresh implements Operations<Integer> {
    private final GeneratorOptional random;

    Fresh(GeneratorOptional random) {
      this.random = random;
    }

    @Override
    public Integer convolve(Convolution c, Integer input) {
      int perGroup = c.from() / c.groups();
      Tensor weight = zeros(new long[] {c.to(), perGroup, c.kernel(), c.kernel()});
      double fanIn = (double) perGroup * c.kernel() * c.kernel();
      double spread =
          c.end() == End.BIAS ? 0.01 : Math.sqrt((c.end() == End.NOTHING ? 1 : 2) / fanIn);
      weights.put(c.name() + ".weight", weight.normal_(0, spread, random));
      if (c.end() == End.BIAS) {
        Tensor bias = zeros(new long[] {c.to()});
        bias.narrow(0, 0, 1).fill_(new Scalar(FIRST_SCORE));
        weights.put(c.name() + ".bias", bias);
      } else if (c.end() == End.NORMALISED_RELU) {
        weights.put(c.name() + ".scale", ones(new long[] {c.to()}));
        weights.put(c.name() + ".shift", zeros(new long[] {c.to()}));
        statistics.put(c.name() + ".mean", zeros(new long[] {c.to()}));
        statistics.put(c.name() + ".variance", ones(new long[] {c.to()}));
      }
      weights.values().forEach(w -> w.set_requires_grad(true));
      return input;
    }

    @Override
    public Integer halve(Integer input) {
      return input;
    }

    @Override
    public Integer twice(Integer input) {
      return input;
    }

    @Override
    public Integer add(Integer a, Integer b) {
      return a;
    }
  }

  /** On libtorch. */
  private final class Forward implements Operations<Tensor> {
    private final boolean training;

    Forward(boolean training) {
      this.training = training;
    }

    @Override
    public Tensor convolve(Convolution c, Tensor input) {
      long[] stride = {c.stride(), c.stride()};
      long[] padding = {c.kernel() / 2, c.kernel() / 2};
      TensorOptional bias =
          c.end() == End.BIAS
              ? new TensorOptional(weights.get(c.name() + ".bias"))
              : new TensorOptional();
      Tensor maps =
          conv2d(
              input,
              weights.get(c.name() + ".weight"),
              bias,
              stride,
              padding,
              new long[] {1, 1},
              c.groups());
      if (c.end() != End.NORMALISED_RELU) {
        return maps;
      }
      return batch_norm(
              maps,
              new TensorOptional(weights.get(c.name() + ".scale")),
              new TensorOptional(weights.get(c.name() + ".shift")),
              new TensorOptional(statistics.get(c.name() + ".mean")),
              new TensorOptional(statistics.get(c.name() + ".variance")),
              training,
              MOMENTUM,
              EPSILON,
              false)
          .relu_();
    }

    @Override
    public Tensor halve(Tensor input) {
      long[] two = {2, 2};
      return max_pool2d(input, two, two, new long[] {0, 0}, new long[] {1, 1}, false);
    }

    @Override
    public Tensor twice(Tensor input) {
      return torch.upsample_nearest2d(input, new long[] {2 * input.size(2), 2 * input.size(3)});
    }

    @Override
    public Tensor add(Tensor a, Tensor b) {
      return a.add(b);
    }
  }

  /** On the names of an ONNX graph; batch normalisation goes into the convolution's weights. */
  private final class Export implements Operations<String> {
    private final OnnxGraph graph;

    Export(OnnxGraph graph) {
      this.graph = graph;
    }

    @Override
    public String convolve(Convolution c, String input) {
      List<String> inputs = new ArrayList<>(List.of(input));
      Tensor weight = weights.get(c.name() + ".weight");
      if (c.end() == End.NORMALISED_RELU) {
        Tensor variance = statistics.get(c.name() + ".variance");
        Tensor factor =
            weights.get(c.name() + ".scale").div(variance.add(new Scalar(EPSILON)).sqrt());
        Tensor bias =
            weights.get(c.name() + ".shift").sub(statistics.get(c.name() + ".mean").mul(factor));
        inputs.add(graph.weight(c.name() + ".weight", weight.mul(factor.reshape(-1, 1, 1, 1))));
        inputs.add(graph.weight(c.name() + ".bias", bias));
      } else {
        inputs.add(graph.weight(c.name() + ".weight", weight));
        if (c.end() == End.BIAS) {
          inputs.add(graph.weight(c.name() + ".bias", weights.get(c.name() + ".bias")));
        }
      }
      int pad = c.kernel() / 2;
      String maps =
          graph.add(
              "Conv",
              inputs,
              OnnxGraph.ints("kernel_shape", c.kernel(), c.kernel()),
              OnnxGraph.ints("strides", c.stride(), c.stride()),
              OnnxGraph.ints("pads", pad, pad, pad, pad),
              OnnxGraph.ints("group", c.groups()));
      return c.end() == End.NORMALISED_RELU ? graph.add("Relu", List.of(maps)) : maps;
    }

    @Override
    public String halve(String input) {
      return graph.add(
          "MaxPool",
          List.of(input),
          OnnxGraph.ints("kernel_shape", 2, 2),
          OnnxGraph.ints("strides", 2, 2));
    }

    @Override
    public String twice(String input) {
      return graph.add(
          "Resize",
          List.of(input, "", graph.constant("scales", new float[] {1, 1, 2, 2}, 4)),
          OnnxGraph.text("mode", "nearest"),
          OnnxGraph.text("coordinate_transformation_mode", "asymmetric"),
          OnnxGraph.text("nearest_mode", "floor"));
    }

    @Override
    public String add(String a, String b) {
      return graph.add("Add", List.of(a, b));
    }
  }

  /**
   * The forward pass.
   *
   * @param pictures uint8 {@code [N,S,S,3]}, B, G, R; S a multiple of 32
   * @param training whether batch normalisation goes by the batch, and keeps its running means
   * @return float {@code [N,A,15]}: places of all strides, finest first, row by row
   */
  public Tensor values(Tensor pictures, boolean training) {
    // Channels-last: the bytes lie so already.
    Tensor input = pictures.permute(0, 3, 1, 2).to(torch.ScalarType.Float).div(new Scalar(255));
    TensorVector levels = new TensorVector();
    for (Tensor head : heads(new Forward(training), input)) {
      levels.push_back(head.permute(0, 2, 3, 1).flatten(1, 2).to(torch.ScalarType.Float));
    }
    return torch.cat(levels, 1);
  }

  /** Adds the network to an ONNX graph, with the inputs and outputs of a face model. */
  public void export(OnnxGraph graph) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      String input = graph.input("input", TensorProto.DataType.FLOAT, 1, 3, "H", "W");
      String scaled = graph.add("Div", List.of(input, graph.constant("white", 255)));
      List<String> heads = heads(new Export(graph), scaled);
      for (int i = 0; i < heads.size(); i++) {
        int stride = STRIDES.get(i);
        String last =
            graph.add("Transpose", List.of(heads.get(i)), OnnxGraph.ints("perm", 0, 2, 3, 1));
        String places =
            graph.add("Reshape", List.of(last, graph.constants("places", 1, -1, VALUES)));
        // One score stands for both: that it is a face, and that its box fits.
        String score = graph.add("Sigmoid", List.of(columns(graph, places, 0, 1)));
        graph.output(score, "cls_" + stride, 1, "A" + stride, 1);
        graph.output(score, "obj_" + stride, 1, "A" + stride, 1);
        graph.output(columns(graph, places, 1, 5), "bbox_" + stride, 1, "A" + stride, 4);
        graph.output(columns(graph, places, 5, VALUES), "kps_" + stride, 1, "A" + stride, 10);
      }
    }
  }

  private static String columns(OnnxGraph graph, String places, long from, long to) {
    return graph.add(
        "Slice",
        List.of(
            places,
            graph.constants("from", from),
            graph.constants("to", to),
            graph.constants("axis", 2)));
  }

  /** The weights by name, in the order of the network. Live, not copies. */
  public Map<String, Tensor> weights() {
    return Collections.unmodifiableMap(weights);
  }

  /** Weights, and the running means and variances of batch normalisation: all that is saved. */
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>(weights);
    state.putAll(statistics);
    return state;
  }

  /** The weights as libtorch's optimisers take them. */
  public TensorVector parameters() {
    return new TensorVector(weights.values().toArray(Tensor[]::new));
  }

  /** The number of values that training changes. */
  public long parameterCount() {
    return weights.values().stream().mapToLong(Tensor::numel).sum();
  }

  @Override
  public void close() {
    state().values().forEach(Tensor::releaseReference);
  }
}
