package org.sezim.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks of the page without a browser: texts, languages, addresses and scripts. */
class PageFilesTest {
  private static final Path PAGE = Path.of("src/main/resources/org/sezim/server/page");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");
  private static final Pattern KEY =
      Pattern.compile("\\b(?:t|plural)\\('([\\w.-]*[\\w-])'|data-(?:text|label)=\"([^\"]+)\"");
  private static final Pattern ADDRESS = Pattern.compile("https?://[\\w./]+");

  @ParameterizedTest
  @ValueSource(strings = {"kk", "ru"})
  void everyLanguageHasAllTexts(String language) throws IOException {
    assertEquals(placeholders("en"), placeholders(language));
  }

  @ParameterizedTest
  @CsvSource({"en,one other", "kk,other", "ru,few many one other"})
  void pluralTextsHaveThePluralFormsOfTheLanguage(String language, String forms)
      throws IOException {
    int count = 0;
    for (Map.Entry<String, JsonNode> text : texts(language).entrySet()) {
      if (text.getValue().isObject()) {
        count++;
        Set<String> found = new TreeSet<>();
        text.getValue().fieldNames().forEachRemaining(found::add);
        assertEquals(forms, String.join(" ", found), text.getKey());
      }
    }
    assertTrue(count > 0, "no plural texts");
  }

  @Test
  void everyUsedTextExists() throws IOException {
    Set<String> known = texts("en").keySet();
    Set<String> used = new TreeSet<>();
    for (Path file : sources()) {
      Matcher matcher = KEY.matcher(Files.readString(file));
      while (matcher.find()) {
        used.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
      }
    }
    assertTrue(used.size() > 50, "found only " + used);
    used.removeAll(known);
    assertEquals(Set.of(), used);
  }

  @Test
  void fetchesNothingFromElsewhere() throws IOException {
    Set<String> addresses = new TreeSet<>();
    for (Path file : sources()) {
      Matcher matcher = ADDRESS.matcher(Files.readString(file));
      while (matcher.find()) {
        addresses.add(matcher.group());
      }
    }
    // An XML namespace, which is never fetched.
    assertEquals(Set.of("http://www.w3.org/2000/svg"), addresses);
  }

  @Test
  void holdsNoScriptOrStyleThatTheSecurityPolicyForbids() throws IOException {
    String html = Files.readString(PAGE.resolve("index.html"));
    assertTrue(html.contains("<script type=\"module\" src=\"main.js\"></script>"));
    assertFalse(Pattern.compile("<style|\\sstyle=|\\son\\w+=|javascript:").matcher(html).find());
    assertEquals(1, html.lines().filter(line -> line.contains("<script")).count());
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.list(PAGE)) {
      List<Path> sources = files.filter(Files::isRegularFile).sorted().toList();
      assertTrue(sources.size() > 10, "found only " + sources);
      return sources;
    }
  }

  private static Map<String, JsonNode> texts(String language) throws IOException {
    JsonNode root =
        new ObjectMapper().readTree(PAGE.resolve("texts/" + language + ".json").toFile());
    Map<String, JsonNode> texts = new TreeMap<>();
    root.properties().forEach(field -> texts.put(field.getKey(), field.getValue()));
    return texts;
  }

  /** The placeholders of each text by key; all plural forms of a text must have the same ones. */
  private static Map<String, Set<String>> placeholders(String language) throws IOException {
    return texts(language).entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                text -> {
                  List<JsonNode> forms = new ArrayList<>();
                  if (text.getValue().isObject()) {
                    text.getValue().forEach(forms::add);
                  } else {
                    forms.add(text.getValue());
                  }
                  Set<Set<String>> placeholders =
                      forms.stream().map(PageFilesTest::placeholders).collect(Collectors.toSet());
                  assertEquals(1, placeholders.size(), language + ": " + text.getKey());
                  return placeholders.iterator().next();
                }));
  }

  private static Set<String> placeholders(JsonNode text) {
    assertFalse(text.asText().isBlank(), "an empty text");
    return PLACEHOLDER
        .matcher(text.asText())
        .results()
        .map(m -> m.group())
        .collect(Collectors.toSet());
  }
}
