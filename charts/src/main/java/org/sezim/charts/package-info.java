/**
 * Draws charts as SVG and PNG files. Start with {@link org.sezim.charts.LineChart}: {@code
 * LineChart.of(spec).write(folder, "loss")}. The others are {@link org.sezim.charts.IntervalChart}
 * (values with their intervals), {@link org.sezim.charts.SmallMultiples} (small charts side by
 * side) and {@link org.sezim.charts.ImageGrid} (rows of small images). A chart of another kind is a
 * painter that uses {@link org.sezim.charts.ChartStyle} and {@link org.sezim.charts.Axis}, wrapped
 * in a {@link org.sezim.charts.ChartFile}.
 *
 * <p>White background, colors that color-blind readers can tell apart (Okabe and Ito 2008). Needs
 * no display. The same input gives the same bytes on the same machine; elsewhere the machine's
 * sans-serif font may differ. Everything here is immutable, so safe to call from any thread.
 */
@NullMarked
package org.sezim.charts;

import org.jspecify.annotations.NullMarked;
