package org.sezim.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.sezim.Box;
import org.sezim.Landmarks;
import org.sezim.Recognition;

/** Results as JSON, one object a line: alone, or together as one array. */
final class JsonWriter implements ResultWriter {
  private final PrintWriter out;
  private final JsonGenerator json;
  private final boolean array;
  private boolean started;

  JsonWriter(PrintWriter out, boolean array) {
    this.out = out;
    this.array = array;
    try {
      json = new JsonFactory().createGenerator(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    // What stands between objects is written here.
    json.setPrettyPrinter(new MinimalPrettyPrinter(""));
    if (array) {
      out.print("[");
    }
  }

  @Override
  public void write(Recognition recognition) throws IOException {
    begin();
    json.writeStringField("source", recognition.source());
    json.writeNumberField("width", recognition.width());
    json.writeNumberField("height", recognition.height());
    json.writeStringField("model", recognition.model());
    json.writeArrayFieldStart("faces");
    for (Recognition.Face face : recognition.faces()) {
      write(face);
    }
    json.writeEndArray();
    end();
  }

  private void write(Recognition.Face face) throws IOException {
    json.writeStartObject();
    Box box = face.box();
    json.writeObjectFieldStart("box");
    json.writeNumberField("x", Math.round(box.x()));
    json.writeNumberField("y", Math.round(box.y()));
    json.writeNumberField("width", Math.round(box.width()));
    json.writeNumberField("height", Math.round(box.height()));
    json.writeEndObject();
    json.writeNumberField("confidence", face.confidence());
    if (face.landmarks().isPresent()) {
      Landmarks points = face.landmarks().get();
      json.writeObjectFieldStart("landmarks");
      write("rightEye", points.rightEye());
      write("leftEye", points.leftEye());
      write("nose", points.nose());
      write("rightMouth", points.rightMouth());
      write("leftMouth", points.leftMouth());
      json.writeEndObject();
    }
    json.writeStringField("emotion", face.emotions().best());
    json.writeNumberField("score", face.emotions().bestScore());
    json.writeBooleanField("tiny", face.tiny());
    json.writeBooleanField("uncertain", face.uncertain());
    json.writeObjectFieldStart("emotions");
    for (Map.Entry<String, Float> emotion : face.emotions().asMap().entrySet()) {
      json.writeNumberField(emotion.getKey(), emotion.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void write(String name, Landmarks.Point point) throws IOException {
    json.writeArrayFieldStart(name);
    json.writeNumber(Math.round(point.x()));
    json.writeNumber(Math.round(point.y()));
    json.writeEndArray();
  }

  @Override
  public void error(String source, String rule) throws IOException {
    begin();
    json.writeStringField("source", source);
    json.writeStringField("error", rule);
    end();
  }

  private void begin() throws IOException {
    if (array) {
      out.print(started ? ",\n " : "\n ");
    }
    started = true;
    json.writeStartObject();
  }

  private void end() throws IOException {
    json.writeEndObject();
    json.flush();
    if (!array) {
      out.print('\n');
    }
  }

  @Override
  public void close() throws IOException {
    json.close();
    if (array) {
      out.print(started ? "\n]\n" : "]\n");
    }
    out.flush();
  }
}
