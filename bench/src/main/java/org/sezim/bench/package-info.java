/**
 * Measurements of Sezim and other systems, never shipped: recall and precision of face detectors,
 * their speed, and their effect on the emotions (docs/results/detection.md). Start at {@link
 * org.sezim.bench.Main}, the command {@code bench/run}. A new measurement is a subcommand named
 * there; another detector implements {@link org.sezim.bench.FaceFinder}.
 */
@NullMarked
package org.sezim.bench;

import org.jspecify.annotations.NullMarked;
