package org.sezim.reproduction;

import java.util.List;

/**
 * What the report says of one experiment.
 *
 * @param name of the experiment, as {@code results.csv} has it
 * @param title the heading
 * @param claim what the study says
 * @param checks its claims, each with a verdict
 * @param blocks tables, figures and text
 */
record Section(String name, String title, String claim, List<Claim> checks, List<Block> blocks) {
  Section {
    checks = List.copyOf(checks);
    blocks = List.copyOf(blocks);
  }
}
