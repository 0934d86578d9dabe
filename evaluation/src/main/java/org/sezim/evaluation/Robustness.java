package org.sezim.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.sezim.dataset.LabeledFaces;

/**
 * How well a classifier does on faces under each {@link Corruption} at each of its strengths, and
 * undisturbed. Immutable.
 */
public final class Robustness {
  private final Evaluation undisturbed;
  private final List<Condition> conditions;

  /**
   * One disturbance at one strength.
   *
   * @param strength in the disturbance's unit
   * @param evaluation how the classifier does on faces so disturbed
   */
  public record Condition(Corruption disturbance, double strength, Evaluation evaluation) {
    /** The strength as text, with no more digits than it needs. */
    public String strengthText() {
      return strength == Math.rint(strength)
          ? String.format(Locale.ROOT, "%.0f", strength)
          : Double.toString(strength);
    }
  }

  private Robustness(Evaluation undisturbed, List<Condition> conditions) {
    this.undisturbed = undisturbed;
    this.conditions = List.copyOf(conditions);
  }

  /**
   * Evaluates 41 times: the faces as they are, and then under each disturbance at each of its
   * strengths. A face's seed is its index, so the same faces give the same figures.
   *
   * @param evaluate measures a classifier on a set; called 41 times, on the calling thread
   */
  public static Robustness measure(
      LabeledFaces faces, Function<LabeledFaces, Evaluation> evaluate) {
    Evaluation undisturbed = evaluate.apply(faces);
    List<Condition> conditions = new ArrayList<>();
    for (Corruption disturbance : Corruption.values()) {
      for (double strength : disturbance.strengths()) {
        LabeledFaces disturbed =
            faces.withCrops(i -> disturbance.apply(faces.crop(i), strength, i));
        conditions.add(new Condition(disturbance, strength, evaluate.apply(disturbed)));
      }
    }
    return new Robustness(undisturbed, conditions);
  }

  /** How many evaluations {@link #measure} takes. */
  public static int evaluations() {
    int conditions = 1;
    for (Corruption disturbance : Corruption.values()) {
      conditions += disturbance.strengths().size();
    }
    return conditions;
  }

  /** How the classifier does on the faces as they are. */
  public Evaluation undisturbed() {
    return undisturbed;
  }

  /** All disturbances at all strengths, the weakest of each first. */
  public List<Condition> conditions() {
    return conditions;
  }

  /** One disturbance at its strengths, the weakest first. */
  public List<Condition> conditions(Corruption disturbance) {
    return conditions.stream().filter(c -> c.disturbance() == disturbance).toList();
  }

  /** The mean accuracy, 0–1, under all disturbances at all strengths: one number for a model. */
  public double meanAccuracy() {
    return conditions.stream().mapToDouble(c -> c.evaluation().accuracy()).average().orElseThrow();
  }

  /**
   * As JSON-like values, unmodifiable: {@code count, accuracy, accuracyInterval95} (a list of low
   * and high) of the faces as they are, {@code meanAccuracy} under all disturbances, and {@code
   * disturbances}, a list of {@code name, unit, strengths}, the last a list of {@code strength,
   * accuracy, accuracyInterval95}.
   */
  public Map<String, Object> toMap() {
    List<Map<String, Object>> disturbances = new ArrayList<>();
    for (Corruption disturbance : Corruption.values()) {
      List<Map<String, Object>> strengths = new ArrayList<>();
      for (Condition condition : conditions(disturbance)) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("strength", condition.strength());
        putAccuracy(map, condition.evaluation());
        strengths.add(Collections.unmodifiableMap(map));
      }
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", disturbance.label());
      map.put("unit", disturbance.unit());
      map.put("strengths", List.copyOf(strengths));
      disturbances.add(Collections.unmodifiableMap(map));
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("count", undisturbed.count());
    putAccuracy(map, undisturbed);
    map.put("meanAccuracy", meanAccuracy());
    map.put("disturbances", List.copyOf(disturbances));
    return Collections.unmodifiableMap(map);
  }

  private static void putAccuracy(Map<String, Object> map, Evaluation e) {
    map.put("accuracy", e.accuracy());
    map.put(
        "accuracyInterval95", List.of(e.accuracyInterval95().low(), e.accuracyInterval95().high()));
  }

  /**
   * A line for each of the 41, after a header: {@code
   * disturbance,unit,strength,faces,accuracy,low,high}, the last three 0–1, the ends those of the
   * 95 % interval. The first is {@code none}, with neither unit nor strength.
   */
  public String csv() {
    StringBuilder csv = new StringBuilder("disturbance,unit,strength,faces,accuracy,low,high\n");
    line(csv, "none,,", undisturbed);
    for (Condition c : conditions) {
      String place = c.disturbance().label() + ",\"" + c.disturbance().unit() + "\",";
      line(csv, place + c.strengthText(), c.evaluation());
    }
    return csv.toString();
  }

  private static void line(StringBuilder csv, String start, Evaluation e) {
    csv.append(start).append(',').append(e.count()).append(',').append(e.accuracy());
    csv.append(',').append(e.accuracyInterval95().low());
    csv.append(',').append(e.accuracyInterval95().high()).append('\n');
  }
}
