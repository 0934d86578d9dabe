package org.sezim.training.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.sezim.training.run.EpochMetrics;

/**
 * Loss and accuracy over the epochs of a training, each with the validation beside it: where the
 * two part, the network starts to learn its training data by heart.
 */
public final class TrainingCurves {
  /** Width of the pictures in pixels. */
  public static final int WIDTH = 640;

  /** Height of the pictures in pixels. */
  public static final int HEIGHT = 480;

  private static final Color TRAINING = Look.BLUE;
  private static final Color VALIDATION = Look.VERMILION;

  /** Keeps ticks of two decimals apart, and one value alone from having no range at all. */
  private static final double SMALLEST_RANGE = 0.1;

  /** The share of the vertical axis that the legend covers. */
  private static final double LEGEND_HEIGHT = 0.18;

  private TrainingCurves() {}

  /**
   * Writes {@code loss.png}, {@code loss.svg}, {@code accuracy.png} and {@code accuracy.svg}, and
   * replaces those that exist.
   *
   * @param folder where to write; made if it does not exist
   * @param epochs the epochs in order, the first is drawn as number 1
   * @throws IllegalArgumentException if there are no epochs
   * @throws IOException if a file cannot be written
   */
  public static void write(Path folder, List<EpochMetrics> epochs) throws IOException {
    if (epochs.isEmpty()) {
      throw new IllegalArgumentException("epochs: expected at least 1, found 0");
    }
    write(
        folder,
        "loss",
        chart("Training and validation loss", "Epochs", "Loss", TrainingCurves::lossTick),
        LegendPosition.InsideNE,
        new Curve("Training loss", TRAINING, true, drawable(epochs, EpochMetrics::trainingLoss)),
        new Curve(
            "Validation loss", VALIDATION, false, drawable(epochs, EpochMetrics::validationLoss)));
    write(
        folder,
        "accuracy",
        chart("Model accuracy", "Epoch", "Accuracy", TrainingCurves::accuracyTick),
        LegendPosition.InsideNW,
        new Curve("Training", TRAINING, false, drawable(epochs, EpochMetrics::trainingAccuracy)),
        new Curve(
            "Validation", VALIDATION, false, drawable(epochs, EpochMetrics::validationAccuracy)));
  }

  private static String lossTick(double y) {
    return String.format(Locale.ROOT, Math.abs(y) < 10_000 ? "%.2f" : "%.1e", y);
  }

  /** The room that is kept for the legend may pass 1, which no accuracy does. */
  private static String accuracyTick(double y) {
    return y > 1 + 1e-9 ? "" : String.format(Locale.ROOT, "%.2f", y);
  }

  private record Curve(String name, Color color, boolean dots, List<Double> values) {}

  /** NaN for what is not drawn: XChart leaves a gap there, and its axes overflow beyond float. */
  private static List<Double> drawable(
      List<EpochMetrics> epochs, ToDoubleFunction<EpochMetrics> value) {
    return epochs.stream()
        .map(epoch -> value.applyAsDouble(epoch))
        .map(y -> Math.abs(y) <= Float.MAX_VALUE ? y : Double.NaN)
        .toList();
  }

  private static XYChart chart(
      String title, String xTitle, String yTitle, Function<Double, String> yTick) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    XYStyler styler = chart.getStyler();
    styler
        .setBaseFont(Look.plain(12))
        .setChartTitleFont(Look.bold(16))
        .setChartBackgroundColor(Color.WHITE)
        .setChartPadding(12)
        .setPlotBorderColor(Look.FRAME)
        .setLegendFont(Look.plain(13))
        .setLegendBorderColor(Look.GRID)
        .setChartTitlePadding(10)
        .setMarkerSize(7);
    styler
        .setAxisTitleFont(Look.plain(14))
        .setAxisTickLabelsFont(Look.plain(12))
        .setAxisTicksLineVisible(false)
        .setAxisTickMarksColor(Look.FRAME)
        .setPlotGridLinesColor(Look.GRID)
        .setPlotGridLinesStroke(new BasicStroke(1))
        .setPlotGridVerticalLinesVisible(false)
        .setYAxisTickMarkSpacingHint(48)
        .setXAxisTickMarkSpacingHint(60)
        // Between few epochs there are ticks too.
        .setXAxisTickLabelsFormattingFunction(
            x -> x == Math.rint(x) ? String.valueOf(x.intValue()) : "")
        .setYAxisTickLabelsFormattingFunction(yTick);
    return chart;
  }

  private static DoubleSummaryStatistics range(Curve[] curves, int from, int to) {
    return Stream.of(curves)
        .flatMap(curve -> curve.values().subList(from, to).stream())
        .filter(y -> !y.isNaN())
        .mapToDouble(y -> y)
        .summaryStatistics();
  }

  private static boolean hasLonePoint(List<Double> values) {
    int last = values.size() - 1;
    return IntStream.rangeClosed(0, last)
        .anyMatch(
            i ->
                !values.get(i).isNaN()
                    && (i == 0 || values.get(i - 1).isNaN())
                    && (i == last || values.get(i + 1).isNaN()));
  }

  /**
   * @param corner where the legend goes: upper left or right, whichever the curves are likelier to
   *     leave free
   */
  private static void write(
      Path folder, String name, XYChart chart, LegendPosition corner, Curve... curves)
      throws IOException {
    int epochs = curves[0].values().size();
    DoubleSummaryStatistics all = range(curves, 0, epochs);
    double low = all.getCount() == 0 ? 0 : all.getMin();
    double high = all.getCount() == 0 ? 1 : Math.max(all.getMax(), low + SMALLEST_RANGE);
    // The legend is narrower than half the plot. Lines between few epochs are long and may pass
    // under it anyway.
    boolean right = corner == LegendPosition.InsideNE;
    DoubleSummaryStatistics below =
        epochs < 10
            ? all
            : range(curves, right ? epochs / 2 : 0, right ? epochs : (epochs + 1) / 2);
    double top = low + (Math.max(low, below.getMax()) - low) / (1 - LEGEND_HEIGHT);
    chart.getStyler().setLegendPosition(corner);
    chart
        .getStyler()
        .setXAxisMin(0.0)
        // Without the half, XChart would see equal steps and put a tick at each.
        .setXAxisMax(Math.max(2, epochs) + 0.5)
        .setYAxisMin(low)
        .setYAxisMax(Math.max(high, top));

    List<Integer> numbers = IntStream.rangeClosed(1, epochs).boxed().toList();
    for (Curve curve : curves) {
      XYSeries series = chart.addSeries(curve.name(), numbers, curve.values());
      series.setXYSeriesRenderStyle(
          curve.dots() ? XYSeriesRenderStyle.Scatter : XYSeriesRenderStyle.Line);
      series.setLineColor(curve.color()).setLineStyle(new BasicStroke(2));
      series.setMarkerColor(curve.color());
      // One point makes no line.
      boolean marked = curve.dots() || hasLonePoint(curve.values());
      series.setMarker(marked ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    }
    Picture.write(
        folder,
        name,
        WIDTH,
        HEIGHT,
        chart.getTitle(),
        chart.getYAxisTitle()
            + " by epoch: "
            + Stream.of(curves).map(Curve::name).collect(Collectors.joining(", ")),
        graphics -> chart.paint(graphics, WIDTH, HEIGHT));
  }
}
