package org.sezim.video;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sezim.ResultMap;

/**
 * Emotions of all faces of a video. Immutable.
 *
 * @param source the video's name as given
 * @param seconds from its start to the end of the last analyzed frame
 * @param frames number of analyzed frames
 * @param model name and version of the emotion model
 * @param faces in the order in which they came into view
 * @param warnings damage found, one line per warning; empty if there is none
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
   * Converts the summary to a map for any JSON library.
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
