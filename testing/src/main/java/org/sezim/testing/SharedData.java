package org.sezim.testing;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds real data that is not part of the project: in {@code shared/data} of the current folder or
 * one above it, or in {@code data} of the folder given by the system property {@code sezim.shared}.
 */
public final class SharedData {
  private SharedData() {}

  /** A file or folder of the shared data; if it is missing, the test is skipped with a message. */
  public static Path require(String path) {
    String property = System.getProperty("sezim.shared");
    if (property != null) {
      Path found = Path.of(property, "data", path);
      return Files.exists(found) ? found : missing(path);
    }
    for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
      Path found = dir.resolve("shared/data").resolve(path);
      if (Files.exists(found)) {
        return found;
      }
    }
    return missing(path);
  }

  private static Path missing(String path) {
    return abort("needs shared/data/" + path + ", which is not here");
  }
}
