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
      throw new TypeConversionException("" + e.getMessage());
    }
  }
}
