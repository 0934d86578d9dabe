/**
 * Face detection and cropping. Start at {@link FaceDetector}, which returns one {@link Detection}
 * per face: a {@link Box}, a confidence and {@link Landmarks}. {@link FaceCrop} is the 48×48 gray
 * input of the emotion models; {@link CropRegion} computes the square of the photo that it shows. A
 * face model with other inputs or outputs is adapted in {@code DetectorInput} and {@code
 * DetectionDecoder}.
 */
@NullMarked
package org.sezim.face;

import org.jspecify.annotations.NullMarked;
