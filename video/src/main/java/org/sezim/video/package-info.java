/**
 * Films and cameras: frames by time, faces followed from frame to frame, what each of them showed
 * and when. Start at {@link org.sezim.video.VideoRecognizer}. Times are seconds since the start of
 * the film, boxes are pixels of the upright frame, scores are probabilities. Decoding is FFmpeg's;
 * its own log, which belongs to the whole process, is switched off.
 */
@NullMarked
package org.sezim.video;

import org.jspecify.annotations.NullMarked;
