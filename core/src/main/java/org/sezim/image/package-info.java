/** Photos: files to pixels. Start at {@link Photo}. */
@NullMarked
package org.sezim.image;

import org.jspecify.annotations.NullMarked;
