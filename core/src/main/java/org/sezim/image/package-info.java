/** Photos: files to pixels. Start at {@link Photo}. */
package org.sezim.image;
