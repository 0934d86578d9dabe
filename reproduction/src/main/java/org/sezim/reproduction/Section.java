package org.sezim.reproduction;

import java.util.List;

/**
 * The report's section about one experiment.
 *
 * @param name name of the experiment, as in {@code results.csv}
 * @param title the heading
 * @param study the study's statement, quoted or summarized
 * @param claims the claims that are judged; may be empty
 * @param blocks tables, figures and text
 */
record Section(String name, String title, String study, List<Claim> claims, List<Block> blocks) {
  Section {
    claims = List.copyOf(claims);
    blocks = List.copyOf(blocks);
  }
}
