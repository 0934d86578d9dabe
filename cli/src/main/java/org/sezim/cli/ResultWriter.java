package org.sezim.cli;

import java.io.Closeable;
import java.io.IOException;
import org.sezim.Recognition;

/** Prints results one by one. */
interface ResultWriter extends Closeable {
  /** One photo's faces. */
  void write(Recognition recognition) throws IOException;

  /** A photo that could not be read, and why. */
  void error(String source, String rule) throws IOException;
}
