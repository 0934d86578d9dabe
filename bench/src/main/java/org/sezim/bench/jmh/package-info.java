/**
 * JMH microbenchmarks of core's pixel operations on synthetic images, through core's public API:
 * {@code bench/run jmh}. Start at {@link org.sezim.bench.jmh.FaceCropBenchmark}; JMH finds a new
 * benchmark by its annotations.
 */
@NullMarked
package org.sezim.bench.jmh;

import org.jspecify.annotations.NullMarked;
