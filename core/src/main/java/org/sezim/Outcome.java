package org.sezim;

import java.util.LinkedHashMap;
import java.util.Map;

/** What became of one of many photos: a recognition, or the reason why there is none. */
public sealed interface Outcome extends ResultMap {
  /** The photo's name as given. */
  String source();

  /**
   * The outcome as every door of Sezim gives it: {@link Recognition#toMap}, or {@code source} and
   * {@code error} of a photo that could not be read; a new map.
   */
  @Override
  Map<String, Object> toMap();

  /**
   * The photo was read.
   *
   * @param recognition its faces, if it shows any
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
   * The photo could not be read.
   *
   * @param source the photo's name as given
   * @param error why, in one line
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
