/**
 * Results drawn on photos. Start at {@link Annotator}, which draws boxes and labels on a photo, or
 * a heat map on a face. {@link EmotionColors} has the color of each emotion, for charts and pages;
 * a new label gets its color there.
 */
@NullMarked
package org.sezim.draw;

import org.jspecify.annotations.NullMarked;
