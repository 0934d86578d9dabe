package org.sezim.cli;

import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Hands options to builders. */
final class Options {
  private Options() {}

  /**
   * Hands a value to a setting, if there is one.
   *
   * @param option as it is typed; an error names it instead of the setting
   * @param value null if it was not given
   * @throws ParameterException if the setting refuses the value
   */
  static <T> void apply(CommandSpec spec, String option, T value, Consumer<T> setting) {
    if (value != null) {
      try {
        setting.accept(value);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(
            spec.commandLine(), option + e.getMessage().replaceFirst("^\\w+", ""));
      }
    }
  }
}
