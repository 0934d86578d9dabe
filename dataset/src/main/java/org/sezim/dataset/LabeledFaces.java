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
 * Labelled faces in a fixed order: each 48×48 grey pixels (2304 unsigned bytes, row-major, y down)
 * and a target, one probability a label, together 1. Immutable; subsets share the pixels.
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

  /** How many faces there are. */
  public int size() {
    return pixels.length;
  }

  /** The 2304 pixels of face {@code i}, a copy. */
  public byte[] pixels(int i) {
    return pixels[i].clone();
  }

  /** The 2304 pixels of face {@code i} themselves, not to be written to. */
  byte[] uncopiedPixels(int i) {
    return pixels[i];
  }

  /** Copies the 2304 pixels of face {@code i} to {@code into}, from {@code offset} on. */
  public void copyPixels(int i, byte[] into, int offset) {
    System.arraycopy(pixels[i], 0, into, offset, FaceCrop.PIXELS);
  }

  /** The pixels of {@code n} faces from {@code from} on, in a direct buffer at position 0. */
  public ByteBuffer pixels(int from, int n) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(n * FaceCrop.PIXELS);
    Arrays.stream(pixels, from, from + n).forEach(buffer::put);
    return buffer.flip();
  }

  /** Face {@code i} as the classifier takes it. */
  public FaceCrop crop(int i) {
    return FaceCrop.of(pixels[i]);
  }

  /**
   * The label of face {@code i}, an index of {@link #labels}: the likeliest, the first of equals.
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

  /** The target of face {@code i}, a copy: one probability a label; 1 and 0 for a hard label. */
  public float[] target(int i) {
    return targets[i].clone();
  }

  /** Copies the target of face {@code i} to {@code into}, from {@code offset} on. */
  public void copyTarget(int i, float[] into, int offset) {
    System.arraycopy(targets[i], 0, into, offset, labels.size());
  }

  /** The faces at these indices, in their order. */
  public LabeledFaces subset(int[] indices) {
    return new LabeledFaces(
        labels,
        Arrays.stream(indices).mapToObj(i -> pixels[i]).toArray(byte[][]::new),
        Arrays.stream(indices).mapToObj(i -> targets[i]).toArray(float[][]::new));
  }

  /** As many faces with the same targets in the same order, each made by its index. */
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
   * Splits by chance, the same share of every label: {@code fraction} of its faces, rounded, is
   * held out. Both parts keep this set's order. The same seed gives the same parts everywhere.
   *
   * @param fraction the share to hold out, more than 0 and less than 1
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
    return "FaceSet[" + size() + " faces of " + labels + "]";
  }

  /**
   * Two parts of a set, without overlap.
   *
   * @param kept the larger part, as a rule
   * @param heldOut the part put aside
   */
  public record HeldOut(LabeledFaces kept, LabeledFaces heldOut) {}
}
