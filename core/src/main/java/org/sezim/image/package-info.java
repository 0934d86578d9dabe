/**
 * Photos and their decoding. Start at {@link Photo}, an upright 8-bit sRGB photo, or at {@link
 * PhotoSource}, a photo that is read later. {@code Orientation} reads EXIF, and {@code Photo} turns
 * the pixels as it says. A new image format is added to {@code ImageFormat} (first bytes and
 * extensions), to {@code PhotoDecoder} (its decoder) and, if it carries EXIF, to {@code
 * Orientation}.
 */
@NullMarked
package org.sezim.image;

import org.jspecify.annotations.NullMarked;
