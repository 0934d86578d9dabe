package org.sezim;

/** The emotion models that come with this library. */
public enum BundledModel {
  /**
   * Learnt from FER-2013 (Goodfellow et al. 2013) and its own labels, one a face, seven emotions.
   * The one to compare with other systems, since published figures for FER-2013 are for these
   * labels.
   */
  FER2013("fer2013");

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

  ModelFile file() {
    return ModelFile.bundled("sezim-" + label + ".onnx");
  }
}
