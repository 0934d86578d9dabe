package org.sezim.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** JSON mapper and helpers of the server. */
final class Json {
  /** Safe to share between threads. */
  static final ObjectMapper MAPPER = new ObjectMapper();

  static final String TYPE = "application/json";

  private Json() {}

  /** Writes maps, lists, strings and numbers as JSON. */
  static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError("maps of strings and numbers are always JSON", e);
    }
  }

  /** The same as a string. */
  static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError("maps of strings and numbers are always JSON", e);
    }
  }
}
