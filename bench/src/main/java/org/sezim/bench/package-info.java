/**
 * Measurements of Sezim beside other systems, never shipped: face detectors against each other, in
 * what they find, how fast they are, and what becomes of the emotions (docs/results/detection.md).
 */
@NullMarked
package org.sezim.bench;

import org.jspecify.annotations.NullMarked;
