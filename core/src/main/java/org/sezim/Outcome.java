package org.sezim;

import java.util.LinkedHashMap;
import java.util.Map;

/** Result for one of many photos: a recognition, or the error if it could not be read. */
public sealed interface Outcome extends ResultMap {
  /** The photo's name as given by the caller. */
  String source();

  /**
   * The outcome as written to JSON: {@link Recognition#toMap}, or {@code source} and {@code error}
   * for a photo that could not be read; a new map.
   */
  @Override
  Map<String, Object> toMap();

  /**
   * A photo that was read.
   *
   * @param recognition its faces, possibly none
   */
  record Recognized(Recognition recognition) implements Outcome {
    @Override
    public String source() {
      return recognition.source();
    }

    @Override
    public Map<String, Object> toMap() {
      return recognition.toMap();
    }
  }

  /**
   * A photo that could not be read.
   *
   * @param source the photo's name as given
   * @param error the reason, in one line
   */
  record Failed(String source, SezimException error) implements Outcome {
    @Override
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("source", source);
      map.put("error", error.rule());
      return map;
    }
  }
}
