/**
 * Figures and tables as the benchmarks print them. Start at {@link org.sezim.bench.report.Table}:
 * it lines up cells that {@link org.sezim.bench.report.Format} has written.
 */
@NullMarked
package org.sezim.bench.report;

import org.jspecify.annotations.NullMarked;
