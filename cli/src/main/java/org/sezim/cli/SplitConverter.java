package org.sezim.cli;

import org.sezim.dataset.Split;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code PublicTest} and the like. */
final class SplitConverter implements ITypeConverter<Split> {
  @Override
  public Split convert(String value) {
    try {
      return Split.of(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
