/**
 * Helpers shared by the modules of Sezim. Not for applications: the types here may change in any
 * release. Settings are checked with {@link Require}; parallel work goes through {@link
 * OrderedWorkers}, memory for photos through {@link PixelBudget}. No type of this package appears
 * in a public signature of the packages for applications.
 */
@NullMarked
package org.sezim.internal;

import org.jspecify.annotations.NullMarked;
