package org.sezim.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.sezim.Sezim;

/** The description of the API (OpenAPI 3.1) and the HTML page generated from it. Immutable. */
final class ApiDocument {
  private static final String[] ESCAPES = {"&", "&amp;", "<", "&lt;", ">", "&gt;", "\"", "&quot;"};

  private final ObjectNode document;
  private final String page;

  private ApiDocument(ObjectNode document) {
    this.document = document;
    this.page = new PageBuilder(document).toString();
  }

  /** Loads the description and sets the version of this build. */
  static ApiDocument load() {
    try {
      ObjectNode document = (ObjectNode) Json.MAPPER.readTree(resource("openapi.json"));
      document.withObject("/info").put("version", Sezim.version());
      return new ApiDocument(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a resource of this package. */
  static byte[] resource(String name) {
    try (InputStream in = ApiDocument.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The description as JSON. */
  byte[] json() {
    return document.toPrettyString().getBytes(StandardCharsets.UTF_8);
  }

  /** The page: HTML without scripts; its style sheet is {@code /docs/style.css}. */
  String page() {
    return page;
  }

  /** Builds the page. */
  private static final class PageBuilder {
    private final StringBuilder html = new StringBuilder();
    private final JsonNode document;

    PageBuilder(JsonNode document) {
      this.document = document;
      JsonNode info = document.path("info");
      String title = info.path("title").asText();
      html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
          .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
      element("title", title);
      html.append("<link rel=\"stylesheet\" href=\"/docs/style.css\">\n</head>\n<body>\n<main>\n");
      element("h1", title + " " + info.path("version").asText());
      paragraphs(info);
      html.append("<p><a href=\"/openapi.json\">openapi.json</a> · <a href=\"/\">Page</a></p>\n");
      for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
        for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
          operation(path.getKey(), operation.getKey(), operation.getValue());
        }
      }
      element("h2", "Objects");
      for (Map.Entry<String, JsonNode> schema : document.at("/components/schemas").properties()) {
        html.append("<h3 id=\"").append(escape(schema.getKey())).append("\">");
        html.append(escape(schema.getKey())).append("</h3>\n");
        schema(schema.getValue());
      }
      html.append("</main>\n</body>\n</html>\n");
    }

    private void operation(String path, String method, JsonNode operation) {
      element("h2", method.toUpperCase(Locale.ROOT) + " " + path);
      element("p", operation.path("summary").asText());
      paragraphs(operation);
      if (operation.has("parameters")) {
        element("h3", "Parameters");
        html.append("<dl>\n");
        for (JsonNode reference : operation.path("parameters")) {
          JsonNode parameter = resolve(reference);
          element(
              "dt", parameter.path("name").asText() + " (" + parameter.path("in").asText() + ")");
          element("dd", parameter.path("description").asText());
        }
        html.append("</dl>\n");
      }
      if (operation.has("requestBody")) {
        element("h3", "Body");
        html.append("<ul>\n");
        operation
            .path("requestBody")
            .path("content")
            .properties()
            .forEach(content -> content(content.getKey(), content.getValue()));
        html.append("</ul>\n");
      }
      element("h3", "Responses");
      html.append("<dl>\n");
      for (Map.Entry<String, JsonNode> entry : operation.path("responses").properties()) {
        JsonNode response = resolve(entry.getValue());
        element("dt", entry.getKey());
        html.append("<dd>").append(escape(response.path("description").asText()));
        html.append("<ul>\n");
        response
            .path("content")
            .properties()
            .forEach(content -> content(content.getKey(), content.getValue()));
        html.append("</ul></dd>\n");
      }
      html.append("</dl>\n");
    }

    private void content(String type, JsonNode content) {
      html.append("<li><code>").append(escape(type)).append("</code> ");
      JsonNode schema = content.path("schema");
      if (schema.has("$ref")) {
        link(schema);
      } else {
        html.append(escape(schema.path("description").asText()));
      }
      html.append("</li>\n");
    }

    private void schema(JsonNode schema) {
      paragraphs(schema);
      html.append("<dl>\n");
      for (Map.Entry<String, JsonNode> entry : schema.path("properties").properties()) {
        JsonNode property = entry.getValue();
        JsonNode inner = property.has("items") ? property.path("items") : property;
        html.append("<dt>").append(escape(entry.getKey())).append(": ");
        html.append(property.has("items") ? "array of " : "");
        if (inner.has("$ref")) {
          link(inner);
        } else {
          html.append(escape(inner.path("type").asText()));
        }
        html.append("</dt>\n");
        element("dd", property.path("description").asText());
      }
      html.append("</dl>\n");
    }

    private void link(JsonNode reference) {
      String name = reference.path("$ref").asText().replaceFirst(".*/", "");
      html.append("<a href=\"#").append(escape(name)).append("\">");
      html.append(escape(name)).append("</a>");
    }

    private JsonNode resolve(JsonNode node) {
      return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private void paragraphs(JsonNode node) {
      node.path("description").asText().lines().forEach(line -> element("p", line));
    }

    private void element(String name, String text) {
      html.append('<').append(name).append('>').append(escape(text));
      html.append("</").append(name).append(">\n");
    }

    private static String escape(String text) {
      String escaped = text;
      for (int i = 0; i < ESCAPES.length; i += 2) {
        escaped = escaped.replace(ESCAPES[i], ESCAPES[i + 1]);
      }
      return escaped;
    }

    @Override
    public String toString() {
      return html.toString();
    }
  }
}
