package org.sezim.cli;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converters of numbers, for all commands. Picocli's own errors name Java's types. */
final class NumberConverters {
  private NumberConverters() {}

  /** Registers the converters for a command and its subcommands. */
  static void register(CommandLine line) {
    register(line, int.class, Integer.class, Integer::valueOf, "a whole number");
    register(line, long.class, Long.class, Long::valueOf, "a whole number");
    register(line, double.class, Double.class, Double::valueOf, "a number");
  }

  private static <T> void register(
      CommandLine line,
      Class<T> primitive,
      Class<T> boxed,
      Function<String, T> parser,
      String expected) {
    ITypeConverter<T> converter =
        value -> {
          try {
            return parser.apply(value);
          } catch (NumberFormatException e) {
            boolean tooLarge = value.matches("[+-]?\\d+");
            throw new TypeConversionException(
                "expected "
                    + expected
                    + (tooLarge ? " with fewer digits" : "")
                    + ", found "
                    + Terminal.line(value));
          }
        };
    line.registerConverter(primitive, converter);
    line.registerConverter(boxed, converter);
  }
}
