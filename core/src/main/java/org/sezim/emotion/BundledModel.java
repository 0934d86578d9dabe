package org.sezim.emotion;

/**
 * The bundled emotion models. Both are trained on the faces of FER-2013 (Goodfellow et al. 2013);
 * only the labels differ.
 */
public enum BundledModel {
  /**
   * Trained on FER-2013's own labels, one per face, seven emotions. Suits comparisons with other
   * systems, since published figures for FER-2013 refer to these labels.
   */
  FER2013("fer2013"),

  /**
   * Trained on FER+ (Barsoum et al. 2016), ten votes per face. The labels are cleaner and more
   * often neutral: the model predicts neutral and surprise more often, sad less often, and with
   * higher scores; it is overconfident on photos unlike those of FER-2013.
   */
  FERPLUS("ferplus");

  /** The default model. */
  public static final BundledModel DEFAULT = FER2013;

  private final String label;

  BundledModel(String label) {
    this.label = label;
  }

  /** The model's name on the command line. */
  public String label() {
    return label;
  }
}
