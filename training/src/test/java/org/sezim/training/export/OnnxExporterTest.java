package org.sezim.training.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sezim.dataset.DatasetOptions;
import org.sezim.dataset.FaceDataset;
import org.sezim.dataset.LabeledFaces;
import org.sezim.dataset.Split;
import org.sezim.face.FaceCrop;
import org.sezim.internal.onnx.OnnxModel;
import org.sezim.training.network.Activation;
import org.sezim.training.network.BatchNormalization;
import org.sezim.training.network.Convolution;
import org.sezim.training.network.Dense;
import org.sezim.training.network.Dropout;
import org.sezim.training.network.Flatten;
import org.sezim.training.network.GlobalAveragePooling;
import org.sezim.training.network.Layer;
import org.sezim.training.network.MaxPooling;
import org.sezim.training.network.Network;
import org.sezim.training.network.Normalize;
import org.sezim.training.network.OutputActivation;
import org.sezim.training.network.Residual;
import org.sezim.training.network.Resize;
import org.sezim.training.network.SqueezeExcitation;
import org.sezim.training.onnx.WeightFormat;

class OnnxExporterTest {
  private static final int FACES = 256;
  private static final Activation RELU = new Activation(Activation.Function.RELU);
  private static final Activation SIGMOID = new Activation(Activation.Function.SIGMOID);

  @TempDir Path folder;

  record Kind(String name, List<Layer> layers, OutputActivation output, int classes) {
    @Override
    public String toString() {
      return name + " " + output;
    }
  }

