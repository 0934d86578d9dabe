package org.sezim.charts;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Small multiples: panels with a common vertical axis, for example of the accuracy under several
 * corruptions. Each panel has a line over labeled points with its intervals as a band, and all
 * panels have the same dashed reference line.
 */
public final class SmallMultiples {
  private static final int PLOT_WIDTH = 190;
  private static final int PLOT_HEIGHT = 140;
  private static final int GAP = 20;

  /** Above a plot, for its title. */
  private static final int ABOVE = 26;

  /** Below a plot, for the labels of its points and the title of its axis. */
  private static final int BELOW = 44;

  private static final int REFERENCE_HEIGHT = 24;
  private static final int SAMPLE = 46;
  private static final double DOT = 3;
  private static final Font HEADING = ChartStyle.bold(15);
  private static final Font SMALL = ChartStyle.plain(14);
  private static final Color BAND = new Color(0xBFDCEC);

  private final Spec spec;
  private final List<String> title;
  private final Axis y;
  private final int left;
  private final int top;
  private final int width;
  private final int height;

  /**
   * Content of a chart. All values are in the unit of the axis: for percent 61.4, not 0.614.
   *
   * @param title the title above all panels, may be blank
   * @param yTitle the title of the vertical axis, may be blank
   * @param reference the value of the dashed line in each panel
   * @param referenceLabel the label of that line
   * @param columns the number of panels side by side, at least 1
   * @param panels at least one, drawn row by row
   */
  public record Spec(
      String title,
      String yTitle,
      double reference,
      String referenceLabel,
      int columns,
      List<Panel> panels) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there are no panels or columns, or the reference is not
     *     finite or exceeds {@link Float#MAX_VALUE} in absolute value
     */
    public Spec {
      panels = List.copyOf(panels);
      if (panels.isEmpty()) {
        throw new IllegalArgumentException("panels: expected at least 1, found 0");
      }
      if (columns < 1) {
        throw new IllegalArgumentException("columns: expected at least 1, found " + columns);
      }
      check("reference", reference);
    }
  }

