package org.sezim.evaluation.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.OptionalDouble;
import org.sezim.charts.Axis;
import org.sezim.charts.ChartFile;
import org.sezim.charts.ChartStyle;
import org.sezim.evaluation.Evaluation;
import org.sezim.evaluation.Evaluation.ReliabilityBin;

/**
 * Reliability diagram of a classifier: the accuracy of the faces by confidence, and below it the
 * number of faces by confidence. On the diagonal, accuracy equals confidence; bars below the
 * diagonal mean that the classifier is overconfident.
 */
public final class ReliabilityChart {
  /** Width of a chart in pixels. */
  public static final int WIDTH = ChartStyle.WIDTH;

  private static final int PLOT_HEIGHT = 330;
  private static final int HISTOGRAM_HEIGHT = 80;
  private static final int RIGHT = 24;
  private static final double DOT = 5;
  private static final Color BAR = new Color(0xB9DCF2);

  private final List<String> title;
  private final List<ReliabilityBin> bins;
  private final Axis unit = Axis.linear(0, 1, false, 5);
  private final Axis counts;
  private final double left;
  private final int top;
  private final int bottom;
  private final int histogramTop;
  private final int histogramBottom;
  private final int height;

  private ReliabilityChart(String title, List<ReliabilityBin> bins) {
    this.title = ChartStyle.wrap(ChartStyle.TITLE, title, WIDTH - 2 * ChartStyle.MARGIN);
    this.bins = bins;
    int maxCount = Math.max(1, bins.stream().mapToInt(ReliabilityBin::count).max().orElseThrow());
    this.counts = Axis.linear(0, maxCount, true, 3);
    List<String> labels = counts.ticks().stream().map(counts::label).toList();
    this.left =
        Math.ceil(
            ChartStyle.MARGIN + 24 + Math.max(30, ChartStyle.width(ChartStyle.TEXT, labels)) + 8);
    this.top = ChartStyle.titleHeight(this.title) + 4;
    this.bottom = top + PLOT_HEIGHT;
    this.histogramTop = bottom + 20;
    this.histogramBottom = histogramTop + HISTOGRAM_HEIGHT;
    this.height = histogramBottom + 26 + 24 + ChartStyle.MARGIN - 4;
  }

  /**
   * Draws a chart, {@value #WIDTH} pixels wide and about 530 high. Each bar is as wide as its bin
   * and as high as the bin's accuracy, with a dot at the bin's mean confidence. Bins without faces
   * have neither.
   *
   * @param title the title above the plot, may be blank
   * @param bins the bins, see {@link Evaluation#reliability()}
   * @throws IllegalArgumentException if there are no bins, a range is not within 0 to 1 or empty, a
   *     count is negative, or a bin with faces has no mean confidence or accuracy from 0 to 1
   */
  public static ChartFile of(String title, List<ReliabilityBin> bins) {
    if (bins.isEmpty()) {
      throw new IllegalArgumentException("bins: expected at least 1, found 0");
    }
    for (ReliabilityBin bin : bins) {
      boolean valid =
          bin.low() >= 0
              && bin.low() < bin.high()
              && bin.high() <= 1
              && bin.count() >= 0
              && (bin.count() == 0 || (isShare(bin.meanConfidence()) && isShare(bin.accuracy())));
      if (!valid) {
        throw new IllegalArgumentException(
            "bin: expected a range, a count, and for faces a confidence and an accuracy, all"
                + " shares from 0 to 1, found "
                + bin);
      }
    }
    ReliabilityChart chart = new ReliabilityChart(title, List.copyOf(bins));
    return new ChartFile(
        WIDTH,
        chart.height,
        title,
        "Accuracy by confidence, and the number of faces by confidence",
        chart::paint);
  }

  private static boolean isShare(OptionalDouble value) {
    return value.isPresent() && value.getAsDouble() >= 0 && value.getAsDouble() <= 1;
  }

  private double right() {
    return WIDTH - RIGHT;
  }

