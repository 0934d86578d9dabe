/** Results drawn on photos. Start at {@link Annotator}. */
@NullMarked
package org.sezim.draw;

import org.jspecify.annotations.NullMarked;
