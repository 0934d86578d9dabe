package org.sezim;

/** What became of one of many photos: a recognition, or the reason why there is none. */
public sealed interface Outcome {
  /** The photo's name as given. */
  String source();

  /**
   * The photo was read.
   *
   * @param recognition its faces, if it shows any
   */
  record Recognized(Recognition recognition) implements Outcome {
    @Override
    public String source() {
      return recognition.source();
    }
  }

  /**
   * The photo could not be read.
   *
   * @param source the photo's name as given
   * @param error why, in one line
   */
  record Failed(String source, SezimException error) implements Outcome {}
}
