/**
 * {@code ./sezim COMMAND}: the only place that prints. Results go to standard output, everything
 * else to standard error. Exit codes: 0 all done, 1 something failed, 2 wrong usage.
 */
@NullMarked
package org.sezim.cli;

import org.jspecify.annotations.NullMarked;
