package org.sezim.cli;

import java.io.Closeable;
import java.io.IOException;
import org.sezim.Recognition;
import org.sezim.video.FrameResult;
import org.sezim.video.VideoSummary;

/** Prints results one by one. */
interface ResultWriter extends Closeable {
  /** One photo's faces. */
  void write(Recognition recognition) throws IOException;

  /** One frame of a film. */
  void write(FrameResult frame) throws IOException;

  /** A film of which all frames are written. */
  void end(VideoSummary film) throws IOException;

  /** A photo or film that could not be read, and why. */
  void error(String source, String rule) throws IOException;
}
