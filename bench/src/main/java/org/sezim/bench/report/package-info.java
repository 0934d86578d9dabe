/**
 * Tables and numbers that the benchmarks print. Start at {@link org.sezim.bench.report.Table},
 * which aligns cells formatted by {@link org.sezim.bench.report.Format}.
 */
@NullMarked
package org.sezim.bench.report;

import org.jspecify.annotations.NullMarked;
