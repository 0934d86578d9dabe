package org.sezim.cli;

import org.sezim.dataset.Split;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts the name of a split, for example {@code PublicTest}. */
final class SplitConverter implements ITypeConverter<Split> {
  @Override
  public Split convert(String value) {
    try {
      return Split.of(value);
    } catch (IllegalArgumentException e) {
      // The error of the option names it already.
      throw new TypeConversionException(("" + e.getMessage()).replaceFirst("^split: ", ""));
    }
  }
}
