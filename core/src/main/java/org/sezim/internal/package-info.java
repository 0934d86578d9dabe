/**
 * Helpers that several modules of Sezim share. Not for applications: the types here may change from
 * one release to the next.
 */
@NullMarked
package org.sezim.internal;

import org.jspecify.annotations.NullMarked;
