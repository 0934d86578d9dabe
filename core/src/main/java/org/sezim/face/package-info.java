/** Faces in a photo: where they are and what is cut out. Start at {@link FaceDetector}. */
package org.sezim.face;
