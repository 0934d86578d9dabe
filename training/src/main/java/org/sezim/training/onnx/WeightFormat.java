package org.sezim.training.onnx;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Format of the weights in a model file; the setting {@code storage} of a recipe. */
public enum WeightFormat {
  /** 4 bytes per weight. */
  @JsonProperty("float32")
  FLOAT32,
  /** 2 bytes per weight, converted to float32 for the arithmetic. */
  @JsonProperty("float16")
  FLOAT16,
  /**
   * 1 byte per weight, an integer with one scale per map. Convolutions use integer arithmetic; the
   * activation ranges are measured on Training faces.
   */
  @JsonProperty("int8")
  INT8
}
