package org.sezim.dataset;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.sezim.face.FaceCrop;

/**
 * Labeled faces in a fixed order. A face has 48×48 gray pixels (2304 unsigned bytes, row-major, y
 * down) and a target with one probability per label, which add up to 1. Immutable; subsets share
 * the pixels.
 */
public final class LabeledFaces {
  private final List<String> labels;
  // Never written to after construction, and shared between subsets.
  private final byte[][] pixels;
  private final float[][] targets;

  LabeledFaces(List<String> labels, List<byte[]> pixels, List<float[]> targets) {
    this(List.copyOf(labels), pixels.toArray(byte[][]::new), targets.toArray(float[][]::new));
  }

  private LabeledFaces(List<String> labels, byte[][] pixels, float[][] targets) {
    this.labels = labels;
    this.pixels = pixels;
    this.targets = targets;
  }

  /** The labels in the order of the targets. */
  public List<String> labels() {
    return labels;
  }

  /** The number of faces. */
  public int size() {
    return pixels.length;
  }

  /** A copy of the 2304 pixels of face {@code i}. */
  public byte[] pixels(int i) {
    return pixels[i].clone();
  }

  /** The 2304 pixels of face {@code i}, not copied; callers must not write to them. */
  byte[] sharedPixels(int i) {
    return pixels[i];
  }

  /** Copies the 2304 pixels of face {@code i} to {@code into}, starting at {@code offset}. */
  public void copyPixels(int i, byte[] into, int offset) {
    System.arraycopy(pixels[i], 0, into, offset, FaceCrop.PIXELS);
  }

  /**
   * Copies the pixels of {@code n} faces, starting at face {@code from}, to a new direct buffer
   * with position 0.
   */
  public ByteBuffer pixels(int from, int n) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(n * FaceCrop.PIXELS);
    Arrays.stream(pixels, from, from + n).forEach(buffer::put);
    return buffer.flip();
  }

  /** Face {@code i} as the input of a classifier. */
  public FaceCrop crop(int i) {
    return FaceCrop.of(pixels[i]);
  }

  /**
   * The label of face {@code i}, an index of {@link #labels}: the most probable one, the first in
   * case of a tie.
   */
  public int label(int i) {
    float[] target = targets[i];
    int top = 0;
    for (int c = 1; c < target.length; c++) {
      if (target[c] > target[top]) {
        top = c;
      }
    }
    return top;
  }

  /**
   * A copy of the target of face {@code i}: one probability per label; a hard label is one-hot
   * encoded.
   */
  public float[] target(int i) {
    return targets[i].clone();
  }

  /** Copies the target of face {@code i} to {@code into}, starting at {@code offset}. */
  public void copyTarget(int i, float[] into, int offset) {
    System.arraycopy(targets[i], 0, into, offset, labels.size());
  }

  /** The faces at the given indices, in the given order. */
  public LabeledFaces subset(int[] indices) {
    return new LabeledFaces(
        labels,
        Arrays.stream(indices).mapToObj(i -> pixels[i]).toArray(byte[][]::new),
        Arrays.stream(indices).mapToObj(i -> targets[i]).toArray(float[][]::new));
  }

  /**
   * Returns faces with the same targets and other pixels.
   *
   * @param crop returns the new face by its index
   */
  public LabeledFaces withCrops(IntFunction<FaceCrop> crop) {
    byte[][] changed =
        IntStream.range(0, size()).mapToObj(i -> crop.apply(i).pixels()).toArray(byte[][]::new);
    return new LabeledFaces(labels, changed, targets);
  }

  /**
   * The first {@code n} faces, or all if there are fewer.
   *
   * @throws IllegalArgumentException if {@code n} is negative
   */
  public LabeledFaces first(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("n: expected at least 0, found " + n);
    }
    return subset(IntStream.range(0, Math.min(n, size())).toArray());
  }

  /**
   * Splits at random, stratified by label: of each label, {@code fraction} of the faces, rounded,
   * is held out. Both parts keep the order of this set. The same seed gives the same parts on every
   * machine.
   *
   * @param fraction the fraction to hold out, more than 0 and less than 1
   * @throws IllegalArgumentException if {@code fraction} is out of range
   */
  public HeldOut heldOut(double fraction, long seed) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "fraction: expected more than 0 and less than 1, found " + fraction);
    }
    List<List<Integer>> byLabel = new ArrayList<>();
    labels.forEach(label -> byLabel.add(new ArrayList<>()));
    for (int i = 0; i < size(); i++) {
      byLabel.get(label(i)).add(i);
    }
    Random random = new Random(seed);
    boolean[] out = new boolean[size()];
    for (List<Integer> faces : byLabel) {
      Collections.shuffle(faces, random);
      faces.subList(0, (int) Math.round(fraction * faces.size())).forEach(i -> out[i] = true);
    }
    return new HeldOut(
        subset(IntStream.range(0, size()).filter(i -> !out[i]).toArray()),
        subset(IntStream.range(0, size()).filter(i -> out[i]).toArray()));
  }

  @Override
  public String toString() {
    return "LabeledFaces[" + size() + " faces of " + labels + "]";
  }

  /**
   * Two disjoint parts of a set.
   *
   * @param kept the faces to train on
   * @param heldOut the faces held out
   */
  public record HeldOut(LabeledFaces kept, LabeledFaces heldOut) {}
}
