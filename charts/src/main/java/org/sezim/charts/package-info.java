/**
 * Charts as SVG and PNG files. Start with {@link org.sezim.charts.LineChart}: {@code
 * LineChart.of(spec).write(folder, "loss")}. The other charts are {@link
 * org.sezim.charts.IntervalChart} (values with intervals), {@link org.sezim.charts.SmallMultiples}
 * (panels with a common axis) and {@link org.sezim.charts.ImageGrid} (rows of small images). To add
 * a chart, write a painter with {@link org.sezim.charts.ChartStyle} and {@link
 * org.sezim.charts.Axis}, and return it as a {@link org.sezim.charts.ChartFile}.
 *
 * <p>Charts have a white background and colors that color-blind readers can tell apart (Okabe and
 * Ito 2008). They need no display. The same input gives the same bytes on the same machine; other
 * machines may have another sans-serif font. Everything here is immutable, so safe to call from any
 * thread.
 */
@NullMarked
package org.sezim.charts;

import org.jspecify.annotations.NullMarked;
