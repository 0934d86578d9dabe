package org.sezim.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.sezim.SezimException;
import org.sezim.dataset.LabeledFaces;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.emotion.EmotionScores;
import org.sezim.face.FaceCrop;

/**
 * Average faces, which show an emotion but no person: the mean of many similar training faces.
 *
 * <p>The mean of all faces with a label is blurred and shows no emotion. Therefore, for each label:
 *
 * <ol>
 *   <li>The frontal half of its faces is chosen: those most similar to the mean of all faces.
 *   <li>Of these, the {@link #CANDIDATES} with the highestScore probability of their label are
 *       kept, without near-duplicates, which would let a person show.
 *   <li>Each candidate and those most similar to it, mirrored where that fits better, form a group.
 *   <li>Among the groups whose mean is recognized correctly with a probability of at least {@link
 *       #MIN_PROBABILITY}, the one with the most similar faces wins; if there is none, the one with
 *       the highestScore probability.
 * </ol>
 *
 * <p>Similarity is the correlation of the pixels. The contrast of a mean is stretched to the full
 * range of gray.
 */
public final class AverageFaces {
  private static final int CANDIDATES = 1500;
  private static final double NEAR_DUPLICATE = 0.9;
  private static final float MIN_PROBABILITY = 0.4f;

  private AverageFaces() {}

  /** A face and its pixels, normalized for correlation. */
  private static final class Candidate {
    private final FaceCrop face;
    private final float[] normalized;
    private final float[] normalizedMirror;

    Candidate(FaceCrop face) {
      this.face = face;
      this.normalized = normalized(face);
      this.normalizedMirror = normalized(mirror(face));
    }

    double similarity(Candidate other) {
      return Math.max(dot(normalized, other.normalized), dot(normalized, other.normalizedMirror));
    }

    /** Returns the face, mirrored if that makes it more similar to the other. */
    FaceCrop mirroredToMatch(Candidate other) {
      return dot(other.normalized, normalized) >= dot(other.normalized, normalizedMirror)
          ? face
          : mirror(face);
    }
  }

  /**
   * Returns one average face per label, in label order.
   *
   * @param classifier chooses the faces to average
   * @param perGroup number of faces to average, at least 10, so that no person shows
   * @param recognizer gives the scores of a mean, or empty if it finds no face in it
   * @throws SezimException if the recognizer finds no face in any mean of a label
   */
  public static Map<String, FaceCrop> of(
      LabeledFaces faces,
      EmotionClassifier classifier,
      int perGroup,
      Function<FaceCrop, Optional<EmotionScores>> recognizer) {
    if (perGroup < 10) {
      throw new IllegalArgumentException("faces: expected at least 10, found " + perGroup);
    }
    float[] meanOfAll =
        normalized(mean(IntStream.range(0, faces.size()).mapToObj(faces::crop).toList()));
    Map<String, FaceCrop> averages = new LinkedHashMap<>();
    for (int c = 0; c < faces.labels().size(); c++) {
      String label = faces.labels().get(c);
      int index = c;
      List<FaceCrop> own =
          IntStream.range(0, faces.size())
              .filter(i -> faces.label(i) == index)
              .mapToObj(faces::crop)
              .toList();
      List<Candidate> candidates = candidates(own, classifier, label, meanOfAll);
      averages.put(
          label,
          clearest(candidates, recognizer, label, perGroup)
              .orElseThrow(
                  () ->
                      new SezimException(
                          label, "found no face in any mean of " + perGroup + " faces")));
    }
    return averages;
  }

