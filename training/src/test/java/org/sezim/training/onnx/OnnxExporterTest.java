package org.sezim.training.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sezim.FaceCrop;
import org.sezim.onnx.OnnxModel;
import org.sezim.training.network.Activation;
import org.sezim.training.network.Convolution;
import org.sezim.training.network.Dense;
import org.sezim.training.network.Dropout;
import org.sezim.training.network.Flatten;
import org.sezim.training.network.Layer;
import org.sezim.training.network.MaxPooling;
import org.sezim.training.network.Network;
import org.sezim.training.network.Normalize;
import org.sezim.training.network.Output;
import org.sezim.training.network.Resize;
import org.sezim.training.recipe.Recipe;

class OnnxExporterTest {
  private static final int FACES = 256;
  private static final Activation RELU = new Activation(Activation.Function.RELU);
  private static final Activation SIGMOID = new Activation(Activation.Function.SIGMOID);

  record Kind(String name, List<Layer> layers, Output output, int classes) {
    @Override
    public String toString() {
      return name + " " + output;
    }
  }

  /** Every layer, each activation in each place, each output, 2 to 8 classes. */
  static List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    for (Output output : Output.values()) {
      for (Activation a : List.of(RELU, SIGMOID)) {
        kinds.add(
            new Kind(
                "study's network " + a.function(),
                List.of(
                    new Normalize(0, 255),
                    new Convolution(32, 3),
                    a,
                    new MaxPooling(2),
                    new Convolution(64, 3),
                    a,
                    new MaxPooling(2),
                    new Convolution(128, 3),
                    a,
                    new MaxPooling(2),
                    new Flatten(),
                    new Dropout(0.5),
                    new Dense(1024),
                    a,
                    new Dropout(0.5)),
                output,
                7));
        kinds.add(
            new Kind(
                "perceptron " + a.function(),
                List.of(new Normalize(0, 255), new Flatten(), new Dense(300), a, new Dense(20), a),
                output,
                8));
      }
      for (int size : List.of(16, 24, 32, 48)) {
        kinds.add(
            new Kind(
                "smaller faces, padded maps " + size,
                List.of(
                    new Resize(size),
                    new Normalize(0, 255),
                    new Convolution(8, 3, 1),
                    RELU,
                    new MaxPooling(2),
                    new Convolution(6, 5, 1),
                    RELU,
                    new Flatten()),
                output,
                7));
      }
      kinds.add(
          new Kind("no hidden layer", List.of(new Normalize(-10, 300), new Flatten()), output, 2));
      kinds.add(
          new Kind(
              "odd sizes",
              List.of(
                  new Normalize(0, 255),
                  new Convolution(5, 4),
                  new MaxPooling(3),
                  SIGMOID,
                  new Convolution(6, 1),
                  new Convolution(7, 2),
                  RELU,
                  new MaxPooling(5),
                  new Flatten(),
                  new Dense(9)),
              output,
              3));
    }
    return kinds;
  }

  private static byte[] faces(int n) {
    byte[] pixels = new byte[n * FaceCrop.PIXELS];
    new Random(7).nextBytes(pixels);
    for (int i = 0; i < FaceCrop.PIXELS; i++) { // the darkest and the brightest faces there are
      pixels[i] = 0;
      pixels[FaceCrop.PIXELS + i] = (byte) 255;
    }
    return pixels;
  }

  private static byte[] export(Network network, Kind kind) {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < kind.classes(); i++) {
      labels.add("label" + i);
    }
    return OnnxExporter.export(
        network, kind.output(), 1, Recipe.Storage.FLOAT32, labels, Map.of("name", "test"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void onnxRuntimeAgreesWithLibtorch(Kind kind) {
    byte[] pixels = faces(FACES);
    ByteBuffer direct = ByteBuffer.allocateDirect(pixels.length).put(pixels).flip();
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard();
        Network network = new Network(kind.layers(), kind.classes(), 3);
        OnnxModel model = OnnxModel.load("test", export(network, kind), 2)) {
      Tensor input = Tensor.create(pixels, false, FACES, 48, 48);
      assertEquals(ScalarType.Byte, input.scalar_type().intern());
      Tensor logits = network.logits(input);
      Tensor probabilities = kind.output().logProbabilities(logits).exp();
      assertClose(logits, model.run(OnnxModel.LOGITS, direct, FACES), kind.classes());
      float[][] shares = model.run(OnnxModel.PROBABILITIES, direct, FACES);
      assertClose(probabilities, shares, kind.classes());
      for (float[] row : shares) {
        double sum = 0;
        for (float p : row) {
          sum += p;
        }
        assertEquals(1, sum, 1e-5);
      }
    }
  }

  private static void assertClose(Tensor expected, float[][] found, int classes) {
    FloatBuffer values = expected.contiguous().createBuffer();
    assertEquals(FACES, found.length);
    boolean varied = false;
    for (int i = 0; i < FACES; i++) {
      assertEquals(classes, found[i].length);
      for (int c = 0; c < classes; c++) {
        assertEquals(values.get(i * classes + c), found[i][c], 1e-5);
        varied |= Math.abs(found[i][c] - found[0][c]) > 1e-4;
      }
    }
    assertTrue(varied, "a network that answers all faces alike would prove nothing");
  }

  @Test
  void sameNetworkGivesSameBytesAndCarriesItsCard() {
    Kind kind = kinds().get(1);
    try (Network one = new Network(kind.layers(), kind.classes(), 3);
        Network same = new Network(kind.layers(), kind.classes(), 3)) {
      byte[] bytes = export(one, kind);
      assertArrayEquals(bytes, export(same, kind));
      try (OnnxModel model = OnnxModel.load("test", bytes, 1)) {
        assertEquals("test", model.metadata().get("name"));
        assertEquals(
            "label0,label1,label2,label3,label4,label5,label6,label7",
            model.metadata().get("labels"));
        assertEquals(8, model.classes());
      }
    }
  }
}