  /** Every layer, activation and output activation, 2 to 8 classes. */
  static List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    for (OutputActivation output : OutputActivation.values()) {
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
          new Kind(
              "residual blocks",
              List.of(
                  new Normalize(0, 255),
                  new Convolution(6, 3, 1, 2, false, 0),
                  new BatchNormalization(),
                  RELU,
                  new Residual(6, 1, 3),
                  new Residual(8, 2, 4),
                  new Residual(8, 1, 0),
                  new Residual(12, 2, 0),
                  new GlobalAveragePooling(),
                  new Dropout(0.2)),
              output,
              7));
      kinds.add(
          new Kind(
              "batch normalization in every position",
              List.of(
                  new Normalize(0, 255),
                  new BatchNormalization(),
                  new Convolution(5, 3, 0, 3, true, 0),
                  new BatchNormalization(),
                  new Convolution(10, 3, 1, 1, true, 5),
                  new BatchNormalization(),
                  new SqueezeExcitation(2),
                  new BatchNormalization(),
                  new GlobalAveragePooling()),
              output,
              3));
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
    for (int i = 0; i < FaceCrop.PIXELS; i++) { // an all-black and an all-white face
      pixels[i] = 0;
      pixels[FaceCrop.PIXELS + i] = (byte) 255;
    }
    return pixels;
  }

  /**
   * A network whose weights and running means differ from their initial values, as after training.
   */
  private static Network trained(Kind kind) {
    Network network = new Network(kind.layers(), kind.classes(), 3);
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      network
          .state()
          .forEach(
              (name, values) -> {
                if (values.dim() == 1) {
                  Tensor change = Tensor.create(new float[(int) values.numel()]);
                  change.uniform_(0.1, 0.6, Network.random(name.hashCode()));
                  values.add_(change);
                }
              });
    }
    return network;
  }

  private static byte[] export(Network network, Kind kind) {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < kind.classes(); i++) {
      labels.add("label" + i);
    }
    return export(network, kind.output(), Calibration.NONE, WeightFormat.FLOAT32, labels);
  }

  private static byte[] export(
      Network network,
      OutputActivation output,
      Calibration calibration,
      WeightFormat format,
      List<String> labels) {
    byte[] model = new OnnxExporter(network, output, format, labels).model(calibration);
    return OnnxExporter.withMetadata(model, Map.of("name", "test"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void onnxRuntimeAgreesWithLibtorch(Kind kind) {
    byte[] pixels = faces(FACES);
    ByteBuffer direct = ByteBuffer.allocateDirect(pixels.length).put(pixels).flip();
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard();
        Network network = trained(kind);
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
        float value = values.get(i * classes + c);
        assertEquals(value, found[i][c], 1e-5 * Math.max(1, Math.abs(value) / 10));
        varied |= Math.abs(found[i][c] - found[0][c]) > 1e-4;
      }
    }
    assertTrue(varied, "equal outputs for all faces would prove nothing");
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

  private static ModelProto parsed(byte[] model) throws InvalidProtocolBufferException {
    return ModelProto.parseFrom(model);
  }

  @Test
  void foldsBatchNormalizationIntoTheConvolution() throws Exception {
    Kind blocks = kinds().stream().filter(k -> k.name().equals("residual blocks")).toList().get(0);
    try (Network network = trained(blocks)) {
      List<String> operators =
          parsed(export(network, blocks)).getGraph().getNodeList().stream()
              .map(NodeProto::getOpType)
              .toList();
      assertFalse(operators.contains("BatchNormalization"), operators.toString());
      // 1 before the blocks, 2 per block, 2 shortcuts, 2 per squeeze-excitation.
      assertEquals(1 + 8 + 2 + 4, operators.stream().filter("Conv"::equals).count());
    }
  }

  @ParameterizedTest
  @CsvSource({"SOFTMAX, 1.3, 0.98", "SIGMOID, 1.3, 0.98", "SOFTMAX, 2.5, 0", "SIGMOID, 2.5, 0"})
  void calibrationRemovesSmoothingThenDivides(
      OutputActivation output, double temperature, double smoothing) {
    Kind kind =
        kinds().stream()
            .filter(k -> k.name().equals("residual blocks") && k.output() == output)
            .toList()
            .get(0);
    Calibration calibration = new Calibration(temperature, smoothing);
    List<String> labels = List.of("a", "b", "c", "d", "e", "f", "g");
    byte[] pixels = faces(FACES);
    ByteBuffer direct = ByteBuffer.allocateDirect(pixels.length).put(pixels).flip();
    try (Network network = trained(kind);
        OnnxModel plain = OnnxModel.load("test", export(network, kind), 1);
        OnnxModel calibrated =
            OnnxModel.load(
                "test", export(network, output, calibration, WeightFormat.FLOAT32, labels), 1)) {
      float[][] before = plain.run(OnnxModel.PROBABILITIES, direct, FACES);
      float[][] after = calibrated.run(OnnxModel.PROBABILITIES, direct, FACES);
      float[][] logits = calibrated.run(OnnxModel.LOGITS, direct, FACES);
      boolean held = false;
      for (int i = 0; i < FACES; i++) {
        double[] given = new double[7];
        double sum = 0;
        for (int c = 0; c < 7; c++) {
          given[c] = before[i][c];
          held |= given[c] < smoothing / 7;
          sum += Math.exp(logits[i][c]);
        }
        for (int c = 0; c < 7; c++) {
          assertEquals(calibration.of(given, c), after[i][c], 1e-5);
          assertEquals(Math.exp(logits[i][c]) / sum, after[i][c], 1e-5);
        }
      }
      assertEquals(smoothing > 0, held, "some probability has to be smaller than the offset");
    }
  }

  @Test
  void float16HalvesTheFileAndKeepsProbabilities() throws Exception {
    Kind kind = kinds().stream().filter(k -> k.name().equals("residual blocks")).toList().get(0);
    List<String> labels = List.of("a", "b", "c", "d", "e", "f", "g");
    byte[] pixels = faces(FACES);
    ByteBuffer direct = ByteBuffer.allocateDirect(pixels.length).put(pixels).flip();
    try (Network network = trained(kind)) {
      byte[] whole = export(network, kind);
      byte[] half = export(network, kind.output(), Calibration.NONE, WeightFormat.FLOAT16, labels);
      assertEquals(weightBytes(whole) / 2.0, weightBytes(half), 0.05 * weightBytes(whole));
      try (OnnxModel exact = OnnxModel.load("test", whole, 1);
          OnnxModel near = OnnxModel.load("test", half, 1)) {
        float[][] expected = exact.run(OnnxModel.PROBABILITIES, direct, FACES);
        float[][] found = near.run(OnnxModel.PROBABILITIES, direct, FACES);
        for (int i = 0; i < FACES; i++) {
          assertArrayEquals(expected[i], found[i], 2e-3f);
        }
      }
    }
  }

  @Test
  void int8QuartersTheFileAndKeepsProbabilities() throws Exception {
    Kind kind = kinds().stream().filter(k -> k.name().equals("residual blocks")).toList().get(0);
    byte[] pixels = faces(FACES);
    ByteBuffer direct = ByteBuffer.allocateDirect(pixels.length).put(pixels).flip();
    try (Network network = trained(kind)) {
      byte[] floats = export(network, kind);
      Quantizer quantizer = new Quantizer(floats);
      List<Quantizer.Range> ranges = quantizer.ranges(labeledFaces(pixels), 1);
      // The input of the first convolution is the pixels, scaled from 0–255 to 0–1.
      assertEquals(new Quantizer.Range("div_4", 0, 1), ranges.get(0));
      byte[] whole = quantizer.quantize(ranges);
      assertArrayEquals(whole, new Quantizer(floats).quantize(ranges));
      assertEquals(weightBytes(floats) / 4.0, weightBytes(whole), 0.1 * weightBytes(floats));
      List<String> operators =
          parsed(whole).getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
      long convolutions = operators.stream().filter("Conv"::equals).count();
      long sums = operators.stream().filter("Add"::equals).count();
      assertEquals(4, sums);
      // One per result, and the inputs of the first convolution, of both squeeze-excitations and of
      // both pooled shortcuts, and the outputs of the squeeze-excitations.
      long quantized = operators.stream().filter("QuantizeLinear"::equals).count();
      assertEquals(convolutions + sums + 1 + 2 + 2 + 2, quantized);
      try (OnnxModel exact = OnnxModel.load("test", floats, 1);
          OnnxModel near = OnnxModel.load("test", whole, 1)) {
        assertEquals("test", near.metadata().get("name"));
        float[][] expected = exact.run(OnnxModel.PROBABILITIES, direct, FACES);
        float[][] found = near.run(OnnxModel.PROBABILITIES, direct, FACES);
        for (int i = 0; i < FACES; i++) {
          assertArrayEquals(expected[i], found[i], 0.05f);
        }
      }
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class, () -> quantizer.quantize(ranges.subList(1, 3)));
      assertTrue(e.getMessage().startsWith("ranges: expected those of [div_4, "), e.getMessage());
    }
  }

  private LabeledFaces labeledFaces(byte[] pixels) throws IOException {
    StringBuilder csv = new StringBuilder("emotion,pixels\n");
    for (int i = 0; i < FACES; i++) {
      csv.append("0,");
      for (int p = 0; p < FaceCrop.PIXELS; p++) {
        csv.append(p > 0 ? " " : "").append(pixels[i * FaceCrop.PIXELS + p] & 0xff);
      }
      csv.append('\n');
    }
    Path file = Files.writeString(folder.resolve("faces.csv"), csv);
    return FaceDataset.read(file, DatasetOptions.defaults()).split(Split.TRAINING);
  }

  private static int weightBytes(byte[] model) throws InvalidProtocolBufferException {
    return parsed(model).getGraph().getInitializerList().stream()
        .filter(tensor -> tensor.getDimsCount() > 1)
        .mapToInt(tensor -> tensor.getRawData().size())
        .sum();
  }
}
