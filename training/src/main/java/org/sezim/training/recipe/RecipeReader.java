package org.sezim.training.recipe;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.sezim.SezimException;
import org.sezim.training.network.Layer;

/**
 * Reads recipes of both kinds and reports mistakes with their setting and line. A first pass over
 * the text notes the line of each setting and refuses unknown and repeated names; Jackson, which
 * reports them late or never, then creates the record.
 */
final class RecipeReader {
  /**
   * Setting names used before the first release and their current names. The bundled models contain
   * recipes with the old ones.
   */
  private static final Map<String, String> RENAMED =
      Map.ofEntries(
          Map.entry("averaging", "ema"),
          Map.entry("keep", "select"),
          Map.entry("warmup", "warmup-steps"),
          Map.entry("soften", "blur"),
          Map.entry("erase", "random-erasing"),
          Map.entry("average-pool", "global-average-pool"),
          Map.entry("pictures", "folders"),
          Map.entry("layout", "network"),
          Map.entry("canvas", "image-size"),
          Map.entry("canvases", "images-per-epoch"));

  private static final String NOTHING = "nothing";

  private static final Set<Class<?>> WHOLE =
      Set.of(int.class, Integer.class, long.class, Long.class);

  /** A value's line and its text, {@link #NOTHING} if it is empty. */
  private record Value(int line, String text) {}

  private final String source;
  private final JsonParser parser;

  /** The values by path, for example {@code optimizer.name} and {@code network[1].units}. */
  private final Map<String, Value> values = new HashMap<>();

  private RecipeReader(String source, JsonParser parser) {
    this.source = source;
    this.parser = parser;
  }

  static <T> T read(Path file, Class<T> type) {
    try {
      return parse(file.toString(), Files.readString(file), type);
    } catch (IOException e) {
      throw SezimException.unreadable(file, e);
    }
  }

