/** Reproduces the study: every experiment, one report. */
@NullMarked
package org.sezim.reproduction;

import org.jspecify.annotations.NullMarked;
