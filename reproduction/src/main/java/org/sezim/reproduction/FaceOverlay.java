package org.sezim.reproduction;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.sezim.charts.ChartFile;
import org.sezim.charts.ChartStyle;
import org.sezim.charts.ImageTile;

/**
 * Chart of how often something occurs at each place of a face, for example the maximum of a feature
 * map: circles on the face, whose area grows with the count, and named areas, for example the
 * mouth.
 */
final class FaceOverlay {
  private static final int FACE_WIDTH = 480;
  private static final Font NAME = ChartStyle.bold(15);
  private static final Font NUMBER = ChartStyle.bold(14);

  /** Radius of the largest circle. */
  private static final double MAX_RADIUS = 34;

  /** Largest radius of a circle for a count of 1. */
  private static final double MAX_UNIT_RADIUS = 9;

  private static final double MIN_RADIUS = 4;
  private static final double HALO = 2;

  private final Spec spec;
  private final List<String> title;
  private final double scale;
  private final int top;
  private final int width;
  private final int height;
  private final double unitRadius;

  /**
   * The contents of a chart. Places are in pixels of the face, (0, 0) its upper left corner.
   *
   * @param title shown above the face; may be blank
   * @param face the face; its lowest value is drawn black, its highest white
   * @param areas drawn as outlines with their names; may be empty
   * @param places drawn as circles; may be empty
   */
  record Spec(String title, ImageTile face, List<Area> areas, List<Place> places) {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if an area or place is not within the face
     */
    Spec {
      areas = List.copyOf(areas);
      places = List.copyOf(places);
      for (Area area : areas) {
        requireInside(face, area, area.x(), area.y());
        requireInside(face, area, area.x() + area.width(), area.y() + area.height());
      }
      for (Place place : places) {
        requireInside(face, place, place.x(), place.y());
      }
    }

    private static void requireInside(ImageTile face, Record element, double x, double y) {
      // Written this way, NaN counts as outside.
      if (!(x >= 0 && x <= face.width() && y >= 0 && y <= face.height())) {
        throw new IllegalArgumentException(
            "place: expected inside the face of "
                + face.width()
                + "x"
                + face.height()
                + ", found "
                + element);
      }
    }
  }

  /**
   * A named rectangle.
   *
   * @param name its label; may be blank
   * @param x its left edge
   * @param y its upper edge
   * @param width its width, above 0
   * @param height its height, above 0
   */
  record Area(String name, double x, double y, double width, double height) {
    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if the width or height is not above 0
     */
    Area {
      if (!(width > 0 && height > 0)) {
        throw new IllegalArgumentException(
            name + ": expected a size above 0, found " + width + "x" + height);
      }
    }
  }

  /**
   * A place and its count.
   *
   * @param x distance from the left edge
   * @param y distance from the upper edge
   * @param count number of occurrences, at least 1
   */
  record Place(double x, double y, int count) {
    /**
     * Checks the count.
     *
     * @throws IllegalArgumentException if the count is below 1
     */
    Place {
      if (count < 1) {
        throw new IllegalArgumentException("count: expected at least 1, found " + count);
      }
    }
  }

  private FaceOverlay(Spec spec) {
    this.spec = spec;
    this.width = FACE_WIDTH + 2 * ChartStyle.MARGIN;
    this.title = ChartStyle.wrap(ChartStyle.TITLE, spec.title(), FACE_WIDTH);
    this.scale = (double) FACE_WIDTH / spec.face().width();
    this.top = ChartStyle.titleHeight(title);
    this.height = top + (int) Math.round(scale * spec.face().height()) + ChartStyle.MARGIN;
    int maxCount = spec.places().stream().mapToInt(Place::count).max().orElse(1);
    this.unitRadius = Math.min(MAX_UNIT_RADIUS, MAX_RADIUS / Math.sqrt(maxCount));
  }

  /**
   * Returns a chart with a face 480 pixels wide. The area of a circle is proportional to its count,
   * but the circle is never too small for its number.
   *
   * @param spec what to draw
   */
  static ChartFile of(Spec spec) {
    FaceOverlay chart = new FaceOverlay(spec);
    return new ChartFile(
        chart.width,
        chart.height,
        spec.title(),
        spec.places().size()
            + " places. Areas: "
            + spec.areas().stream().map(Area::name).collect(Collectors.joining(", ")),
        chart::paint);
  }

