package org.sezim.training.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static final List<Layer> PAPER =
      List.of(
          new Normalize(0, 255),
          new Convolution(32, 3),
          new Activation(Activation.Function.RELU),
          new MaxPooling(2),
          new Convolution(64, 3),
          new Activation(Activation.Function.RELU),
          new MaxPooling(2),
          new Convolution(128, 3),
          new Activation(Activation.Function.RELU),
          new MaxPooling(2),
          new Flatten(),
          new Dense(1024),
          new Activation(Activation.Function.RELU));

  @Test
  void everyLayerHasAName() {
    for (Class<?> layer : Layer.class.getPermittedSubclasses()) {
      assertTrue(layer.isAnnotationPresent(JsonTypeName.class), layer.getName());
    }
  }

  @Test
  void mapsHaveTheStudysSizesOnRealTensors() {
    List<String> expected =
        List.of(
            "1×48×48",
            "32×46×46",
            "32×46×46",
            "32×23×23",
            "64×21×21",
            "64×21×21",
            "64×10×10",
            "128×8×8",
            "128×8×8",
            "128×4×4",
            "2048",
            "1024",
            "1024");
    List<String> stated = new ArrayList<>();
    List<String> real = new ArrayList<>();
    try (PointerScope scope = new PointerScope()) {
      Shape shape = Network.INPUT;
      Tensor values = Tensor.create(new float[2 * 48 * 48], 2, 1, 48, 48);
      for (Layer layer : PAPER) {
        List<Tensor> weights =
            layer.weights(shape).stream()
                .map(w -> Tensor.create(new float[(int) w.count()], w.dimensions()))
                .toList();
        values = layer.forward(values, weights, new GeneratorOptional());
        shape = layer.output(shape);
        stated.add(shape.toString());
        List<String> sizes = new ArrayList<>();
        for (int i = 1; i < values.shape().length; i++) {
          sizes.add(Long.toString(values.shape()[i]));
        }
        real.add(String.join("×", sizes));
      }
    }
    assertEquals(expected, stated);
    assertEquals(expected, real);
  }

  @Test
  void countsTheWeightsOfTheStudysNetwork() {
    try (Network network = new Network(PAPER, 7, 1)) {
      // 32·9+32, 64·32·9+64, 128·64·9+128, 2048·1024+1024, 1024·7+7
      assertEquals(320 + 18_496 + 73_856 + 2_098_176 + 7_175, network.parameterCount());
      assertEquals(
          List.of(
              "conv1.weight",
              "conv1.bias",
              "conv2.weight",
              "conv2.bias",
              "conv3.weight",
              "conv3.bias",
              "dense1.weight",
              "dense1.bias",
              "dense2.weight",
              "dense2.bias"),
          List.copyOf(network.weights().keySet()));
    }
  }

  @Test
  void startsWithGlorotsUniformWeightsAndZeroBiases() {
    try (Network network = new Network(PAPER, 7, 5)) {
      Map<String, Integer> fans =
          Map.of(
              "conv1.weight", 9 + 288,
              "conv3.weight", 576 + 1152,
              "dense1.weight", 2048 + 1024,
              "dense2.weight", 1024 + 7);
      fans.forEach(
          (name, fan) -> {
            float[] values = values(network.weights().get(name));
            double limit = Math.sqrt(6.0 / fan);
            double squares = 0;
            double largest = 0;
            for (float value : values) {
              squares += value * value;
              largest = Math.max(largest, Math.abs(value));
            }
            assertTrue(largest <= limit, name);
            assertEquals(limit * limit / 3, squares / values.length, 0.12 * limit * limit, name);
          });
      for (float bias : values(network.weights().get("conv1.bias"))) {
        assertEquals(0f, bias);
      }
    }
  }

  @Test
  void sameSeedGivesSameWeights() {
    try (Network one = new Network(PAPER, 7, 5);
        Network same = new Network(PAPER, 7, 5);
        Network other = new Network(PAPER, 7, 6)) {
      float[] first = values(one.weights().get("dense1.weight"));
      assertArrayEquals(first, values(same.weights().get("dense1.weight")));
      assertFalse(java.util.Arrays.equals(first, values(other.weights().get("dense1.weight"))));
    }
  }

  @Test
  void dropoutActsOnlyInTraining() {
    try (PointerScope scope = new PointerScope()) {
      float[] ones = new float[10_000];
      java.util.Arrays.fill(ones, 1);
      Tensor input = Tensor.create(ones, 1, 10_000);
      Dropout dropout = new Dropout(0.25);
      assertArrayEquals(ones, values(dropout.forward(input, List.of(), new GeneratorOptional())));
      int zeros = 0;
      for (float value : values(dropout.forward(input, List.of(), Network.random(3)))) {
        zeros += value == 0 ? 1 : 0;
        assertTrue(value == 0 || Math.abs(value - 1 / 0.75f) < 1e-6);
      }
      assertEquals(2500, zeros, 200);
    }
  }

  @Test
  void errorsNameTheLayer() {
    assertMessage(
        "network: layer 1: dense: expected a vector, found maps 1×48×48; put a flatten before it",
        List.of(new Dense(3)));
    assertMessage(
        "network: layer 2: conv: expected maps (channels×height×width), found a vector of 2304",
        List.of(new Flatten(), new Convolution(3, 3)));
    assertMessage(
        "network: layer 2: max-pool: expected maps of at least 2×2, found 4×1×1",
        List.of(new Convolution(4, 48), new MaxPooling(2)));
  }

  private static void assertMessage(String message, List<Layer> layers) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> Network.check(layers)).getMessage());
  }

  @Test
  void rejectsInvalidSettings() {
    assertThrows(IllegalArgumentException.class, () -> new Convolution(0, 3));
    assertThrows(IllegalArgumentException.class, () -> new Convolution(3, 0));
    assertThrows(IllegalArgumentException.class, () -> new MaxPooling(0));
    assertThrows(IllegalArgumentException.class, () -> new Dense(0));
    assertThrows(IllegalArgumentException.class, () -> new Dropout(1));
    assertThrows(IllegalArgumentException.class, () -> new Dropout(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new Normalize(255, 255));
    assertThrows(IllegalArgumentException.class, () -> new Activation(null));
  }

  private static float[] values(Tensor tensor) {
    FloatBuffer buffer = tensor.detach().contiguous().createBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }
}
