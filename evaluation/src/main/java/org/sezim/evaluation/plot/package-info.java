/**
 * Charts of evaluations. Start at {@link org.sezim.evaluation.plot.ConfusionChart}: {@code
 * ConfusionChart.of(title, labels, matrix).write(folder, "confusion")}. {@link
 * org.sezim.evaluation.plot.ReliabilityChart} shows the calibration, {@link
 * org.sezim.evaluation.plot.RobustnessChart} the accuracy under corruptions. Add a chart as a class
 * that returns an {@link org.sezim.charts.ChartFile}.
 */
@NullMarked
package org.sezim.evaluation.plot;

import org.jspecify.annotations.NullMarked;
