package org.sezim.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.testing.TinyFer;

class FaceDatasetMemoryTest {
  /**
   * Reads the file in the first argument; fails unless it has the number of faces in the second.
   */
  public static final class Reader {
    private Reader() {}

    public static void main(String[] args) {
      FaceDataset data = FaceDataset.read(Path.of(args[0]), DatasetOptions.defaults());
      int faces = data.sizes().values().stream().mapToInt(n -> n).sum();
      System.exit(faces == Integer.parseInt(args[1]) ? 0 : 3);
    }
  }

  @Test
  @Tag("slow")
  void allOfFer2013FitsInto250Megabytes(@TempDir Path dir)
      throws IOException, InterruptedException {
    Path csv = dir.resolve("fer2013.csv.gz");
    TinyFer.write(csv, 28709, 3589, 3589, 1);
    Path output = dir.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx250m",
                    "-cp",
                    classPath(),
                    Reader.class.getName(),
                    csv.toString(),
                    "35887"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertEquals(0, process.waitFor(), Files.readString(output));
  }

  /** The class path of this test: the one that Surefire passes on, or that of this process. */
  private static String classPath() {
    String own = System.getProperty("java.class.path");
    return System.getProperty("surefire.test.class.path", own);
  }
}
