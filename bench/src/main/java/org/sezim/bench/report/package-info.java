/**
 * Figures and tables as the benchmarks print them. Start at {@link org.sezim.bench.report.Table}:
 * it lines up cells that {@link org.sezim.bench.report.Format} has written.
 */
package org.sezim.bench.report;
