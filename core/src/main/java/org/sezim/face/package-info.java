/** Faces in a photo: where they are and what is cut out. Start at {@link FaceDetector}. */
@NullMarked
package org.sezim.face;

import org.jspecify.annotations.NullMarked;
