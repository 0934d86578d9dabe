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
 * Accuracy of a classifier on clean faces and under each {@link Corruption} at each of its
 * strengths. Immutable.
 */
public final class Robustness {
  private final Evaluation clean;
  private final List<Condition> conditions;

  /**
   * One corruption at one strength.
   *
   * @param strength in the corruption's unit
   * @param evaluation the evaluation on the corrupted faces
   */
  public record Condition(Corruption corruption, double strength, Evaluation evaluation) {
    /** The strength as text, without trailing zeros. */
    public String strengthText() {
      return strength == Math.rint(strength)
          ? String.format(Locale.ROOT, "%.0f", strength)
          : Double.toString(strength);
    }
  }

  private Robustness(Evaluation clean, List<Condition> conditions) {
    this.clean = clean;
    this.conditions = List.copyOf(conditions);
  }

  /**
   * Evaluates a classifier 41 times: on the clean faces, then under each corruption at each of its
   * strengths. The seed of a face is its index, so the same faces give the same figures.
   *
   * @param evaluate evaluates a classifier on a set of faces; called 41 times, on the calling
   *     thread
   */
  public static Robustness measure(
      LabeledFaces faces, Function<LabeledFaces, Evaluation> evaluate) {
    Evaluation clean = evaluate.apply(faces);
    List<Condition> conditions = new ArrayList<>();
    for (Corruption corruption : Corruption.values()) {
      for (double strength : corruption.strengths()) {
        LabeledFaces corrupted = faces.withCrops(i -> corruption.apply(faces.crop(i), strength, i));
        conditions.add(new Condition(corruption, strength, evaluate.apply(corrupted)));
      }
    }
    return new Robustness(clean, conditions);
  }

  /** The number of evaluations that {@link #measure} runs. */
  public static int evaluations() {
    int conditions = 1;
    for (Corruption corruption : Corruption.values()) {
      conditions += corruption.strengths().size();
    }
    return conditions;
  }

  /** The evaluation on the clean faces. */
  public Evaluation clean() {
    return clean;
  }

  /** All corruptions at all strengths, each from weak to severe. */
  public List<Condition> conditions() {
    return conditions;
  }

  /** One corruption at its strengths, from weak to severe. */
  public List<Condition> conditions(Corruption corruption) {
    return conditions.stream().filter(c -> c.corruption() == corruption).toList();
  }

  /** The mean accuracy, 0–1, over all corruptions and strengths: a single figure for a model. */
  public double meanAccuracy() {
    return conditions.stream().mapToDouble(c -> c.evaluation().accuracy()).average().orElseThrow();
  }

  /**
   * Returns JSON-like values, unmodifiable: {@code count, accuracy, accuracyInterval95} (a list of
   * low and high) for the clean faces, {@code meanAccuracy} over all corruptions, and {@code
   * corruptions}, a list of {@code name, unit, strengths}, where {@code strengths} is a list of
   * {@code strength, accuracy, accuracyInterval95}.
   */
  public Map<String, Object> toMap() {
    List<Map<String, Object>> corruptions = new ArrayList<>();
    for (Corruption corruption : Corruption.values()) {
      List<Map<String, Object>> strengths = new ArrayList<>();
      for (Condition condition : conditions(corruption)) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("strength", condition.strength());
        putAccuracy(map, condition.evaluation());
        strengths.add(Collections.unmodifiableMap(map));
      }
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", corruption.label());
      map.put("unit", corruption.unit());
      map.put("strengths", List.copyOf(strengths));
      corruptions.add(Collections.unmodifiableMap(map));
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("count", clean.count());
    putAccuracy(map, clean);
    map.put("meanAccuracy", meanAccuracy());
    map.put("corruptions", List.copyOf(corruptions));
    return Collections.unmodifiableMap(map);
  }

  private static void putAccuracy(Map<String, Object> map, Evaluation e) {
    map.put("accuracy", e.accuracy());
    map.put(
        "accuracyInterval95", List.of(e.accuracyInterval95().low(), e.accuracyInterval95().high()));
  }

  /**
   * Returns a header and 41 lines, one per evaluation: {@code
   * corruption,unit,strength,faces,accuracy,low,high}. The last three are 0–1; {@code low} and
   * {@code high} are the ends of the 95 % interval. The first line is {@code none}, the clean
   * faces, without unit and strength.
   */
  public String csv() {
    StringBuilder csv = new StringBuilder("corruption,unit,strength,faces,accuracy,low,high\n");
    line(csv, "none,,", clean);
    for (Condition c : conditions) {
      String start = c.corruption().label() + ",\"" + c.corruption().unit() + "\",";
      line(csv, start + c.strengthText(), c.evaluation());
    }
    return csv.toString();
  }

  private static void line(StringBuilder csv, String start, Evaluation e) {
    csv.append(start).append(',').append(e.count()).append(',').append(e.accuracy());
    csv.append(',').append(e.accuracyInterval95().low());
    csv.append(',').append(e.accuracyInterval95().high()).append('\n');
  }
}
