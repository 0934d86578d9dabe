package org.sezim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sezim.emotion.EmotionScores;
import org.sezim.face.Box;
import org.sezim.face.Landmarks;

/**
 * The faces of one photo and their emotions. JSON libraries write it as {@link #toMap}. Immutable.
 *
 * @param source the photo's name as given
 * @param width of the upright photo in pixels
 * @param height of the upright photo in pixels
 * @param model name and version of the emotion model
 * @param faces by descending confidence; empty if there are none
 */
public record Recognition(String source, int width, int height, String model, List<Face> faces) {
  /** Copies the list. */
  public Recognition {
    faces = List.copyOf(faces);
  }

  /**
   * The same recognition with another minimum score for {@link Face#uncertain}.
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
   * The result as the command line, the server and Spark write it, for any JSON library: strings,
   * numbers, booleans, lists, and maps in the order of their keys. Boxes and landmarks are rounded
   * to whole pixels; scores are not rounded.
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
   * @param box around the face; it may extend beyond the photo's edges ({@link Box#clip})
   * @param confidence that this is a face, 0–1; 1 without a detector
   * @param landmarks eyes, nose and mouth corners; empty without a detector
   * @param tiny whether the face is too small for a reliable result ({@link
   *     EmotionRecognizer.Builder#tinyBelow})
   * @param uncertain whether the best score is too low for a reliable result ({@link
   *     EmotionRecognizer.Builder#minScore})
   * @param emotions one probability per emotion
   */
  public record Face(
      Box box,
      float confidence,
      Optional<Landmarks> landmarks,
      boolean tiny,
      boolean uncertain,
      EmotionScores emotions)
      implements ResultMap {

    /** The same face with other scores, uncertain if the best of them is below minScore. */
    Face with(EmotionScores scores, double minScore) {
      return new Face(box, confidence, landmarks, tiny, scores.bestScore() < minScore, scores);
    }

    /**
     * The face as an entry of {@link Recognition#toMap}.
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
