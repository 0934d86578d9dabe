package org.sezim.training.detector;

import static org.bytedeco.pytorch.global.torch.full;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.sezim.training.network.BatchNormalization;
import org.sezim.training.network.Convolution;
import org.sezim.training.network.Layer;
import org.sezim.training.network.MaxPooling;
import org.sezim.training.network.Network;
import org.sezim.training.network.Parameter;
import org.sezim.training.network.ParameterSpec;
import org.sezim.training.network.Sequence;
import org.sezim.training.network.Shape;
import org.sezim.training.network.Upsampling;
import org.sezim.training.onnx.OnnxGraph;
import org.sezim.training.recipe.DetectorRecipe;

/**
 * Face detection network: a feature pyramid (Lin et al. 2017) of maps at 1/8, 1/16 and 1/32 of the
 * image size, each with a head that gives {@link #VALUES} values per position. Blocks are a 1×1
 * convolution, a 3×3 depthwise convolution, batch normalization and ReLU, as in YuNet (Wu, Peng, Yu
 * 2023), with a shortcut where the size does not change (He et al. 2016). Not thread-safe; the
 * owner closes it.
 */
public final class DetectorNetwork implements AutoCloseable {
  /**
   * Values per position: score (a logit), box (center x and y, log width, log height), five
   * landmarks (x, y).
   */
  public static final int VALUES = 15;

  /** Distances between the positions of each head in pixels. */
  public static final List<Integer> STRIDES = List.of(8, 16, 32);

  private static final BatchNormalization NORMALIZATION = new BatchNormalization(0.03);

  /**
   * Initial bias of the score: an untrained network calls about one position in a hundred a face.
   */
  private static final double INITIAL_SCORE = -4.6;

  /**
   * Some layers and the numbers of the steps that feed them. Steps are numbered from 1; 0 is the
   * image.
   *
   * @param name of the weights
   * @param layers a convolution, a convolution with batch normalization, which a ReLU follows, or
   *     one layer without weights
   * @param input number of the step whose output enters the layers
   * @param added number of the step whose output is added to theirs; 0 for none
   */
  private record Step(String name, Sequence layers, int input, int added) {
    boolean relu() {
      return layers.layers().contains(NORMALIZATION);
    }

    /**
     * Returns a name like {@code stage1.down.weight}, with the step's name instead of the layer's.
     */
    String name(ParameterSpec weight) {
      return name + weight.name().substring(weight.name().lastIndexOf('.'));
    }

    List<Parameter> parameters(Map<String, Tensor> state) {
      return layers.weights().stream()
          .map(weight -> new Parameter(name(weight), tensor(state, weight)))
          .toList();
    }

    private Tensor tensor(Map<String, Tensor> state, ParameterSpec weight) {
      return Objects.requireNonNull(state.get(name(weight)), name(weight));
    }
  }

  private final List<Step> steps = new ArrayList<>();

  /** The steps whose outputs are the heads, finest first. */
  private final List<Integer> heads = new ArrayList<>();

  private final Map<String, Tensor> weights = new LinkedHashMap<>();
  private final Map<String, Tensor> statistics = new LinkedHashMap<>();

