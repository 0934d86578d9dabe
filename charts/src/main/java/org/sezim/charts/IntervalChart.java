package org.sezim.charts;

import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Chart of values with intervals, for example of the accuracy of several networks: one row per
 * value, with a dot, a whisker from the low to the high end, and the value as a number.
 */
public final class IntervalChart {
  /** Width of a chart in pixels. */
  public static final int WIDTH = ChartStyle.WIDTH;

  private static final int LABEL_WIDTH = 150;
  private static final double DOT = 5;
  private static final double WHISKER_END = 5;

  private final Spec spec;
  private final List<String> title;
  private final List<String> referenceLabel;
  private final List<List<String>> labels;
  private final List<String> values;
  private final List<Integer> tops;
  private final Axis axis;
  private final double left;
  private final double right;
  private final int top;
  private final int bottom;
  private final int height;

  /**
   * Content of a chart. All values are in the unit of the axis: for percent 61.4, not 0.614.
   *
   * @param title the title above the plot, may be blank
   * @param xTitle the title of the axis, may be blank
   * @param rows at least one, drawn from top to bottom
   * @param reference the position of a dashed vertical line; empty for none
   * @param referenceLabel the label above that line, may be blank
   */
  public record Spec(
      String title,
      String xTitle,
      List<Row> rows,
      OptionalDouble reference,
      String referenceLabel) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there are no rows, or the reference is not finite or
     *     exceeds {@link Float#MAX_VALUE} in absolute value
     */
    public Spec {
      rows = List.copyOf(rows);
      if (rows.isEmpty()) {
        throw new IllegalArgumentException("rows: expected at least 1, found 0");
      }
      if (reference.isPresent() && !Axis.drawable(reference.getAsDouble(), false)) {
        throw new IllegalArgumentException(
            "reference: expected a finite number, found " + reference.getAsDouble());
      }
    }
  }

  /**
   * One value and its interval.
   *
   * @param label the label at the left
   * @param value the position of the dot; the interval need not contain it
   * @param low the low end of the whisker, NaN for no whisker
   * @param high the high end of the whisker, not below {@code low}; NaN for no whisker
   */
  public record Row(String label, double value, double low, double high) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the value is not finite, an end is infinite, a number
     *     exceeds {@link Float#MAX_VALUE} in absolute value, or {@code low > high}
     */
    public Row {
      if (!Axis.drawable(value, false)) {
        throw new IllegalArgumentException(
            label + ": expected a finite number as value, found " + value);
      }
      for (double end : new double[] {low, high}) {
        if (!Double.isNaN(end) && !Axis.drawable(end, false)) {
          throw new IllegalArgumentException(
              label + ": expected a finite number or NaN as end, found " + end);
        }
      }
      if (low > high) {
        throw new IllegalArgumentException(
            label + ": expected low at most high, found " + low + " and " + high);
      }
    }

    private boolean hasWhisker() {
      return !Double.isNaN(low) && !Double.isNaN(high);
    }

    private DoubleStream numbers() {
      return hasWhisker() ? DoubleStream.of(value, low, high) : DoubleStream.of(value);
    }
  }

  private IntervalChart(Spec spec) {
    this.spec = spec;
    this.title = ChartStyle.wrap(ChartStyle.TITLE, spec.title(), WIDTH - 2 * ChartStyle.MARGIN);
    double[] numbers =
        DoubleStream.concat(
                spec.rows().stream().flatMapToDouble(Row::numbers), spec.reference().stream())
            .toArray();
    boolean whole = spec.rows().stream().allMatch(row -> row.value() == Math.rint(row.value()));
    this.labels =
        spec.rows().stream()
            .map(row -> ChartStyle.wrap(ChartStyle.TEXT, row.label(), LABEL_WIDTH))
            .toList();
    double labelWidth =
        labels.stream()
            .mapToDouble(lines -> ChartStyle.width(ChartStyle.TEXT, lines))
            .max()
            .orElse(0);
    this.left = Math.ceil(ChartStyle.MARGIN + labelWidth + 12);
    Axis fine = Axis.of(numbers, false, false, 6);
    this.values = spec.rows().stream().map(row -> fine.label(row.value(), whole)).toList();
    double valueWidth = ChartStyle.width(ChartStyle.bold(15), values);
    this.right = Math.floor(WIDTH - ChartStyle.MARGIN - valueWidth - 12);
    double widest =
        ChartStyle.width(
            ChartStyle.TEXT, fine.ticks().stream().map(fine::label).collect(Collectors.toList()));
    int maxTicks = (int) Math.max(2, Math.min(6, (right - left) / (widest + 14)));
    this.axis = Axis.of(numbers, false, false, maxTicks);

    this.referenceLabel =
        spec.reference().isEmpty()
            ? List.of()
            : ChartStyle.wrap(
                ChartStyle.TEXT, spec.referenceLabel(), WIDTH - 2 * ChartStyle.MARGIN);
    int labelHeight = referenceLabel.size() * ChartStyle.TEXT_LINE;
    this.top = ChartStyle.titleHeight(title) + (labelHeight == 0 ? 0 : labelHeight + 4);
    int[] y = {top + 4};
    this.tops =
        labels.stream()
            .map(
                lines -> {
                  int start = y[0];
                  y[0] += rowHeight(lines);
                  return start;
                })
            .toList();
    this.bottom = y[0] + 4;
    this.height = bottom + 26 + (spec.xTitle().isBlank() ? 0 : 24) + ChartStyle.MARGIN - 4;
  }

