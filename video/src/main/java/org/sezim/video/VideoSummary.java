package org.sezim.video;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sezim.ResultMap;

/**
 * What a film showed. Immutable.
 *
 * @param source the film's name as given
 * @param seconds from its start to the end of the last frame looked at
 * @param frames how many were looked at
 * @param model name and version of the emotion model
 * @param faces in the order in which they came into view
 * @param warnings what could not be read, a line each; empty of a whole film
 */
public record VideoSummary(
    String source,
    double seconds,
    long frames,
    String model,
    List<FaceSummary> faces,
    List<String> warnings)
    implements ResultMap {
  /** Copies the lists. */
  public VideoSummary {
    faces = List.copyOf(faces);
    warnings = List.copyOf(warnings);
  }

  /**
   * The summary for any JSON library.
   *
   * @return {@code source}, {@code seconds} (in whole milliseconds), {@code frames}, {@code model},
   *     {@code faces}, {@code warnings}; a new map
   */
  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("source", source);
    map.put("seconds", FrameResult.milliseconds(seconds));
    map.put("frames", frames);
    map.put("model", model);
    map.put("faces", faces.stream().map(FaceSummary::toMap).toList());
    map.put("warnings", warnings);
    return map;
  }
}
