package org.sezim.draw;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds a place for each label: beside its own face, inside the picture, and over as little as can
 * be of other faces and labels. In a crowd there may be none.
 */
final class LabelLayout {
  /** What it costs to hide all of another label, where hiding all of a face costs 1. */
  private static final double LABEL_COST = 2;

  /** What it costs to hide all of the label's own face. */
  private static final double OWN_COST = 0.7;

  /** By this much less a place must cost to be taken before one that stands before it. */
  private static final double PREFERENCE = 0.01;

  /** What a label is not worth. */
  private static final double MOST_COST = 0.5;

  private final Rectangle picture;
  private final List<Rectangle> faces;
  private final List<Rectangle> taken = new ArrayList<>();

  LabelLayout(Rectangle picture, List<Rectangle> faces) {
    this.picture = picture;
    this.faces = faces;
  }

  /** Gives a label of this size the cheapest place beside its face; empty if all hide too much. */
  Optional<Rectangle> take(int face, int width, int height) {
    Rectangle best = new Rectangle();
    double least = Double.POSITIVE_INFINITY;
    int rank = 0;
    for (Rectangle place : beside(faces.get(face), width, height)) {
      double cost = cost(place, face) + PREFERENCE * rank++;
      if (cost < least) {
        best = place;
        least = cost;
      }
    }
    if (least > MOST_COST) {
      return Optional.empty();
    }
    taken.add(best);
    return Optional.of(best);
  }

  /** Places round a box, the usual ones first, each pushed into the picture. */
  private List<Rectangle> beside(Rectangle box, int width, int height) {
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
        Math.max(picture.x, Math.min(x, picture.x + picture.width - width)),
        Math.max(picture.y, Math.min(y, picture.y + picture.height - height)),
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

  /** How much of a rectangle a label hides, 0–1. */
  private static double share(Rectangle label, Rectangle hidden) {
    Rectangle common = label.intersection(hidden);
    return common.isEmpty()
        ? 0
        : (double) common.width * common.height / ((double) hidden.width * hidden.height);
  }
}
