package org.sezim.cli;

import java.io.Closeable;
import java.io.IOException;
import org.sezim.Recognition;
import org.sezim.video.FrameResult;
import org.sezim.video.VideoSummary;

/** Writes results one by one. */
interface ResultWriter extends Closeable {
  /** Writes the faces of a photo. */
  void write(Recognition recognition) throws IOException;

  /** Writes one frame of a video. */
  void write(FrameResult frame) throws IOException;

  /** Ends a video after its last frame. */
  void end(VideoSummary video) throws IOException;

  /** Writes the error of a photo or video that cannot be read. */
  void error(String source, String rule) throws IOException;
}
