package org.sezim.training.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Lines over one horizontal axis, such as the loss of several networks by epoch. The lines differ
 * in colour and in dash pattern; their names stand below the plot.
 *
 * <p>XChart, which draws {@link TrainingCurves}, starts a dash pattern anew at every point and
 * writes letters as outlines, so this chart is painted by hand.
 */
public final class LineChart {
  /** Width of the pictures in pixels. */
  public static final int WIDTH = Look.WIDTH;

  /** How many lines a chart can tell apart. */
  public static final int MOST_LINES = 8;

  private static final int PLOT_HEIGHT = 280;
  private static final int RIGHT = 26;
  private static final double DOT = 4;

  /** Length of the line beside a name. */
  private static final int SAMPLE = 46;

  private static final List<Color> COLORS =
      List.of(
          Look.BLUE,
          Look.VERMILION,
          Look.GREEN,
          Look.PURPLE,
          Color.BLACK,
          Look.ORANGE,
          Look.SKY,
          Look.GREY);

  private static final List<BasicStroke> STROKES =
      List.of(
          Look.stroke(2.5),
          Look.stroke(2.5, 9, 4),
          Look.stroke(2.5, 3, 3),
          Look.stroke(2.5, 11, 3, 3, 3),
          Look.stroke(2.5, 18, 4),
          Look.stroke(2.5, 6, 2),
          Look.stroke(2.5, 11, 3, 3, 3, 3, 3),
          Look.stroke(2.5, 3, 7));

  private final Spec spec;
  private final List<String> title;
  private final List<List<String>> names;
  private final int columns;
  private final Scale x;
  private final Scale y;
  private final double left;
  private final int top;
  private final int bottom;
  private final int legendTop;
  private final int height;

  /**
   * What a chart shows.
   *
   * @param title what stands above the plot, may be blank
   * @param xTitle what stands below the horizontal axis, may be blank
   * @param yTitle what stands beside the vertical axis, may be blank
   * @param logX whether the horizontal axis is logarithmic
   * @param logY whether the vertical axis is logarithmic
   * @param lines 1 to {@value #MOST_LINES} lines
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
      if (lines.isEmpty() || lines.size() > MOST_LINES) {
        throw new IllegalArgumentException(
            "lines: expected 1 to " + MOST_LINES + ", found " + lines.size());
      }
    }
  }

  /**
   * One line: N points, joined in their order. A point that is not a finite number, is beyond
   * {@link Float#MAX_VALUE} either side of 0, or is not positive on a logarithmic axis is left out,
   * and the line has a gap there. A point between two gaps is drawn as a dot.
   *
   * @param name what the legend calls it
   * @param x {@code [N]} where the points stand on the horizontal axis
   * @param y {@code [N]} the values
   */
  public record Line(String name, List<Double> x, List<Double> y) {
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
  }

  private LineChart(Spec spec) {
    this.spec = spec;
    this.title = Look.wrap(Look.TITLE, spec.title(), WIDTH - 2 * Look.MARGIN);
    double[] xs = drawn(spec, Line::x);
    double[] ys = drawn(spec, Line::y);
    this.y = Scale.of(ys, spec.logY(), false, 6);
    double labels =
        Look.width(Look.TEXT, y.ticks().stream().map(y::label).collect(Collectors.toList()));
    this.left = Math.ceil(Look.MARGIN + (spec.yTitle().isBlank() ? 0 : 24) + labels + 8);
    this.x = horizontal(xs, spec.logX(), WIDTH - RIGHT - left);

    this.top = Look.titleHeight(title) + 4;
    this.bottom = top + PLOT_HEIGHT;
    this.legendTop = bottom + 32 + (spec.xTitle().isBlank() ? 0 : 24);
    double room = WIDTH - 2 * Look.MARGIN;
    double half = room / 2 - SAMPLE - 16;
    boolean narrow =
        spec.lines().stream().allMatch(line -> Look.width(Look.TEXT, line.name()) <= half);
    this.columns = narrow && spec.lines().size() > 1 ? 2 : 1;
    this.names =
        spec.lines().stream()
            .map(line -> Look.wrap(Look.TEXT, line.name(), room - SAMPLE - 8))
            .toList();
    int legend = 0;
    for (int i = 0; i < names.size(); i += columns) {
      legend += legendHeight(i);
    }
    this.height = legendTop + legend + Look.MARGIN;
  }

