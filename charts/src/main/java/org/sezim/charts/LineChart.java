package org.sezim.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Line chart with a legend below the plot, for example of the loss of several networks by epoch.
 * The lines differ in color and in dash pattern.
 */
public final class LineChart {
  /** Width of a chart in pixels. */
  public static final int WIDTH = ChartStyle.WIDTH;

  /** Maximum number of lines, limited by the number of colors and dash patterns. */
  public static final int MAX_LINES = 8;

  private static final int PLOT_HEIGHT = 280;
  private static final int RIGHT = 26;
  private static final double SINGLE_DOT = 4;
  private static final double DOT = 3;

  /** Length of the line sample beside a name in the legend. */
  private static final int SAMPLE = 46;

  private static final List<Color> COLORS =
      List.of(
          ChartStyle.BLUE,
          ChartStyle.VERMILION,
          ChartStyle.GREEN,
          ChartStyle.PURPLE,
          Color.BLACK,
          ChartStyle.ORANGE,
          ChartStyle.SKY,
          ChartStyle.GRAY);

  private static final List<BasicStroke> STROKES =
      List.of(
          ChartStyle.stroke(2.5),
          ChartStyle.stroke(2.5, 9, 4),
          ChartStyle.stroke(2.5, 3, 3),
          ChartStyle.stroke(2.5, 11, 3, 3, 3),
          ChartStyle.stroke(2.5, 18, 4),
          ChartStyle.stroke(2.5, 6, 2),
          ChartStyle.stroke(2.5, 11, 3, 3, 3, 3, 3),
          ChartStyle.stroke(2.5, 3, 7));

  private final Spec spec;
  private final List<String> title;
  private final List<List<String>> names;
  private final int columns;
  private final Axis x;
  private final Axis y;
  private final double left;
  private final int top;
  private final int bottom;
  private final int legendTop;
  private final int height;

