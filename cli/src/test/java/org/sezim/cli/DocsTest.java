package org.sezim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The project's Markdown files: their links, the index of the docs, the modules' README files. */
class DocsTest {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\n]*`");

  @Test
  void everyRelativeLinkLeadsToAFile() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      Matcher link = LINK.matcher(text(page));
      while (link.find()) {
        String target = link.group(1);
        if (!target.matches("[a-z]+:.*") && !leadsSomewhere(page, target)) {
          broken.add(PROJECT.relativize(page) + ": " + target);
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void theIndexNamesEveryPage() throws IOException {
    Path docs = PROJECT.resolve("docs");
    String index = Files.readString(docs.resolve("README.md"));
    for (Path page : pages()) {
      String name = docs.relativize(page).toString().replace('\\', '/');
      String linked = name.replaceFirst("/README\\.md$", "");
      if (page.startsWith(docs) && !name.equals("README.md")) {
        assertTrue(index.contains("](" + linked + ")"), "expected in docs/README.md: " + linked);
      }
    }
  }

  @Test
  void everyModuleHasAReadme() throws IOException {
    Matcher module =
        Pattern.compile("<module>(.+?)</module>")
            .matcher(Files.readString(PROJECT.resolve("pom.xml")));
    while (module.find()) {
      Path readme = PROJECT.resolve(module.group(1)).resolve("README.md");
      assertTrue(Files.exists(readme), "expected " + PROJECT.relativize(readme));
    }
  }

  private static boolean leadsSomewhere(Path page, String target) throws IOException {
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    return Files.exists(file) && (parts.length == 1 || anchors(file).contains(parts[1]));
  }

  /** The names that GitHub gives to the headings of a page. */
  private static Set<String> anchors(Path page) throws IOException {
    Set<String> anchors = new TreeSet<>();
    Matcher heading = HEADING.matcher(Files.readString(page));
    while (heading.find()) {
      String words = heading.group(1).toLowerCase(Locale.ROOT);
      anchors.add(words.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
    }
    return anchors;
  }

  private static String text(Path page) throws IOException {
    return CODE.matcher(Files.readString(page)).replaceAll("");
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    Files.walkFileTree(
        PROJECT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return isKept(folder) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".md")) {
              pages.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    assertTrue(pages.size() > 10, pages.toString());
    return pages;
  }

  /** Returns true if a folder is part of the project: neither hidden nor in .gitignore. */
  private static boolean isKept(Path folder) {
    String name = folder.getFileName().toString();
    boolean ignored =
        name.equals("target")
            || folder.equals(PROJECT.resolve("runs"))
            || folder.equals(PROJECT.resolve("data"));
    boolean hidden = name.startsWith(".") && !name.equals(".github");
    return folder.equals(PROJECT) || !(ignored || hidden);
  }
}
