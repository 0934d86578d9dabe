/**
 * The command line {@code ./sezim COMMAND}, the only module that prints. Start at {@link
 * org.sezim.cli.Main}, which lists the commands: one class per command. Results go to standard
 * output, everything else to standard error.
 *
 * <p>A new command is a class with picocli's {@code @Command}, added to the subcommands of {@code
 * Main}; options that several commands share are mixins such as {@code DetectionOptions}. A new
 * output format of {@code recognize} is a {@code ResultWriter} and a constant of {@code
 * ResultFormat}.
 */
@NullMarked
package org.sezim.cli;

import org.jspecify.annotations.NullMarked;