  /** With fewer ticks where their labels would touch. */
  private static Scale horizontal(double[] xs, boolean log, double room) {
    boolean whole = IntStream.range(0, xs.length).allMatch(i -> xs[i] == Math.rint(xs[i]));
    for (int most = 8; ; most--) {
      Scale scale = Scale.of(xs, log, whole && xs.length > 0, most);
      double widest =
          scale.ticks().stream()
              .mapToDouble(tick -> Look.width(Look.TEXT, scale.label(tick)))
              .max()
              .orElse(0);
      double nearest = room;
      for (int i = 1; i < scale.ticks().size(); i++) {
        double gap = scale.share(scale.ticks().get(i)) - scale.share(scale.ticks().get(i - 1));
        nearest = Math.min(nearest, gap * room);
      }
      if (most == 2 || widest + 8 <= nearest) {
        return scale;
      }
    }
  }

  private static boolean drawn(Spec spec, Line line, int i) {
    return Scale.drawable(line.x().get(i), spec.logX())
        && Scale.drawable(line.y().get(i), spec.logY());
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
   * Writes {@code name.png} and {@code name.svg}, {@value #WIDTH} pixels wide, and replaces those
   * that exist. The height grows with the legend: about 430 pixels for four short names.
   *
   * @param folder where to write; made if it does not exist
   * @param name the files' name without its ending
   * @param spec what to draw
   * @throws IOException if a file cannot be written
   */
  public static void write(Path folder, String name, Spec spec) throws IOException {
    LineChart chart = new LineChart(spec);
    Picture.write(
        folder,
        name,
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
    return lines * Look.TEXT_LINE + 5;
  }

  private double right() {
    return WIDTH - RIGHT;
  }

  private double pixelX(double value) {
    return Look.round(left + x.share(value) * (right() - left));
  }

  private double pixelY(double value) {
    return Look.round(bottom - y.share(value) * PLOT_HEIGHT);
  }

  private void paint(Graphics2D g) {
    Look.smooth(g);
    Look.title(g, title, WIDTH);
    axes(g);
    for (int i = 0; i < spec.lines().size(); i++) {
      line(g, spec.lines().get(i), COLORS.get(i), STROKES.get(i));
    }
    legend(g);
  }

  private void axes(Graphics2D g) {
    Font font = Look.TEXT;
    g.setStroke(Look.stroke(1));
    for (double tick : y.ticks()) {
      g.setColor(Look.GRID);
      g.draw(new Line2D.Double(left, pixelY(tick), right(), pixelY(tick)));
      Look.text(g, font, Look.INK, y.label(tick), 1, left - 7, pixelY(tick) + 5);
    }
    for (double tick : x.ticks()) {
      g.setColor(Look.GRID);
      g.draw(new Line2D.Double(pixelX(tick), top, pixelX(tick), bottom));
      Look.text(g, font, Look.INK, x.label(tick), 0.5, pixelX(tick), bottom + 19);
    }
    g.setColor(Look.FRAME);
    g.draw(new Rectangle2D.Double(left, top, right() - left, PLOT_HEIGHT));
    Look.text(g, font, Look.INK, spec.xTitle(), 0.5, (left + right()) / 2, bottom + 42);
    Look.upwards(g, font, Look.INK, spec.yTitle(), Look.MARGIN + 12, (top + bottom) / 2.0);
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

  /** Draws points without a gap as one path, so that its dashes go on from point to point. */
  private void run(Graphics2D g, Line line, List<Integer> points) {
    Path2D path = new Path2D.Double();
    for (int i : points) {
      double px = pixelX(line.x().get(i));
      double py = pixelY(line.y().get(i));
      if (points.size() == 1) {
        g.fill(new Ellipse2D.Double(px - DOT, py - DOT, 2 * DOT, 2 * DOT));
      } else if (path.getCurrentPoint() == null) {
        path.moveTo(px, py);
      } else {
        path.lineTo(px, py);
      }
    }
    if (points.size() > 1) {
      g.draw(path);
    }
  }

  private void legend(Graphics2D g) {
    int base = legendTop + 14;
    for (int i = 0; i < names.size(); i++) {
      double start = Look.MARGIN + (i % columns) * (WIDTH - 2.0 * Look.MARGIN) / columns;
      g.setColor(COLORS.get(i));
      g.setStroke(STROKES.get(i));
      g.draw(new Line2D.Double(start, base - 5, start + SAMPLE, base - 5));
      for (int row = 0; row < names.get(i).size(); row++) {
        String text = names.get(i).get(row);
        double under = base + row * (double) Look.TEXT_LINE;
        Look.text(g, Look.TEXT, Look.INK, text, 0, start + SAMPLE + 8, under);
      }
      if (i % columns == columns - 1) {
        base += legendHeight(i - columns + 1);
      }
    }
  }
}
