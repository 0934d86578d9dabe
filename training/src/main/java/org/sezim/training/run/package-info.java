/**
 * One training on disk: {@link org.sezim.training.run.RunFolder} names and writes its files, {@link
 * org.sezim.training.run.Checkpoint} its weights, {@link org.sezim.training.run.Networks} makes
 * networks of them, {@link org.sezim.training.run.Provenance} says where it comes from, and the
 * metrics say what its epochs gave. All randomness of a run comes from {@link
 * org.sezim.training.run.SeedStreams}.
 */
@NullMarked
package org.sezim.training.run;

import org.jspecify.annotations.NullMarked;
