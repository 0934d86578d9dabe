/** Results drawn on photos. Start at {@link Annotator}. */
package org.sezim.draw;