  private void paint(Graphics2D g) {
    ChartStyle.title(g, title, width);
    spec.face().paint(g, ChartStyle.MARGIN, top, FACE_WIDTH, height - ChartStyle.MARGIN - top);
    for (Area area : spec.areas()) {
      outline(g, area);
    }
    // Largest first, so that small circles stay visible.
    spec.places().stream()
        .sorted(Comparator.comparingInt(Place::count).reversed())
        .forEach(place -> place(g, place));
    for (Area area : spec.areas()) {
      name(g, area);
    }
  }

  private double x(double value) {
    return ChartStyle.round(ChartStyle.MARGIN + scale * value);
  }

  private double y(double value) {
    return ChartStyle.round(top + scale * value);
  }

  private void outline(Graphics2D g, Area area) {
    Rectangle2D box =
        new Rectangle2D.Double(
            x(area.x()),
            y(area.y()),
            ChartStyle.round(scale * area.width()),
            ChartStyle.round(scale * area.height()));
    g.setColor(Color.WHITE);
    g.setStroke(ChartStyle.stroke(6));
    g.draw(box);
    g.setColor(ChartStyle.VERMILION);
    g.setStroke(ChartStyle.stroke(2.5));
    g.draw(box);
  }

  /**
   * Draws an area's name beside the area, towards the nearer edge of the face, or else below it, so
   * that it covers little of the face.
   */
  private void name(Graphics2D g, Area area) {
    if (area.name().isBlank()) {
      return;
    }
    double wide = Math.ceil(ChartStyle.width(NAME, area.name())) + 8;
    double left = x(area.x());
    double right = x(area.x() + area.width());
    double end = ChartStyle.MARGIN + FACE_WIDTH;
    double y =
        ChartStyle.round(Math.max(top, (y(area.y()) + y(area.y() + area.height()) - 20) / 2));
    double x;
    // A fifth of the name may lie over the area.
    double needed = 0.8 * wide;
    if (left - ChartStyle.MARGIN < end - right && left - ChartStyle.MARGIN >= needed) {
      x = Math.max(ChartStyle.MARGIN, left - wide);
    } else if (left - ChartStyle.MARGIN > end - right && end - right >= needed) {
      x = Math.min(right, end - wide);
    } else {
      x = Math.max(ChartStyle.MARGIN, Math.min((left + right - wide) / 2, end - wide));
      y = Math.min(y(area.y() + area.height()), height - ChartStyle.MARGIN - 20);
    }
    x = ChartStyle.round(x);
    g.setColor(Color.WHITE);
    g.fill(new Rectangle2D.Double(x, y, wide, 20));
    g.setColor(ChartStyle.VERMILION);
    g.setStroke(ChartStyle.stroke(1));
    g.draw(new Rectangle2D.Double(x, y, wide, 20));
    ChartStyle.text(g, NAME, ChartStyle.INK, area.name(), 0.5, x + wide / 2, y + 15);
  }

  private void place(Graphics2D g, Place place) {
    String number = place.count() > 1 ? String.valueOf(place.count()) : "";
    double readable = number.isEmpty() ? MIN_RADIUS : ChartStyle.width(NUMBER, number) / 2 + 4;
    double radius = Math.max(readable, unitRadius * Math.sqrt(place.count()));
    double x = x(place.x());
    double y = y(place.y());
    circle(g, Color.WHITE, x, y, radius + HALO);
    circle(g, ChartStyle.BLUE, x, y, radius);
    ChartStyle.text(g, NUMBER, Color.WHITE, number, 0.5, x, y + 5);
  }

  private static void circle(Graphics2D g, Color color, double x, double y, double radius) {
    double r = ChartStyle.round(radius);
    g.setColor(color);
    g.fill(new Ellipse2D.Double(ChartStyle.round(x - r), ChartStyle.round(y - r), 2 * r, 2 * r));
  }
}