  static <T> T parse(String source, String yaml, Class<T> type) {
    try (JsonParser parser = Recipe.YAML.createParser(yaml)) {
      RecipeReader reader = new RecipeReader(source, parser);
      try {
        reader.scan(type);
        return Recipe.YAML.readValue(yaml, type);
      } catch (JsonMappingException e) {
        throw reader.explain(e);
      }
    } catch (JsonProcessingException e) { // not YAML
      String place = e.getLocation() == null ? source : source + ":" + e.getLocation().getLineNr();
      String rule = // without the excerpts of the text, which are indented
          e.getOriginalMessage().lines().filter(l -> !l.startsWith(" ")).collect(joining(", "));
      throw new SezimException(place, "not YAML: " + rule, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void scan(Class<?> type) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null || first == JsonToken.VALUE_NULL) {
      throw new SezimException(source, "expected a recipe, found an empty file");
    }
    if (first != JsonToken.START_OBJECT) {
      throw error(line(), "expected a recipe, found " + text());
    }
    scan(type, "", line());
    if (parser.nextToken() != null) {
      throw error(line(), "expected one recipe, found a second one");
    }
  }

  /** Scans the value at the parser's position. */
  private void scan(Type type, String path, int line) throws IOException {
    JsonToken token = parser.currentToken();
    values.put(path, new Value(line, text()));
    if (token == JsonToken.VALUE_NULL && path.endsWith("]")) {
      throw error(line, path + ": expected " + expected((Class<?>) type) + ", found nothing");
    }
    if (token == JsonToken.START_ARRAY && type instanceof ParameterizedType list) {
      Type element = list.getActualTypeArguments()[0];
      for (int i = 1; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        scan(element, path + "[" + i + "]", line());
      }
    } else if (token == JsonToken.START_OBJECT && type == Layer.class) {
      scanLayer(path, line);
    } else if (token == JsonToken.START_OBJECT && type instanceof Class<?> c && c.isRecord()) {
      scanSettings(settings(c), path);
    } else {
      parser.skipChildren();
    }
  }

  private void scanSettings(Map<String, Type> known, String path) throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      int line = line();
      String setting = join(path, name);
      Type type = known(name, known, line, setting + ": unknown setting");
      if (values.containsKey(setting)) {
        int before = values.get(setting).line();
        throw error(line, setting + ": expected once, found also on line " + before);
      }
      parser.nextToken();
      scan(type, setting, line);
    }
  }

  /** Like Jackson, leaves the layer's name out of the paths of its settings. */
  private void scanLayer(String path, int line) throws IOException {
    String name = parser.nextFieldName();
    if (name == null) {
      throw error(line, path + ": expected " + expected(Layer.class) + ", found {}");
    }
    Type layer = known(name, layers(), line, path + ": unknown layer " + name);
    parser.nextToken();
    scan(layer, path, line);
    String second = parser.nextFieldName();
    if (second != null) {
      throw error(line(), path + ": expected one layer, found " + name + " and " + second);
    }
  }

  /** Returns the type of a setting or layer, if it is known. */
  private Type known(String name, Map<String, Type> known, int line, String mistake) {
    Type type = known.get(name);
    if (type != null) {
      return type;
    }
    String now = RENAMED.get(name);
    if (now != null && known.containsKey(now)) {
      throw error(line, name + ": is now called " + now);
    }
    String names = known.isEmpty() ? "none" : "one of " + String.join(", ", known.keySet());
    throw error(line, mistake + "; expected " + names);
  }

  /** The settings of a record and their types. */
  private static Map<String, Type> settings(Class<?> type) {
    Map<String, Type> settings = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
      settings.put(
          property == null ? component.getName() : property.value(), component.getGenericType());
    }
    return settings;
  }

  private static Map<String, Type> layers() {
    Map<String, Type> layers = new LinkedHashMap<>();
    for (JsonSubTypes.Type layer : Layer.class.getAnnotation(JsonSubTypes.class).value()) {
      layers.put(layer.value().getAnnotation(JsonTypeName.class).value(), layer.value());
    }
    return layers;
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  /** The value at the parser's position, for error messages. */
  private String text() throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> "settings";
      case START_ARRAY -> "a list";
      case VALUE_NULL -> NOTHING;
      default -> parser.getText().lines().findFirst().orElse("empty text");
    };
  }

  private String text(String path) {
    Value value = values.get(path);
    return value == null ? NOTHING : value.text();
  }

  /** The error for a value, or for the whole recipe, which lacks a setting and so has no line. */
  private SezimException error(String path, String rule, Exception cause) {
    Value value = path.isEmpty() ? null : values.get(path);
    return new SezimException(value == null ? source : source + ":" + value.line(), rule, cause);
  }

  private SezimException error(int line, String rule) {
    return new SezimException(source + ":" + line, rule);
  }

  private SezimException explain(JsonMappingException e) {
    String path = "";
    for (JsonMappingException.Reference step : e.getPath()) {
      path =
          step.getFieldName() == null
              ? path + "[" + (step.getIndex() + 1) + "]"
              : join(path, step.getFieldName());
    }
    if (e.getCause() instanceof IllegalArgumentException caller) {
      return explain(path, "" + caller.getMessage(), e);
    }
    String rule = e.getOriginalMessage().lines().findFirst().orElse("");
    if (e.getCause() instanceof InputCoercionException) {
      rule = "expected a number of fewer digits, found " + text(path);
    } else if (e instanceof MismatchedInputException wrong && wrong.getTargetType() != null) {
      rule = "expected " + expected(wrong.getTargetType()) + ", found " + text(path);
    }
    return error(path, path + ": " + rule, e);
  }

  /**
   * Explains a rule that the record at a path breaks.
   *
   * @param message the setting and the rule: {@code learning-rate: expected more than 0, found 0}
   */
  private SezimException explain(String path, String message, Exception cause) {
    String prefix = path.isEmpty() ? "" : path + ": ";
    String rule = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    String setting = path;
    List<String> steps = List.of(rule.split(": "));
    int step = 0;
    for (; step < steps.size() - 1; step++) {
      String name = steps.get(step);
      String next =
          name.startsWith("layer ")
              ? setting + "[" + name.substring("layer ".length()) + "]"
              : join(setting, name);
      if (!values.containsKey(next)) {
        break;
      }
      setting = next;
    }
    boolean absent = step < steps.size() - 1;
    if (absent || text(setting).equals(NOTHING)) { // to Jackson, 0 or null
      rule = rule.replaceFirst(", found (0|0\\.0|null)$", ", found " + NOTHING);
    }
    return error(setting, prefix + rule, cause);
  }

  /** The values that a setting of a type takes, for error messages. */
  private static String expected(Class<?> type) {
    if (type.isEnum()) {
      return Stream.of(type.getEnumConstants())
          .map(constant -> Recipe.YAML.convertValue(constant, String.class))
          .collect(joining(", ", "one of ", ""));
    } else if (type == Layer.class) {
      return "a layer with its settings, such as flatten: {}";
    } else if (type.isRecord()) {
      return settings(type).keySet().stream()
          .map(name -> name + ": …")
          .collect(joining(", ", "{", "}"));
    } else if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    } else if (type == String.class) {
      return "text";
    } else if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    return WHOLE.contains(type) ? "a whole number" : "a number";
  }
}
