/**
 * Microbenchmarks of core's pixel work, by JMH and through core's public API, on made-up images:
 * {@code bench/run jmh}. Start at {@link org.sezim.bench.jmh.FaceCropBenchmark}.
 */
@NullMarked
package org.sezim.bench.jmh;

import org.jspecify.annotations.NullMarked;
