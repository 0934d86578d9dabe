package org.sezim.dataset;

/**
 * A CSV row or an image file that was left out because it is invalid.
 *
 * @param place the file, with the line in a CSV file: {@code fer2013.csv:1042}
 * @param rule the expected and the actual value
 */
public record BadRow(String place, String rule) {
  @Override
  public String toString() {
    return place + ": " + rule;
  }
}
