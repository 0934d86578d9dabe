package org.sezim.bench.report;

import org.sezim.SezimException;

/**
 * Replaces generated parts of a Markdown file, between the lines {@code <!-- bench:NAME -->} and
 * {@code <!-- /bench:NAME -->}.
 */
public final class MarkedText {
  private MarkedText() {}

  /**
   * Returns the text with one part replaced.
   *
   * @param source the text's name in errors
   * @param content whole lines
   * @throws SezimException if the text lacks the two lines
   */
  public static String replace(String source, String text, String name, String content) {
    String open = "<!-- bench:" + name + " -->\n";
    String close = "<!-- /bench:" + name + " -->";
    int from = text.indexOf(open);
    int to = text.indexOf(close);
    if (from < 0 || to < from) {
      throw new SezimException(source, "expected lines " + open.strip() + " and " + close);
    }
    return text.substring(0, from + open.length()) + content + text.substring(to);
  }
}