  /**
   * One panel.
   *
   * @param title the title above the panel
   * @param xTitle the title of its horizontal axis
   * @param points at least one, drawn from left to right at equal distances
   */
  public record Panel(String title, String xTitle, List<Point> points) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there are no points
     */
    public Panel {
      points = List.copyOf(points);
      if (points.isEmpty()) {
        throw new IllegalArgumentException(title + ": expected at least 1 point, found 0");
      }
    }
  }

  /**
   * One value and its interval.
   *
   * @param label the label below the point
   * @param value the value
   * @param low the lower end of the band
   * @param high the upper end of the band, not below {@code low}
   */
  public record Point(String label, double value, double low, double high) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if a number is not finite or exceeds {@link Float#MAX_VALUE}
     *     in absolute value, or {@code low > high}
     */
    public Point {
      check(label, value);
      check(label, low);
      check(label, high);
      if (low > high) {
        throw new IllegalArgumentException(
            label + ": expected low at most high, found " + low + " and " + high);
      }
    }
  }

  private static void check(String place, double value) {
    if (!Axis.drawable(value, false)) {
      throw new IllegalArgumentException(place + ": expected a finite number, found " + value);
    }
  }

  private SmallMultiples(Spec spec) {
    this.spec = spec;
    double[] numbers =
        DoubleStream.concat(
                spec.panels().stream()
                    .flatMap(panel -> panel.points().stream())
                    .flatMapToDouble(p -> DoubleStream.of(p.value(), p.low(), p.high())),
                DoubleStream.of(spec.reference()))
            .toArray();
    this.y = Axis.of(numbers, false, false, 5);
    double ticks = ChartStyle.width(SMALL, y.ticks().stream().map(y::label).toList());
    this.left = (int) Math.ceil(ChartStyle.MARGIN + (spec.yTitle().isBlank() ? 0 : 24) + ticks + 8);
    int columns = Math.min(spec.columns(), spec.panels().size());
    this.width = left + columns * (PLOT_WIDTH + GAP) - GAP + ChartStyle.MARGIN;
    this.title = ChartStyle.wrap(ChartStyle.TITLE, spec.title(), width - 2.0 * ChartStyle.MARGIN);
    this.top = ChartStyle.titleHeight(title) + REFERENCE_HEIGHT;
    int rows = (spec.panels().size() + spec.columns() - 1) / spec.columns();
    this.height = top + rows * rowHeight() + ChartStyle.MARGIN / 2;
  }

  private static int rowHeight() {
    return ABOVE + PLOT_HEIGHT + BELOW;
  }

  /**
   * Draws the panels, each about 210×210 pixels.
   *
   * @param spec the content of the chart
   */
  public static ChartFile of(Spec spec) {
    SmallMultiples chart = new SmallMultiples(spec);
    return new ChartFile(
        chart.width,
        chart.height,
        spec.title(),
        spec.yTitle()
            + ": "
            + spec.panels().stream()
                .map(panel -> panel.title() + " (" + panel.xTitle() + ")")
                .collect(Collectors.joining(", ")),
        chart::paint);
  }

  private void paint(Graphics2D g) {
    ChartStyle.title(g, title, width);
    reference(g, left, left + SAMPLE, top - 5);
    ChartStyle.text(
        g, ChartStyle.TEXT, ChartStyle.INK, spec.referenceLabel(), 0, left + SAMPLE + 8, top);
    ChartStyle.verticalText(
        g,
        ChartStyle.TEXT,
        ChartStyle.INK,
        spec.yTitle(),
        ChartStyle.MARGIN + 12,
        (top + height) / 2.0);
    for (int i = 0; i < spec.panels().size(); i++) {
      int column = i % spec.columns();
      int row = i / spec.columns();
      panel(
          g,
          spec.panels().get(i),
          left + column * (double) (PLOT_WIDTH + GAP),
          top + row * (double) rowHeight() + ABOVE,
          column == 0);
    }
  }

  private static void reference(Graphics2D g, double from, double to, double y) {
    g.setColor(ChartStyle.VERMILION);
    g.setStroke(ChartStyle.stroke(2, 6, 4));
    g.draw(new Line2D.Double(from, y, to, y));
  }

  private void panel(Graphics2D g, Panel panel, double x, double above, boolean first) {
    double below = above + PLOT_HEIGHT;
    double middle = x + PLOT_WIDTH / 2.0;
    ChartStyle.text(g, HEADING, ChartStyle.INK, panel.title(), 0.5, middle, above - 8);
    g.setStroke(ChartStyle.stroke(1));
    for (double tick : y.ticks()) {
      g.setColor(ChartStyle.GRID);
      g.draw(new Line2D.Double(x, pixelY(tick, below), x + PLOT_WIDTH, pixelY(tick, below)));
      if (first) {
        ChartStyle.text(g, SMALL, ChartStyle.INK, y.label(tick), 1, x - 7, pixelY(tick, below) + 5);
      }
    }
    curve(g, panel.points(), x, below);
    reference(g, x, x + PLOT_WIDTH, pixelY(spec.reference(), below));
    g.setColor(ChartStyle.FRAME);
    g.setStroke(ChartStyle.stroke(1));
    g.draw(new Rectangle2D.Double(x, above, PLOT_WIDTH, PLOT_HEIGHT));
    double step = step(panel.points());
    for (int i = 0; i < panel.points().size(); i++) {
      String label = ChartStyle.truncate(SMALL, panel.points().get(i).label(), step);
      ChartStyle.text(g, SMALL, ChartStyle.INK, label, 0.5, x + (i + 0.5) * step, below + 17);
    }
    String xTitle = ChartStyle.truncate(SMALL, panel.xTitle(), PLOT_WIDTH + GAP / 2.0);
    ChartStyle.text(g, SMALL, ChartStyle.INK, xTitle, 0.5, middle, below + 35);
  }

  private static double step(List<Point> points) {
    return (double) PLOT_WIDTH / points.size();
  }

  private double pixelY(double value, double below) {
    return ChartStyle.round(below - y.position(value) * PLOT_HEIGHT);
  }

  private void curve(Graphics2D g, List<Point> points, double x, double below) {
    double step = step(points);
    Path2D line = new Path2D.Double();
    Path2D band = new Path2D.Double();
    for (int i = 0; i < points.size(); i++) {
      double at = ChartStyle.round(x + (i + 0.5) * step);
      to(line, at, pixelY(points.get(i).value(), below));
      to(band, at, pixelY(points.get(i).high(), below));
    }
    for (int i = points.size() - 1; i >= 0; i--) {
      to(band, ChartStyle.round(x + (i + 0.5) * step), pixelY(points.get(i).low(), below));
    }
    band.closePath();
    g.setColor(BAND);
    g.fill(band);
    g.setColor(ChartStyle.BLUE);
    g.setStroke(ChartStyle.stroke(2));
    g.draw(line);
    for (int i = 0; i < points.size(); i++) {
      double at = ChartStyle.round(x + (i + 0.5) * step);
      double value = pixelY(points.get(i).value(), below);
      g.fill(new Ellipse2D.Double(at - DOT, value - DOT, 2 * DOT, 2 * DOT));
    }
  }

  private static void to(Path2D path, double x, double y) {
    if (path.getCurrentPoint() == null) {
      path.moveTo(x, y);
    } else {
      path.lineTo(x, y);
    }
  }
}
