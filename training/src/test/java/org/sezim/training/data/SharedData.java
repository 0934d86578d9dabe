package org.sezim.training.data;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds real data that is not part of the project: in the folder {@code shared/data} beside it or
 * above, or in the folder {@code shared} that the system property {@code sezim.shared} names.
 */
public final class SharedData {
  private SharedData() {}

  /** A file or folder of the shared data; without it the test is skipped and says so. */
  public static Path require(String path) {
    Optional<Path> root = root();
    if (root.isEmpty() || !Files.exists(root.get().resolve(path))) {
      return abort("needs shared/data/" + path + ", which is not here");
    }
    return root.get().resolve(path);
  }

  private static Optional<Path> root() {
    String property = System.getProperty("sezim.shared");
    if (property != null) {
      return Optional.of(Path.of(property, "data"));
    }
    for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
      if (Files.isDirectory(dir.resolve("shared/data"))) {
        return Optional.of(dir.resolve("shared/data"));
      }
    }
    return Optional.empty();
  }
}
