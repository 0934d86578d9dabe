package org.sezim.draw;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Places labels beside their faces, inside the image, where they hide least of other faces and
 * labels. In a crowd there may be no such place.
 */
final class LabelLayout {
  /** Cost of hiding all of another label; hiding all of a face costs 1. */
  private static final double LABEL_COST = 2;

  /** Cost of hiding all of the label's own face. */
  private static final double OWN_COST = 0.7;

  /** Cost added per rank in the order of preference. */
  private static final double PREFERENCE = 0.01;

  /** Labels whose best place costs more are omitted. */
  private static final double MAX_COST = 0.5;

  private final Rectangle image;
  private final List<Rectangle> faces;
  private final List<Rectangle> taken = new ArrayList<>();

  LabelLayout(Rectangle image, List<Rectangle> faces) {
    this.image = image;
    this.faces = faces;
  }

  /** Places a label of this size beside its face; empty if it would hide too much everywhere. */
  Optional<Rectangle> place(int face, int width, int height) {
    Rectangle best = new Rectangle();
    double lowest = Double.POSITIVE_INFINITY;
    int rank = 0;
    for (Rectangle candidate : candidates(faces.get(face), width, height)) {
      double cost = cost(candidate, face) + PREFERENCE * rank++;
      if (cost < lowest) {
        best = candidate;
        lowest = cost;
      }
    }
    if (lowest > MAX_COST) {
      return Optional.empty();
    }
    taken.add(best);
    return Optional.of(best);
  }

  /** Places around a box in the order of preference, each moved into the image. */
  private List<Rectangle> candidates(Rectangle box, int width, int height) {
    int right = box.x + box.width;
    int bottom = box.y + box.height;
    int middle = box.x + (box.width - width) / 2;
    int level = box.y + (box.height - height) / 2;
    List<Rectangle> places = new ArrayList<>();
    for (int y : new int[] {box.y - height, bottom}) {
      for (int x : new int[] {box.x, right - width, middle, right, box.x - width}) {
        places.add(inside(x, y, width, height));
      }
    }
    for (int y : new int[] {box.y, level, bottom - height}) {
      for (int x : new int[] {right, box.x - width}) {
        places.add(inside(x, y, width, height));
      }
    }
    places.add(inside(box.x, bottom - height, width, height));
    places.add(inside(box.x, box.y, width, height));
    return places;
  }

  private Rectangle inside(int x, int y, int width, int height) {
    return new Rectangle(
        Math.max(image.x, Math.min(x, image.x + image.width - width)),
        Math.max(image.y, Math.min(y, image.y + image.height - height)),
        width,
        height);
  }

  private double cost(Rectangle place, int own) {
    double cost = 0;
    for (int i = 0; i < faces.size(); i++) {
      cost += (i == own ? OWN_COST : 1) * share(place, faces.get(i));
    }
    for (Rectangle other : taken) {
      cost += LABEL_COST * share(place, other);
    }
    return cost;
  }

  /** Share of a rectangle that a label hides, 0–1. */
  private static double share(Rectangle label, Rectangle hidden) {
    Rectangle common = label.intersection(hidden);
    return common.isEmpty()
        ? 0
        : (double) common.width * common.height / ((double) hidden.width * hidden.height);
  }
}