  private static int rowHeight(List<String> lines) {
    return 14 + Math.max(1, lines.size()) * ChartStyle.TEXT_LINE;
  }

  /**
   * Draws a chart, {@value #WIDTH} pixels wide. A row is about 33 pixels high, more with a long
   * label.
   *
   * @param spec the content of the chart
   */
  public static ChartFile of(Spec spec) {
    IntervalChart chart = new IntervalChart(spec);
    return new ChartFile(
        WIDTH,
        chart.height,
        spec.title(),
        spec.xTitle()
            + ": "
            + spec.rows().stream().map(Row::label).collect(Collectors.joining(", ")),
        chart::paint);
  }

  private double pixel(double value) {
    return ChartStyle.round(left + axis.position(value) * (right - left));
  }

  private void paint(Graphics2D g) {
    ChartStyle.title(g, title, WIDTH);
    g.setStroke(ChartStyle.stroke(1));
    for (double tick : axis.ticks()) {
      g.setColor(ChartStyle.GRID);
      g.draw(new Line2D.Double(pixel(tick), top, pixel(tick), bottom));
      ChartStyle.text(
          g, ChartStyle.TEXT, ChartStyle.INK, axis.label(tick), 0.5, pixel(tick), bottom + 19);
    }
    g.setColor(ChartStyle.FRAME);
    g.draw(new Rectangle2D.Double(left, top, right - left, bottom - top));
    ChartStyle.text(
        g, ChartStyle.TEXT, ChartStyle.INK, spec.xTitle(), 0.5, (left + right) / 2, bottom + 42);
    spec.reference().ifPresent(value -> reference(g, value));
    for (int i = 0; i < spec.rows().size(); i++) {
      row(g, i);
    }
  }

  private void reference(Graphics2D g, double value) {
    double x = pixel(value);
    g.setColor(ChartStyle.VERMILION);
    g.setStroke(ChartStyle.stroke(2, 6, 4));
    g.draw(new Line2D.Double(x, top, x, bottom));
    double half = ChartStyle.width(ChartStyle.TEXT, referenceLabel) / 2;
    double middle =
        Math.max(ChartStyle.MARGIN + half, Math.min(WIDTH - ChartStyle.MARGIN - half, x));
    for (int i = 0; i < referenceLabel.size(); i++) {
      double base = top - 7 - (referenceLabel.size() - 1 - i) * (double) ChartStyle.TEXT_LINE;
      ChartStyle.text(
          g, ChartStyle.TEXT, ChartStyle.VERMILION, referenceLabel.get(i), 0.5, middle, base);
    }
  }

  private void row(Graphics2D g, int index) {
    Row row = spec.rows().get(index);
    List<String> lines = labels.get(index);
    double middle = tops.get(index) + rowHeight(lines) / 2.0;
    double base = middle + 5 - (lines.size() - 1) * ChartStyle.TEXT_LINE / 2.0;
    for (String line : lines) {
      ChartStyle.text(g, ChartStyle.TEXT, ChartStyle.INK, line, 1, left - 10, base);
      base += ChartStyle.TEXT_LINE;
    }
    g.setColor(ChartStyle.BLUE);
    g.setStroke(ChartStyle.stroke(2.5));
    if (row.hasWhisker()) {
      double low = pixel(row.low());
      double high = pixel(row.high());
      g.draw(new Line2D.Double(low, middle, high, middle));
      g.draw(new Line2D.Double(low, middle - WHISKER_END, low, middle + WHISKER_END));
      g.draw(new Line2D.Double(high, middle - WHISKER_END, high, middle + WHISKER_END));
    }
    double x = pixel(row.value());
    g.fill(new Ellipse2D.Double(x - DOT, middle - DOT, 2 * DOT, 2 * DOT));
    String value = values.get(index);
    ChartStyle.text(
        g, ChartStyle.bold(15), ChartStyle.INK, value, 1, WIDTH - ChartStyle.MARGIN, middle + 5);
  }
}
