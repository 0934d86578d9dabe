/**
 * Six small programs that use Sezim, each one file with a {@code main}. Start at {@link
 * org.sezim.examples.PhotoExample}; {@code examples/run PROGRAM ARGUMENT…} builds and runs one. A
 * new example is one class here, one test and one row in examples/README.md.
 */
@NullMarked
package org.sezim.examples;

import org.jspecify.annotations.NullMarked;
