package org.sezim.training.onnx;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a model's file holds a weight; recipes name it {@code storage}. */
public enum WeightFormat {
  /** In 4 bytes. */
  @JsonProperty("float32")
  FLOAT32,
  /** In 2 bytes; it is used as a 32-bit float all the same. */
  @JsonProperty("float16")
  FLOAT16,
  /**
   * In 1 byte, as an integer with one scale per map; convolutions compute in integers, whose ranges
   * come from Training faces.
   */
  @JsonProperty("int8")
  INT8
}
