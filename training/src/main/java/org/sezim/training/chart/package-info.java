/**
 * Draws figures as PNG and SVG files. Of one training: {@link
 * org.sezim.training.chart.TrainingCurves}, {@link org.sezim.training.chart.ConfusionChart} and
 * {@link org.sezim.training.chart.ReliabilityChart}. Of several: {@link
 * org.sezim.training.chart.LineChart} and {@link org.sezim.training.chart.IntervalChart}. Of one
 * model under disturbances: {@link org.sezim.training.chart.RobustnessChart}. Of what a network
 * sees: {@link org.sezim.training.chart.MapSheet} and {@link org.sezim.training.chart.PlacesChart}.
 * White background, colours that colour-blind readers can tell apart (Okabe and Ito 2008). Needs no
 * display. The same input gives the same bytes on the same machine; elsewhere the machine's
 * sans-serif font may differ. Everything here is stateless, so safe to call from any thread.
 */
package org.sezim.training.chart;
