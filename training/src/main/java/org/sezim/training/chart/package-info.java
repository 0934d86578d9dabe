/**
 * Draws a training's figures as PNG and SVG files: {@link org.sezim.training.chart.TrainingCurves}
 * and {@link org.sezim.training.chart.ConfusionChart}. White background, colours that colour-blind
 * readers can tell apart (Okabe and Ito 2008). Needs no display. The same input gives the same
 * bytes on the same machine; elsewhere the machine's sans-serif font may differ. Everything here is
 * stateless, so safe to call from any thread.
 */
package org.sezim.training.chart;
