package org.sezim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sezim.emotion.EmotionScores;
import org.sezim.face.Box;
import org.sezim.face.Landmarks;

/**
 * What one photo shows. JSON libraries write it as {@link #toMap} gives it. Immutable.
 *
 * @param source the photo's name as given
 * @param width of the upright photo in pixels
 * @param height of the upright photo in pixels
 * @param model name and version of the emotion model
 * @param faces in the photo, the surest first; empty if it shows none
 */
public record Recognition(String source, int width, int height, String model, List<Face> faces) {
  /** Copies the list. */
  public Recognition {
    faces = List.copyOf(faces);
  }

  /**
   * The same, with another bound under which a face's answer is {@link Face#uncertain}.
   *
   * @param minScore 0–1
   */
  public Recognition withMinScore(double minScore) {
    return new Recognition(
        source,
        width,
        height,
        model,
        faces.stream().map(face -> face.with(face.emotions(), minScore)).toList());
  }

  /**
   * The result as every door of Sezim gives it, ready for any JSON library: texts, numbers, truth
   * values, lists and maps with their keys in order. Boxes and landmarks are rounded to whole
   * pixels, scores are as they are.
   *
   * @return {@code source}, {@code width}, {@code height}, {@code model}, {@code faces}; a new map
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("source", source);
    map.put("width", width);
    map.put("height", height);
    map.put("model", model);
    map.put("faces", faces.stream().map(Face::toMap).toList());
    return map;
  }

  /**
   * One face and its emotions.
   *
   * @param box where it is; it may reach over the photo's edges ({@link Box#clip})
   * @param confidence that this is a face, 0–1; 1 of a whole photo
   * @param landmarks its five points; none of a whole photo
   * @param tiny whether it is too small for a good answer ({@link
   *     EmotionRecognizer.Builder#tinyBelow})
   * @param uncertain whether the best score is too low for an answer ({@link
   *     EmotionRecognizer.Builder#minScore})
   * @param emotions a probability an emotion
   */
  public record Face(
      Box box,
      float confidence,
      Optional<Landmarks> landmarks,
      boolean tiny,
      boolean uncertain,
      EmotionScores emotions)
      implements ResultMap {

    /** The same face with other scores, uncertain if the best of them is under a bound. */
    Face with(EmotionScores scores, double minScore) {
      return new Face(box, confidence, landmarks, tiny, scores.bestScore() < minScore, scores);
    }

    /**
     * A face of {@link Recognition#toMap}.
     *
     * @return {@code box}, {@code confidence}, {@code landmarks} if there are any, {@code emotion},
     *     {@code score}, {@code tiny}, {@code uncertain}, {@code emotions}; a new map
     */
    @Override
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      Map<String, Object> pixels = new LinkedHashMap<>();
      pixels.put("x", Math.round(box.x()));
      pixels.put("y", Math.round(box.y()));
      pixels.put("width", Math.round(box.width()));
      pixels.put("height", Math.round(box.height()));
      map.put("box", pixels);
      map.put("confidence", confidence);
      landmarks.ifPresent(points -> map.put("landmarks", toMap(points)));
      map.put("emotion", emotions.best());
      map.put("score", emotions.bestScore());
      map.put("tiny", tiny);
      map.put("uncertain", uncertain);
      map.put("emotions", emotions.asMap());
      return map;
    }

    private static Map<String, Object> toMap(Landmarks points) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("rightEye", toList(points.rightEye()));
      map.put("leftEye", toList(points.leftEye()));
      map.put("nose", toList(points.nose()));
      map.put("rightMouth", toList(points.rightMouth()));
      map.put("leftMouth", toList(points.leftMouth()));
      return map;
    }

    private static List<Long> toList(Landmarks.Point point) {
      return List.of(Math.round(point.x()), Math.round(point.y()));
    }
  }
}
