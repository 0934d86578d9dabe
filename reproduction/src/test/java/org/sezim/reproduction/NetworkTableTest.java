package org.sezim.reproduction;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    Table table = NetworkTable.table("a network", recipe, 7);
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
      sizes.add(""); // the totals
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
    Table table = NetworkTable.table("a network", StudyNetwork.recipe(), 7);
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
        column(NetworkTable.table("padded", StudyNetwork.withSize(16), 7), 0).get(2));
  }
}
