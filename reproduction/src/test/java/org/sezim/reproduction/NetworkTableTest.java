package org.sezim.reproduction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sezim.training.network.Layer;
import org.sezim.training.network.Network;
import org.sezim.training.recipe.Recipe;

class NetworkTableTest {
  static List<Recipe> recipes() {
    List<Recipe> recipes = new ArrayList<>(List.of(StudyNetwork.recipe()));
    IntStream.of(16, 24, 32, 48).forEach(size -> recipes.add(StudyNetwork.withSize(size)));
    recipes.add(Recipe.bundled("paper-mlp"));
    return recipes;
  }

  private static List<String> column(Table table, int column) {
    return table.rows().stream().map(row -> row.cells().get(column).text()).toList();
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void tableMatchesTheTensors(Recipe recipe) {
    Table table = ArchitectureExperiment.table("a network", recipe, 7);
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard();
        Network network = new Network(recipe.network(), 7, 1)) {
      Tensor faces = Tensor.create(new byte[2 * 48 * 48], false, 2, 48, 48);
      List<String> sizes = new ArrayList<>();
      for (Tensor activation : network.activations(faces)) {
        sizes.add(
            String.join(
                "×", LongStream.of(activation.shape()).skip(1).mapToObj(String::valueOf).toList()));
      }
      sizes.add(""); // together
      assertEquals(sizes, column(table, 1));
      double parameters =
          table
              .rows()
              .get(table.rows().size() - 1)
              .cells()
              .get(2)
              .quantity()
              .orElseThrow()
              .estimate()
              .value();
      assertEquals(network.parameterCount(), (long) parameters);
    }
  }

  @Test
  void formulaAndCostsMatchHandCalculation() {
    Table table = ArchitectureExperiment.table("a network", StudyNetwork.recipe(), 7);
    assertEquals(
        List.of("48 − 3 + 1 = 46", "⌊46 / 2⌋ = 23", "23 − 3 + 1 = 21"),
        column(table, 0).stream().filter(s -> !s.isEmpty()).limit(3).toList());
    assertEquals(
        List.of(
            "609,408", // 46·46·32·9
            "8,128,512", // 21·21·64·32·9
            "4,718,592", // 8·8·128·64·9
            "2,097,152", // 2048·1024
            "7,168", // 1024·7
            "15,560,832"),
        column(table, 3).stream().filter(s -> !s.equals("0")).toList());
    assertEquals(
        "16 − 3 + 1 + 2·1 = 16",
        column(ArchitectureExperiment.table("padded", StudyNetwork.withSize(16), 7), 0).get(2));
  }

  /** A unit's answer changes if, and only if, a pixel of its field does. */
  @Test
  void receptiveFieldIsWhereAUnitsOutputComesFrom() {
    List<Layer> layers = StudyNetwork.recipe().network();
    int last = 8; // the ReLU behind the third convolution
    KernelExperiment.Fields fields = KernelExperiment.Fields.of(layers.subList(0, last + 1));
    assertEquals(18, fields.field());
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard();
        Network network = new Network(layers, 7, 1)) {
      for (int unit : new int[] {0, 3, 7}) {
        int first = (int) Math.round(fields.middle(unit) - fields.field() / 2.0);
        int end = first + fields.field();
        float[] grey = answers(network, last, unit, -1);
        for (int x : new int[] {first - 1, first, end - 1, end}) {
          if (x >= 0 && x < 48) {
            float[] changed = answers(network, last, unit, x);
            if (x >= first && x < end) {
              assertNotEquals(List.of(box(grey)), List.of(box(changed)), "pixel " + x);
            } else {
              assertEquals(box(grey), box(changed), "pixel " + x);
            }
          }
        }
      }
    }
  }

  private static List<Float> box(float[] values) {
    List<Float> boxed = new ArrayList<>();
    for (float value : values) {
      boxed.add(value);
    }
    return boxed;
  }

  /**
   * What all kernels answer in the middle row at one unit, with one column of the face brightened.
   */
  private static float[] answers(Network network, int layer, int unit, int column) {
    byte[] face = new byte[48 * 48];
    for (int i = 0; i < face.length; i++) {
      face[i] = (byte) (i % 48 == column ? 255 : 100);
    }
    Tensor maps = network.activations(Tensor.create(face, false, 1, 48, 48)).get(layer);
    FloatBuffer values = maps.contiguous().createBuffer();
    float[] found = new float[128];
    for (int k = 0; k < found.length; k++) {
      found[k] = values.get((k * 8 + 4) * 8 + unit);
    }
    return found;
  }
}
