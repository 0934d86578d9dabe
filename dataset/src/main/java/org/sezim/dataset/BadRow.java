package org.sezim.dataset;

/**
 * A row or picture that was left out because it breaks a rule.
 *
 * @param place the file, with its line where it has lines: {@code fer2013.csv:1042}
 * @param rule what was expected and what was found instead
 */
public record BadRow(String place, String rule) {
  @Override
  public String toString() {
    return place + ": " + rule;
  }
}
