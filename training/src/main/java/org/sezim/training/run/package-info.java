/**
 * Storage of one training on disk. Start at {@link org.sezim.training.run.RunFolder}, which names
 * and writes the files; {@link org.sezim.training.run.Checkpoint} stores the weights, {@link
 * org.sezim.training.run.Networks} restores networks, and {@link org.sezim.training.run.Provenance}
 * records data, seed and versions. The order of the files within an epoch is {@code EpochLoop}'s,
 * in the package above. A new metric is a column of {@link org.sezim.training.run.EpochMetrics} or
 * {@link org.sezim.training.run.DetectorMetrics}; a new use of random numbers is a purpose in
 * {@link org.sezim.training.run.SeedStreams}.
 */
@NullMarked
package org.sezim.training.run;

import org.jspecify.annotations.NullMarked;