  /**
   * Content of a chart.
   *
   * @param title the title above the plot, may be blank
   * @param xTitle the title of the horizontal axis, may be blank
   * @param yTitle the title of the vertical axis, may be blank
   * @param logX true for a logarithmic horizontal axis
   * @param logY true for a logarithmic vertical axis
   * @param lines 1 to {@value #MAX_LINES} lines
   */
  public record Spec(
      String title, String xTitle, String yTitle, boolean logX, boolean logY, List<Line> lines) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there are no lines or too many
     */
    public Spec {
      lines = List.copyOf(lines);
      if (lines.isEmpty() || lines.size() > MAX_LINES) {
        throw new IllegalArgumentException(
            "lines: expected 1 to " + MAX_LINES + ", found " + lines.size());
      }
    }
  }

  /**
   * One line: N points, joined in their order. The line has a gap instead of a point that is not
   * finite, exceeds {@link Float#MAX_VALUE} in absolute value, or is not positive on a logarithmic
   * axis. A point between two gaps is drawn as a dot.
   *
   * @param name the name in the legend
   * @param x {@code [N]} horizontal positions
   * @param y {@code [N]} values
   * @param dots true to draw dots instead of a line
   */
  public record Line(String name, List<Double> x, List<Double> y, boolean dots) {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if the lists differ in length or the name is blank
     */
    public Line {
      x = List.copyOf(x);
      y = List.copyOf(y);
      if (name.isBlank()) {
        throw new IllegalArgumentException("name: expected some text, found \"" + name + "\"");
      }
      if (x.size() != y.size()) {
        throw new IllegalArgumentException(
            name + ": expected as many y as x, " + x.size() + ", found " + y.size());
      }
    }

    /**
     * Makes a line whose points are joined.
     *
     * @param name the name in the legend
     * @param x {@code [N]} horizontal positions
     * @param y {@code [N]} values
     * @throws IllegalArgumentException if the lists differ in length or the name is blank
     */
    public Line(String name, List<Double> x, List<Double> y) {
      this(name, x, y, false);
    }
  }

  private LineChart(Spec spec) {
    this.spec = spec;
    this.title = ChartStyle.wrap(ChartStyle.TITLE, spec.title(), WIDTH - 2 * ChartStyle.MARGIN);
    double[] xs = drawn(spec, Line::x);
    double[] ys = drawn(spec, Line::y);
    this.y = Axis.of(ys, spec.logY(), false, 6);
    double labels =
        ChartStyle.width(
            ChartStyle.TEXT, y.ticks().stream().map(y::label).collect(Collectors.toList()));
    this.left = Math.ceil(ChartStyle.MARGIN + (spec.yTitle().isBlank() ? 0 : 24) + labels + 8);
    this.x = horizontal(xs, spec.logX(), WIDTH - RIGHT - left);

    this.top = ChartStyle.titleHeight(title) + 4;
    this.bottom = top + PLOT_HEIGHT;
    this.legendTop = bottom + 32 + (spec.xTitle().isBlank() ? 0 : 24);
    double available = WIDTH - 2 * ChartStyle.MARGIN;
    double half = available / 2 - SAMPLE - 16;
    boolean narrow =
        spec.lines().stream()
            .allMatch(line -> ChartStyle.width(ChartStyle.TEXT, line.name()) <= half);
    this.columns = narrow && spec.lines().size() > 1 ? 2 : 1;
    this.names =
        spec.lines().stream()
            .map(line -> ChartStyle.wrap(ChartStyle.TEXT, line.name(), available - SAMPLE - 8))
            .toList();
    int legend = 0;
    for (int i = 0; i < names.size(); i += columns) {
      legend += legendHeight(i);
    }
    this.height = legendTop + legend + ChartStyle.MARGIN;
  }

  /** Chooses the largest number of ticks whose labels do not touch. */
  private static Axis horizontal(double[] xs, boolean log, double width) {
    boolean whole = IntStream.range(0, xs.length).allMatch(i -> xs[i] == Math.rint(xs[i]));
    for (int maxTicks = 8; ; maxTicks--) {
      Axis axis = Axis.of(xs, log, whole && xs.length > 0, maxTicks);
      double widest =
          axis.ticks().stream()
              .mapToDouble(tick -> ChartStyle.width(ChartStyle.TEXT, axis.label(tick)))
              .max()
              .orElse(0);
      double nearest = width;
      for (int i = 1; i < axis.ticks().size(); i++) {
        double gap = axis.position(axis.ticks().get(i)) - axis.position(axis.ticks().get(i - 1));
        nearest = Math.min(nearest, gap * width);
      }
      if (maxTicks == 2 || widest + 8 <= nearest) {
        return axis;
      }
    }
  }

  private static boolean drawn(Spec spec, Line line, int i) {
    return Axis.drawable(line.x().get(i), spec.logX())
        && Axis.drawable(line.y().get(i), spec.logY());
  }

  private static double[] drawn(Spec spec, Function<Line, List<Double>> values) {
    return spec.lines().stream()
        .flatMapToDouble(
            line ->
                IntStream.range(0, line.x().size())
                    .filter(i -> drawn(spec, line, i))
                    .mapToDouble(i -> values.apply(line).get(i)))
        .toArray();
  }

  /**
   * Draws a chart, {@value #WIDTH} pixels wide. The height grows with the legend: about 430 pixels
   * for four short names.
   *
   * @param spec the content of the chart
   */
  public static ChartFile of(Spec spec) {
    LineChart chart = new LineChart(spec);
    return new ChartFile(
        WIDTH,
        chart.height,
        spec.title(),
        spec.yTitle()
            + " by "
            + spec.xTitle()
            + ": "
            + spec.lines().stream().map(Line::name).collect(Collectors.joining(", ")),
        chart::paint);
  }

  private int legendHeight(int first) {
    int lines = 1;
    for (int i = first; i < Math.min(names.size(), first + columns); i++) {
      lines = Math.max(lines, names.get(i).size());
    }
    return lines * ChartStyle.TEXT_LINE + 5;
  }

  private double right() {
    return WIDTH - RIGHT;
  }

  private double pixelX(double value) {
    return ChartStyle.round(left + x.position(value) * (right() - left));
  }

  private double pixelY(double value) {
    return ChartStyle.round(bottom - y.position(value) * PLOT_HEIGHT);
  }

  private void paint(Graphics2D g) {
    ChartStyle.title(g, title, WIDTH);
    axes(g);
    for (int i = 0; i < spec.lines().size(); i++) {
      line(g, spec.lines().get(i), COLORS.get(i), STROKES.get(i));
    }
    legend(g);
  }

  private void axes(Graphics2D g) {
    Font font = ChartStyle.TEXT;
    g.setStroke(ChartStyle.stroke(1));
    for (double tick : y.ticks()) {
      g.setColor(ChartStyle.GRID);
      g.draw(new Line2D.Double(left, pixelY(tick), right(), pixelY(tick)));
      ChartStyle.text(g, font, ChartStyle.INK, y.label(tick), 1, left - 7, pixelY(tick) + 5);
    }
    for (double tick : x.ticks()) {
      g.setColor(ChartStyle.GRID);
      g.draw(new Line2D.Double(pixelX(tick), top, pixelX(tick), bottom));
      ChartStyle.text(g, font, ChartStyle.INK, x.label(tick), 0.5, pixelX(tick), bottom + 19);
    }
    g.setColor(ChartStyle.FRAME);
    g.draw(new Rectangle2D.Double(left, top, right() - left, PLOT_HEIGHT));
    ChartStyle.text(g, font, ChartStyle.INK, spec.xTitle(), 0.5, (left + right()) / 2, bottom + 42);
    ChartStyle.verticalText(
        g, font, ChartStyle.INK, spec.yTitle(), ChartStyle.MARGIN + 12, (top + bottom) / 2.0);
  }

  private void line(Graphics2D g, Line line, Color color, BasicStroke stroke) {
    g.setColor(color);
    g.setStroke(stroke);
    List<Integer> run = new ArrayList<>();
    for (int i = 0; i <= line.x().size(); i++) {
      if (i < line.x().size() && drawn(spec, line, i)) {
        run.add(i);
      } else {
        run(g, line, run);
        run.clear();
      }
    }
  }

  /** Draws consecutive points as one path, so that the dash pattern is continuous. */
  private void run(Graphics2D g, Line line, List<Integer> points) {
    Path2D path = new Path2D.Double();
    for (int i : points) {
      double px = pixelX(line.x().get(i));
      double py = pixelY(line.y().get(i));
      if (line.dots()) {
        dot(g, px, py, DOT);
      } else if (points.size() == 1) {
        dot(g, px, py, SINGLE_DOT);
      } else if (path.getCurrentPoint() == null) {
        path.moveTo(px, py);
      } else {
        path.lineTo(px, py);
      }
    }
    if (path.getCurrentPoint() != null) {
      g.draw(path);
    }
  }

  private static void dot(Graphics2D g, double x, double y, double radius) {
    g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  private void legend(Graphics2D g) {
    int base = legendTop + 14;
    for (int i = 0; i < names.size(); i++) {
      double start =
          ChartStyle.MARGIN + (i % columns) * (WIDTH - 2.0 * ChartStyle.MARGIN) / columns;
      g.setColor(COLORS.get(i));
      g.setStroke(STROKES.get(i));
      if (spec.lines().get(i).dots()) {
        dot(g, start + SAMPLE / 2.0, base - 5, DOT);
      } else {
        g.draw(new Line2D.Double(start, base - 5, start + SAMPLE, base - 5));
      }
      for (int row = 0; row < names.get(i).size(); row++) {
        String text = names.get(i).get(row);
        double under = base + row * (double) ChartStyle.TEXT_LINE;
        ChartStyle.text(g, ChartStyle.TEXT, ChartStyle.INK, text, 0, start + SAMPLE + 8, under);
      }
      if (i % columns == columns - 1) {
        base += legendHeight(i - columns + 1);
      }
    }
  }
}
