package org.sezim.cli;

import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Passes the values of options to settings. */
final class Options {
  private Options() {}

  /**
   * Passes a value to a setter.
   *
   * @param option as typed; an error names it instead of the setting
   * @param value null if the option is not given; then nothing happens
   * @throws ParameterException if the setter rejects the value
   */
  static <T> void apply(
      CommandSpec spec, String option, @Nullable T value, Consumer<? super T> setter) {
    with(
        spec,
        option,
        value,
        setter,
        (self, given) -> {
          self.accept(given);
          return self;
        });
  }

  /**
   * Settings changed by a value.
   *
   * @param option as typed; an error names it instead of the setting
   * @param value null if the option is not given; then the settings stay as they are
   * @throws ParameterException if the settings reject the value
   */
  static <S, T> S with(
      CommandSpec spec,
      String option,
      @Nullable T value,
      S settings,
      BiFunction<? super S, ? super T, ? extends S> with) {
    if (value == null) {
      return settings;
    }
    try {
      return with.apply(settings, value);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), option + ("" + e.getMessage()).replaceFirst("^\\w+", ""));
    }
  }
}