  private static List<Candidate> candidates(
      List<FaceCrop> faces, EmotionClassifier classifier, String label, float[] meanOfAll) {
    List<FaceCrop> frontal =
        faces.stream()
            .sorted(
                Comparator.comparingDouble((FaceCrop face) -> dot(normalized(face), meanOfAll))
                    .reversed())
            .limit((faces.size() + 1) / 2)
            .toList();
    List<EmotionScores> scores = classifier.classify(frontal);
    List<Candidate> candidates = new ArrayList<>();
    IntStream.range(0, frontal.size())
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> scores.get(i).score(label)).reversed())
        .limit(CANDIDATES)
        .map(i -> new Candidate(frontal.get(i)))
        .filter(next -> candidates.stream().allMatch(c -> c.similarity(next) <= NEAR_DUPLICATE))
        .forEachOrdered(candidates::add);
    return candidates;
  }

  private static Optional<FaceCrop> clearest(
      List<Candidate> candidates,
      Function<FaceCrop, Optional<EmotionScores>> recognizer,
      String label,
      int perGroup) {
    FaceCrop clearest = null;
    double bestSimilarity = Double.NEGATIVE_INFINITY;
    FaceCrop mostProbable = null;
    float highestScore = -1;
    for (Candidate center : candidates) {
      double[] similarity = candidates.stream().mapToDouble(center::similarity).toArray();
      List<Integer> group =
          IntStream.range(0, candidates.size())
              .boxed()
              .sorted(Comparator.comparingDouble((Integer i) -> similarity[i]).reversed())
              .limit(perGroup)
              .toList();
      double groupSimilarity = group.stream().mapToDouble(i -> similarity[i]).average().orElse(0);
      if (group.size() == perGroup && groupSimilarity > bestSimilarity) {
        FaceCrop mean =
            mean(group.stream().map(i -> candidates.get(i).mirroredToMatch(center)).toList());
        Optional<EmotionScores> scores = recognizer.apply(mean);
        float score = scores.map(s -> s.score(label)).orElse(-1f);
        if (score >= MIN_PROBABILITY && score >= scores.orElseThrow().bestScore()) {
          clearest = mean;
          bestSimilarity = groupSimilarity;
        }
        if (score > highestScore) {
          mostProbable = mean;
          highestScore = score;
        }
      }
    }
    return Optional.ofNullable(clearest == null ? mostProbable : clearest);
  }

  /** Returns the mean face, its contrast stretched from black to white. */
  private static FaceCrop mean(List<FaceCrop> faces) {
    int[] sum = new int[FaceCrop.PIXELS];
    for (FaceCrop face : faces) {
      byte[] pixels = face.pixels();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += pixels[i] & 0xff;
      }
    }
    int low = IntStream.of(sum).min().orElseThrow();
    int range = Math.max(1, IntStream.of(sum).max().orElseThrow() - low);
    byte[] pixels = new byte[FaceCrop.PIXELS];
    for (int i = 0; i < sum.length; i++) {
      pixels[i] = (byte) Math.round((sum[i] - low) * 255.0 / range);
    }
    return FaceCrop.of(pixels);
  }

  private static FaceCrop mirror(FaceCrop face) {
    byte[] pixels = new byte[FaceCrop.PIXELS];
    for (int i = 0; i < pixels.length; i++) {
      int x = i % FaceCrop.SIZE;
      pixels[i] = (byte) face.pixel(FaceCrop.SIZE - 1 - x, i / FaceCrop.SIZE);
    }
    return FaceCrop.of(pixels);
  }

  /**
   * Returns the pixels minus their mean, divided by their Euclidean norm, so that a dot product is
   * a correlation.
   */
  private static float[] normalized(FaceCrop face) {
    byte[] pixels = face.pixels();
    double mean = IntStream.range(0, pixels.length).map(i -> pixels[i] & 0xff).average().orElse(0);
    double squares = 0;
    for (byte pixel : pixels) {
      squares += ((pixel & 0xff) - mean) * ((pixel & 0xff) - mean);
    }
    float[] normalized = new float[pixels.length];
    for (int i = 0; i < normalized.length && squares > 0; i++) {
      normalized[i] = (float) (((pixels[i] & 0xff) - mean) / Math.sqrt(squares));
    }
    return normalized;
  }

  private static double dot(float[] a, float[] b) {
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
