package org.sezim.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.sezim.Recognition;

/** Results as JSON: one array, or one object a line. */
final class JsonWriter implements ResultWriter {
  private final JsonGenerator json;
  private final boolean array;

  JsonWriter(PrintWriter out, boolean array) {
    this.array = array;
    try {
      json = new JsonFactory().createGenerator(out);
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      if (array) {
        json.setPrettyPrinter(
            new DefaultPrettyPrinter().withArrayIndenter(new DefaultIndenter("  ", "\n")));
        json.writeStartArray();
      } else {
        json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(Recognition recognition) throws IOException {
    json.writeStartObject();
    json.writeStringField("source", recognition.source());
    json.writeNumberField("width", recognition.width());
    json.writeNumberField("height", recognition.height());
    json.writeStringField("model", recognition.model());
    json.writeArrayFieldStart("faces");
    for (Recognition.Face face : recognition.faces()) {
      json.writeStartObject();
      json.writeObjectFieldStart("box");
      json.writeNumberField("x", Math.round(face.box().x()));
      json.writeNumberField("y", Math.round(face.box().y()));
      json.writeNumberField("width", Math.round(face.box().width()));
      json.writeNumberField("height", Math.round(face.box().height()));
      json.writeEndObject();
      json.writeStringField("emotion", face.emotions().best());
      json.writeNumberField("score", face.emotions().bestScore());
      json.writeObjectFieldStart("emotions");
      for (Map.Entry<String, Float> emotion : face.emotions().asMap().entrySet()) {
        json.writeNumberField(emotion.getKey(), emotion.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  @Override
  public void error(String source, String rule) throws IOException {
    json.writeStartObject();
    json.writeStringField("source", source);
    json.writeStringField("error", rule);
    json.writeEndObject();
  }

  @Override
  public void close() throws IOException {
    if (array) {
      json.writeEndArray();
    }
    json.writeRaw('\n');
    json.close();
  }
}
