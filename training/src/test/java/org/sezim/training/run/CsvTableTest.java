package org.sezim.training.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sezim.SezimException;

class CsvTableTest {
  private record Thing(String name, int count, double share) {}

  private static final CsvTable<Thing> TABLE =
      new CsvTable<>(
          List.of("name", "count", "share"),
          thing -> List.of(thing.name, thing.count, thing.share),
          row -> new Thing(row.text("name"), row.integer("count"), row.number("share")));

  private static final List<Thing> THINGS =
      List.of(new Thing("a", 1, 0.1), new Thing("b, \"c\"", -2, 1e-7));

  @TempDir Path folder;

  @Test
  void readsWhatItWrote() {
    String text = TABLE.format(THINGS);
    assertEquals("name,count,share\na,1,0.1\n\"b, \"\"c\"\"\",-2,1.0E-7\n", text);
    assertEquals(THINGS, TABLE.parse(text));
    assertEquals(List.of(), TABLE.parse(TABLE.format(List.of())));
    assertEquals(List.of(), TABLE.parse(""));
  }

  @Test
  void missingFileHasNoRecords() {
    assertEquals(List.of(), TABLE.read(folder.resolve("none.csv")));
    assertEquals(List.of(), CsvTable.columns(folder.resolve("none.csv")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count,name,share\n",
        "name,count,share\na,1,0.1\nb,x,0.1\n",
        "name,count,share\na,1,0.1\nb,2\n",
        "name,count,share\na,1,0.1\nb,2,3,4\n",
      })
  void errorsNameFileAndLine(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("things.csv"), text);
    SezimException e = assertThrows(SezimException.class, () -> TABLE.read(file));
    assertEquals(file.toString(), e.place());
    int line = text.startsWith("count") ? 1 : 3;
    assertTrue(e.rule().startsWith("line " + line + ": expected "), e.rule());
  }

  @Test
  void gradientsHaveOneColumnPerWeight() {
    List<GradientNorms> norms =
        List.of(
            GradientNorms.table(List.of("conv1.weight", "dense1.weight"))
                .parse("epoch,conv1.weight,dense1.weight\n1,0.5,0.25\n")
                .get(0));
    assertEquals(
        List.of("conv1.weight", "dense1.weight"), List.copyOf(norms.get(0).byWeight().keySet()));
    assertEquals(0.25, norms.get(0).byWeight().get("dense1.weight"));
  }
}
