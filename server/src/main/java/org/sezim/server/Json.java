package org.sezim.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Writes and reads JSON. */
final class Json {
  /** Safe to share between threads. */
  static final ObjectMapper MAPPER = new ObjectMapper();

  static final String TYPE = "application/json";

  private Json() {}

  /** Maps, lists, texts and numbers as JSON. */
  static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError("maps of texts and numbers are always JSON", e);
    }
  }

  /** The same as text. */
  static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError("maps of texts and numbers are always JSON", e);
    }
  }
}
