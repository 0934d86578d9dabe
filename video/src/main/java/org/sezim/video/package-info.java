/**
 * Videos, cameras and streams: frames selected by time, faces tracked across frames, and a summary
 * of their emotions. Start at {@link org.sezim.video.VideoRecognizer}. Times are seconds since the
 * start of the video, boxes are pixels of the upright frame, scores are probabilities. FFmpeg
 * decodes; its log, which is shared by the whole process, is switched off.
 *
 * <p>Thresholds of cut detection and re-identification are in {@code FrameFeatures}; a new format
 * that FFmpeg reads needs only its extension in {@link org.sezim.video.Video#EXTENSIONS}.
 */
@NullMarked
package org.sezim.video;

import org.jspecify.annotations.NullMarked;