  /**
   * Builds a network with initial weights from He's normal distribution (He et al. 2015) and zero
   * biases.
   *
   * @param seed of the initial weights
   */
  public DetectorNetwork(DetectorRecipe.Layout layout, long seed) {
    build(layout);
    GeneratorOptional random = Network.random(seed);
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      steps.forEach(step -> draw(step, random));
      state().values().forEach(Tensor::retainReference);
    }
  }

  private void build(DetectorRecipe.Layout layout) {
    List<Integer> levels = new ArrayList<>();
    int maps = 0;
    for (int level = 0; level < 5; level++) {
      String name = "stage" + (level + 1);
      int width = layout.widths().get(level);
      maps =
          level < 3
              ? normalized(name + ".down", convolution(width, 3, 2, 1), maps, 0)
              : block(name + ".down", width, step("", maps, 0, new MaxPooling(2)), 0);
      for (int b = 1; b <= layout.blocks().get(level); b++) {
        maps = block(name + ".block" + b, width, maps, maps);
      }
      levels.add(maps);
    }
    int neck = layout.neck();
    int deeper = 0;
    for (int level = 4; level >= 2; level--) {
      String name = "neck" + (level + 1);
      String head = "head" + (level + 1);
      int joined = normalized(name + ".lateral", convolution(neck, 1, 1, 1), levels.get(level), 0);
      if (deeper > 0) {
        joined = step("", deeper, joined, new Upsampling());
      }
      deeper = block(name + ".joined", neck, joined, 0);
      int own = block(head + ".own", neck, deeper, 0);
      heads.add(0, step(head + ".values", own, 0, new Convolution(VALUES, 1, 0, 1, true, 1)));
    }
  }

  private int block(String name, int width, int input, int added) {
    int mixed = step(name + ".mix", input, 0, convolution(width, 1, 1, 1));
    return normalized(name + ".each", convolution(width, 3, 1, width), mixed, added);
  }

  private int normalized(String name, Convolution convolution, int input, int added) {
    return step(name, input, added, convolution, NORMALIZATION);
  }

  private static Convolution convolution(int filters, int kernel, int stride, int groups) {
    return new Convolution(filters, kernel, kernel / 2, stride, false, groups);
  }

  private int step(String name, int input, int added, Layer... layers) {
    // The smallest possible image, since the weights do not depend on its size.
    Shape shape = input == 0 ? Shape.maps(3, 32, 32) : steps.get(input - 1).layers().output();
    steps.add(new Step(name, new Sequence(List.of(layers), shape), input, added));
    return steps.size();
  }

  private void draw(Step step, GeneratorOptional random) {
    boolean head = step.name().endsWith(".values");
    for (ParameterSpec weight : step.layers().weights()) {
      Tensor tensor = full(weight.dimensions(), new Scalar(weight.start()));
      if (weight.fanIn() > 0) {
        double spread = head ? 0.01 : Math.sqrt((step.relu() ? 2.0 : 1.0) / weight.fanIn());
        tensor.normal_(0, spread, random);
      } else if (head) {
        tensor.narrow(0, 0, 1).fill_(new Scalar(INITIAL_SCORE));
      }
      tensor.set_requires_grad(weight.trained());
      (weight.trained() ? weights : statistics).put(step.name(weight), tensor);
    }
  }

  /** Runs all steps, on tensors or on the names of a graph, and returns the heads. */
  private <T> List<T> heads(T image, BiFunction<Step, T, T> layers, BinaryOperator<T> sum) {
    List<T> all = new ArrayList<>(List.of(image));
    for (Step step : steps) {
      T maps = layers.apply(step, all.get(step.input()));
      all.add(step.added() == 0 ? maps : sum.apply(all.get(step.added()), maps));
    }
    return heads.stream().map(all::get).toList();
  }

  /**
   * Runs the forward pass.
   *
   * @param images uint8 {@code [N,S,S,3]}, B, G, R; S a multiple of 32
   * @param training whether batch normalization uses the batch's statistics and updates the running
   *     ones
   * @return float {@code [N,A,15]}: the positions of all strides, finest first, row by row
   */
  public Tensor values(Tensor images, boolean training) {
    // Channels-last, the memory layout that the bytes already have.
    Tensor input = images.permute(0, 3, 1, 2).to(torch.ScalarType.Float).div(new Scalar(255));
    GeneratorOptional mode = training ? Network.random(0) : new GeneratorOptional(); // unused
    Map<String, Tensor> state = state();
    TensorVector levels = new TensorVector();
    for (Tensor head :
        heads(input, (step, maps) -> forward(step, maps, state, mode), Tensor::add)) {
      levels.push_back(head.permute(0, 2, 3, 1).flatten(1, 2).to(torch.ScalarType.Float));
    }
    return torch.cat(levels, 1);
  }

  private static Tensor forward(
      Step step, Tensor maps, Map<String, Tensor> state, GeneratorOptional mode) {
    List<Tensor> own = step.parameters(state).stream().map(Parameter::values).toList();
    List<Tensor> through = step.layers().forward(maps, own, mode);
    Tensor last = through.get(through.size() - 1);
    return step.relu() ? last.relu_() : last; // in place, for the memory
  }

  /** Adds the network to an ONNX graph with the inputs and outputs of the face-model contract. */
  public void export(OnnxGraph graph) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      String input = graph.input("input", TensorProto.DataType.FLOAT, 1, 3, "H", "W");
      String scaled = graph.add("Div", List.of(input, graph.constant("white", 255)));
      Map<String, Tensor> state = state();
      List<String> heads =
          heads(
              scaled,
              (step, maps) -> {
                String last = step.layers().export(graph, maps, step.parameters(state));
                return step.relu() ? graph.add("Relu", List.of(last)) : last;
              },
              (a, b) -> graph.add("Add", List.of(a, b)));
      for (int i = 0; i < heads.size(); i++) {
        int stride = STRIDES.get(i);
        String last =
            graph.add("Transpose", List.of(heads.get(i)), OnnxGraph.ints("perm", 0, 2, 3, 1));
        String positions =
            graph.add("Reshape", List.of(last, graph.constants("places", 1, -1, VALUES)));
        // The contract's class and objectness scores are both this score.
        String score = graph.add("Sigmoid", List.of(columns(graph, positions, 0, 1)));
        graph.output(score, "cls_" + stride, 1, "A" + stride, 1);
        graph.output(score, "obj_" + stride, 1, "A" + stride, 1);
        graph.output(columns(graph, positions, 1, 5), "bbox_" + stride, 1, "A" + stride, 4);
        graph.output(columns(graph, positions, 5, VALUES), "kps_" + stride, 1, "A" + stride, 10);
      }
    }
  }

  private static String columns(OnnxGraph graph, String positions, long from, long to) {
    return graph.add(
        "Slice",
        List.of(
            positions,
            graph.constants("from", from),
            graph.constants("to", to),
            graph.constants("axis", 2)));
  }

  /** The trainable tensors by name, in network order. Live, not copies. */
  public Map<String, Tensor> weights() {
    return Collections.unmodifiableMap(weights);
  }

  /**
   * All tensors to be saved: the weights, and the running means and variances of batch
   * normalization.
   */
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>(weights);
    state.putAll(statistics);
    return state;
  }

  /** The weights in the form that libtorch's optimizers take. */
  public TensorVector parameters() {
    return new TensorVector(weights.values().toArray(Tensor[]::new));
  }

  /** The number of trainable values. */
  public long parameterCount() {
    return weights.values().stream().mapToLong(Tensor::numel).sum();
  }

  @Override
  public void close() {
    state().values().forEach(Tensor::releaseReference);
  }
}