  private double x(double confidence) {
    return ChartStyle.round(left + confidence * (right() - left));
  }

  private double y(double accuracy) {
    return ChartStyle.round(bottom - accuracy * PLOT_HEIGHT);
  }

  private double countY(double count) {
    // 8 % free space above the tallest bar.
    return ChartStyle.round(histogramBottom - 0.92 * counts.position(count) * HISTOGRAM_HEIGHT);
  }

  private void paint(Graphics2D g) {
    ChartStyle.title(g, title, WIDTH);
    for (ReliabilityBin bin : bins) {
      if (bin.count() > 0) {
        bar(g, bin, y(bin.accuracy().orElseThrow()), bottom, BAR);
        bar(g, bin, countY(bin.count()), histogramBottom, ChartStyle.FRAME);
      }
    }
    axes(g);
    // The diagonal and the dots are above the bars and the grid.
    g.setColor(ChartStyle.VERMILION);
    g.setStroke(ChartStyle.stroke(2, 7, 4));
    g.draw(new Line2D.Double(x(0), y(0), x(1), y(1)));
    for (ReliabilityBin bin : bins) {
      if (bin.count() > 0) {
        dot(g, x(bin.meanConfidence().orElseThrow()), y(bin.accuracy().orElseThrow()));
      }
    }
    ChartStyle.text(
        g, ChartStyle.TEXT, ChartStyle.VERMILION, "accuracy = confidence", 0, left + 10, top + 22);
  }

  private void bar(Graphics2D g, ReliabilityBin bin, double from, double to, Color color) {
    double start = x(bin.low());
    Rectangle2D box =
        new Rectangle2D.Double(
            start, from, ChartStyle.round(x(bin.high()) - start), ChartStyle.round(to - from));
    g.setColor(color);
    g.fill(box);
    g.setColor(Color.WHITE);
    g.setStroke(ChartStyle.stroke(1));
    g.draw(box);
  }

  private static void dot(Graphics2D g, double x, double y) {
    g.setColor(ChartStyle.BLUE);
    g.fill(
        new Ellipse2D.Double(
            ChartStyle.round(x - DOT), ChartStyle.round(y - DOT), 2 * DOT, 2 * DOT));
  }

  private void axes(Graphics2D g) {
    g.setStroke(ChartStyle.stroke(1));
    for (double tick : unit.ticks()) {
      g.setColor(ChartStyle.GRID);
      g.draw(new Line2D.Double(left, y(tick), right(), y(tick)));
      String label = unit.label(tick);
      ChartStyle.text(g, ChartStyle.TEXT, ChartStyle.INK, label, 1, left - 7, y(tick) + 5);
      ChartStyle.text(
          g, ChartStyle.TEXT, ChartStyle.INK, label, 0.5, x(tick), histogramBottom + 19);
    }
    for (double tick : counts.ticks()) {
      String label = counts.label(tick);
      ChartStyle.text(g, ChartStyle.TEXT, ChartStyle.INK, label, 1, left - 7, countY(tick) + 5);
    }
    g.setColor(ChartStyle.FRAME);
    g.draw(new Rectangle2D.Double(left, top, right() - left, PLOT_HEIGHT));
    g.draw(new Rectangle2D.Double(left, histogramTop, right() - left, HISTOGRAM_HEIGHT));
    double middle = (left + right()) / 2;
    ChartStyle.text(
        g, ChartStyle.TEXT, ChartStyle.INK, "Confidence", 0.5, middle, histogramBottom + 42);
    double titleX = ChartStyle.MARGIN + 12;
    ChartStyle.verticalText(
        g, ChartStyle.TEXT, ChartStyle.INK, "Accuracy", titleX, (top + bottom) / 2.0);
    double low = (histogramTop + histogramBottom) / 2.0;
    ChartStyle.verticalText(g, ChartStyle.TEXT, ChartStyle.INK, "Faces", titleX, low);
  }
}
