/**
 * The reproduction of the study: its experiments, its claims judged by one rule, and the report.
 * Start at {@link org.sezim.reproduction.Reproduction}.
 *
 * <p>To add an experiment, implement {@code Experiment} and add it to {@code Experiments}; its
 * section of the report consists of {@code Claim}s and {@code Block}s. A new number of a run is a
 * {@code Metric}, a new kind of number a {@code Unit}.
 */
@NullMarked
package org.sezim.reproduction;

import org.jspecify.annotations.NullMarked;
