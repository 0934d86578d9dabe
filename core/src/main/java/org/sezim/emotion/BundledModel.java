package org.sezim.emotion;

/**
 * The emotion models that come with this library. They see the same faces, FER-2013's (Goodfellow
 * et al. 2013), and differ in who said what those show.
 */
public enum BundledModel {
  /**
   * Learnt from FER-2013's own labels, one a face, seven emotions. The one to compare with other
   * systems, since published figures for FER-2013 are for these labels.
   */
  FER2013("fer2013"),

  /**
   * Learnt from FER+ (Barsoum et al. 2016), ten people's votes a face. Cleaner labels, more neutral
   * faces among them: names neutral and surprised faces more often, sad ones less, and is surer of
   * its answers, on photographs unlike FER-2013's too sure.
   */
  FERPLUS("ferplus");

  /** The one that is used where none is chosen. */
  public static final BundledModel DEFAULT = FER2013;

  private final String label;

  BundledModel(String label) {
    this.label = label;
  }

  /** What it is called on the command line. */
  public String label() {
    return label;
  }
}
