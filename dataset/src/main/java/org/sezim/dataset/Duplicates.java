package org.sezim.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Faces that stand in a data set more than once: as the same pixels, or as nearly the same picture,
 * which may be compressed, lit or marked otherwise, mirrored, or cut a few pixels apart. A model
 * that learnt from one of them has seen the other, so its figures on the other promise too much;
 * and where their labels differ, at least one is wrong.
 *
 * <p>Immutable. The same faces give the same result on any number of cores.
 */
public final class Duplicates {
  private final int size;
  private final List<Copy> copies;

  /**
   * A face that has copies.
   *
   * @param face its place in the set
   * @param of the place of its first copy; of the first with the same pixels, if there is one
   * @param exact whether that copy has the same pixels
   * @param otherLabel whether any of its copies has another label
   */
  public record Copy(int face, int of, boolean exact, boolean otherLabel) {}

  private Duplicates(int size, List<Copy> copies) {
    this.size = size;
    this.copies = copies;
  }

  /**
   * The faces of a set that have copies in another. Labels are compared by name. Uses all cores,
   * for a few seconds a hundred million pairs.
   */
  public static Duplicates between(LabeledFaces faces, LabeledFaces others) {
    Side side = new Side(faces);
    Side otherSide = new Side(others);
    IntStream.range(0, faces.size())
        .parallel()
        .forEach(
            i -> {
              for (int j = 0; j < others.size(); j++) {
                if (side.prints[i].matches(otherSide.prints[j])) {
                  side.note(i, otherSide, j);
                }
              }
            });
    return side.duplicates();
  }

  /** The faces of a set that have copies in it, the first among them. Else as between two sets. */
  public static Duplicates within(LabeledFaces faces) {
    Side side = new Side(faces);
    IntStream.range(0, faces.size())
        .parallel()
        .forEach(
            i -> {
              for (int j = 0; j < i; j++) {
                if (side.prints[i].matches(side.prints[j])) {
                  side.note(i, side, j);
                  side.note(j, side, i);
                }
              }
            });
    return side.duplicates();
  }

  /** The faces that have copies, in the order of the set. */
  public List<Copy> copies() {
    return copies;
  }

  /** How many faces have a copy with the same pixels. */
  public int exact() {
    return (int) copies.stream().filter(Copy::exact).count();
  }

  /** How many faces have copies, but none with the same pixels. */
  public int near() {
    return copies.size() - exact();
  }

  /** How many faces have a copy with another label. */
  public int otherLabel() {
    return (int) copies.stream().filter(Copy::otherLabel).count();
  }

  /** The places of the faces that have no copies. */
  public int[] unique() {
    boolean[] copied = new boolean[size];
    copies.forEach(copy -> copied[copy.face()] = true);
    return IntStream.range(0, size).filter(i -> !copied[i]).toArray();
  }

  @Override
  public String toString() {
    return "Duplicates[" + exact() + " exact and " + near() + " near of " + size + " faces]";
  }

  /** The faces of one set, and what was found of each so far. */
  private static final class Side {
    private static final int NONE = Integer.MAX_VALUE;

    private final LabeledFaces faces;
    private final PerceptualHash[] prints;
    private final int[] firstExact;
    private final int[] firstNear;
    private final boolean[] otherLabel;

    Side(LabeledFaces faces) {
      this.faces = faces;
      this.prints =
          IntStream.range(0, faces.size())
              .parallel()
              .mapToObj(i -> PerceptualHash.of(faces.uncopiedPixels(i)))
              .toArray(PerceptualHash[]::new);
      this.firstExact = new int[faces.size()];
      this.firstNear = new int[faces.size()];
      this.otherLabel = new boolean[faces.size()];
      Arrays.fill(firstExact, NONE);
      Arrays.fill(firstNear, NONE);
    }

    /** Notes that face {@code i} has a copy; in whatever order, the same comes out. */
    synchronized void note(int i, Side other, int j) {
      int[] first = prints[i].samePixels(other.prints[j]) ? firstExact : firstNear;
      first[i] = Math.min(first[i], j);
      otherLabel[i] |= !label(i).equals(other.label(j));
    }

    private String label(int i) {
      return faces.labels().get(faces.label(i));
    }

    Duplicates duplicates() {
      List<Copy> copies =
          IntStream.range(0, prints.length)
              .filter(i -> firstExact[i] != NONE || firstNear[i] != NONE)
              .mapToObj(
                  i -> {
                    boolean exact = firstExact[i] != NONE;
                    return new Copy(i, exact ? firstExact[i] : firstNear[i], exact, otherLabel[i]);
                  })
              .toList();
      return new Duplicates(prints.length, copies);
    }
  }
}
