/**
 * Repeatable experiments behind choices in Sezim. Start at {@link
 * org.sezim.bench.experiments.CropSearch}, which found the square to crop around a face
 * (docs/results/detection.md). A new experiment is a subcommand of {@code bench/run}, named in
 * {@link org.sezim.bench.Main}.
 */
@NullMarked
package org.sezim.bench.experiments;

import org.jspecify.annotations.NullMarked;
