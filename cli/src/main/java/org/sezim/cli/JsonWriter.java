package org.sezim.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sezim.Recognition;
import org.sezim.video.FrameResult;
import org.sezim.video.VideoSummary;

/** Writes results as JSON, one object per line, optionally as one array. */
final class JsonWriter implements ResultWriter {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintWriter out;
  private final boolean array;
  private boolean started;

  JsonWriter(PrintWriter out, boolean array) {
    this.out = out;
    this.array = array;
    if (array) {
      out.print("[");
    }
  }

  @Override
  public void write(Recognition recognition) throws IOException {
    write(recognition.toMap());
  }

  @Override
  public void write(FrameResult frame) throws IOException {
    write(frame.toMap());
  }

  @Override
  public void end(VideoSummary video) {}

  @Override
  public void error(String source, String rule) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("source", source);
    map.put("error", rule);
    write(map);
  }

  private void write(Map<String, Object> result) throws IOException {
    if (array) {
      out.print(started ? ",\n " : "\n ");
    }
    started = true;
    out.print(JSON.writeValueAsString(result));
    if (!array) {
      out.print('\n');
    }
  }

  @Override
  public void close() {
    if (array) {
      out.print(started ? "\n]\n" : "]\n");
    }
    out.flush();
  }
}
