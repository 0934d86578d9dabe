package org.sezim.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Faces that occur more than once in a dataset: exact copies with the same pixels, and near copies
 * with other compression, lighting or marks, mirrored, or cropped a few pixels apart. A model that
 * was trained on one copy is evaluated too favorably on the other; and where their labels differ,
 * at least one label is wrong.
 *
 * <p>Immutable. The result does not depend on the number of cores.
 */
public final class Duplicates {
  private final int size;
  private final List<Copy> copies;

  /**
   * A face that has copies.
   *
   * @param face the index of the face in its set
   * @param of the index of its first exact copy, or of its first near copy if it has no exact one
   * @param exact true if that copy has the same pixels
   * @param otherLabel true if any of its copies has another label
   */
  public record Copy(int face, int of, boolean exact, boolean otherLabel) {}

  private Duplicates(int size, List<Copy> copies) {
    this.size = size;
    this.copies = copies;
  }

  /**
   * Finds the faces of one set that have copies in another. Labels are compared by name. Uses all
   * cores; takes a few seconds per hundred million pairs.
   */
  public static Duplicates between(LabeledFaces faces, LabeledFaces others) {
    Matches matches = new Matches(faces);
    Matches otherMatches = new Matches(others);
    IntStream.range(0, faces.size())
        .parallel()
        .forEach(
            i -> {
              for (int j = 0; j < others.size(); j++) {
                if (matches.hashes[i].matches(otherMatches.hashes[j])) {
                  matches.add(i, otherMatches, j);
                }
              }
            });
    return matches.duplicates();
  }

  /**
   * Finds the faces that have copies in the same set, the first copy included. Otherwise like
   * {@link #between}.
   */
  public static Duplicates within(LabeledFaces faces) {
    Matches matches = new Matches(faces);
    IntStream.range(0, faces.size())
        .parallel()
        .forEach(
            i -> {
              for (int j = 0; j < i; j++) {
                if (matches.hashes[i].matches(matches.hashes[j])) {
                  matches.add(i, matches, j);
                  matches.add(j, matches, i);
                }
              }
            });
    return matches.duplicates();
  }

  /** The faces that have copies, in the order of the set. */
  public List<Copy> copies() {
    return copies;
  }

  /** Number of faces that have a copy with the same pixels. */
  public int exact() {
    return (int) copies.stream().filter(Copy::exact).count();
  }

  /** Number of faces that have copies, but none with the same pixels. */
  public int near() {
    return copies.size() - exact();
  }

  /** Number of faces that have a copy with another label. */
  public int otherLabel() {
    return (int) copies.stream().filter(Copy::otherLabel).count();
  }

  /** The indices of the faces that have no copies. */
  public int[] unique() {
    boolean[] copied = new boolean[size];
    copies.forEach(copy -> copied[copy.face()] = true);
    return IntStream.range(0, size).filter(i -> !copied[i]).toArray();
  }

  @Override
  public String toString() {
    return "Duplicates[" + exact() + " exact and " + near() + " near of " + size + " faces]";
  }

  /** The faces of one set and the copies found so far. */
  private static final class Matches {
    private static final int NONE = Integer.MAX_VALUE;

    private final LabeledFaces faces;
    private final PerceptualHash[] hashes;
    private final int[] firstExact;
    private final int[] firstNear;
    private final boolean[] otherLabel;

    Matches(LabeledFaces faces) {
      this.faces = faces;
      this.hashes =
          IntStream.range(0, faces.size())
              .parallel()
              .mapToObj(i -> PerceptualHash.of(faces.sharedPixels(i)))
              .toArray(PerceptualHash[]::new);
      this.firstExact = new int[faces.size()];
      this.firstNear = new int[faces.size()];
      this.otherLabel = new boolean[faces.size()];
      Arrays.fill(firstExact, NONE);
      Arrays.fill(firstNear, NONE);
    }

    /** Adds a copy of face {@code i}; the order of the calls does not matter. */
    synchronized void add(int i, Matches other, int j) {
      int[] first = hashes[i].samePixels(other.hashes[j]) ? firstExact : firstNear;
      first[i] = Math.min(first[i], j);
      otherLabel[i] |= !label(i).equals(other.label(j));
    }

    private String label(int i) {
      return faces.labels().get(faces.label(i));
    }

    Duplicates duplicates() {
      List<Copy> copies =
          IntStream.range(0, hashes.length)
              .filter(i -> firstExact[i] != NONE || firstNear[i] != NONE)
              .mapToObj(
                  i -> {
                    boolean exact = firstExact[i] != NONE;
                    return new Copy(i, exact ? firstExact[i] : firstNear[i], exact, otherLabel[i]);
                  })
              .toList();
      return new Duplicates(hashes.length, copies);
    }
  }
}
