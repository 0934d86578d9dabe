package org.sezim.video;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sezim.FaceTracker;
import org.sezim.Recognition;
import org.sezim.ResultMap;

/**
 * What one frame of a film shows. Immutable.
 *
 * @param source the film's name as given
 * @param seconds since the start of the film
 * @param span which 1/fps of the film it stands for, from 0
 * @param width of the upright frame in pixels
 * @param height of the upright frame in pixels
 * @param model name and version of the emotion model
 * @param faces in the frame, the surest first, each with its number and scores smoothed in time
 */
public record FrameResult(
    String source,
    double seconds,
    long span,
    int width,
    int height,
    String model,
    List<FaceTracker.Tracked> faces)
    implements ResultMap {
  /** Copies the list. */
  public FrameResult {
    faces = List.copyOf(faces);
  }

  /** The same without the numbers, as for a photo. */
  public Recognition recognition() {
    return new Recognition(
        source, width, height, model, faces.stream().map(FaceTracker.Tracked::face).toList());
  }

  /**
   * The frame for any JSON library, as {@link Recognition#toMap} gives a photo.
   *
   * @return {@code source}, {@code seconds} (in whole milliseconds), {@code width}, {@code height},
   *     {@code model}, {@code faces} with their {@code track}; a new map
   */
  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("source", source);
    map.put("seconds", milliseconds(seconds));
    map.put("width", width);
    map.put("height", height);
    map.put("model", model);
    map.put("faces", faces.stream().map(FaceTracker.Tracked::toMap).toList());
    return map;
  }

  /** Rounded: clocks of films are no finer. */
  static double milliseconds(double seconds) {
    return Math.round(1000 * seconds) / 1000.0;
  }
}
