package org.sezim.cli;

import java.io.File;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern for file names below a folder: {@code *}, {@code ?}, {@code [a-z]} and {@code
 * {jpg,png}} within a name, {@code **} for any number of folders, including none. A matching folder
 * stands for everything in it. Names that start with a dot match only pattern parts that start with
 * a dot. The rules are the same on every system and independent of the shell.
 *
 * <p>While a tree is walked, a {@link BitSet} holds the parts of the pattern that the next name may
 * match, so that folders without possible matches are not entered.
 */
final class Glob {
  private static final String ANY_DEPTH = "**";

  private final String base;
  private final List<String> parts = new ArrayList<>();
  private final List<PathMatcher> matchers = new ArrayList<>();

  private Glob(String base, List<String> parts) {
    this.base = base;
    this.parts.addAll(parts);
    this.parts.add(ANY_DEPTH);
    for (String part : this.parts) {
      matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + part));
    }
  }

  /** A pattern that matches everything in a folder. */
  static Glob everything(String folder) {
    return new Glob(folder, List.of());
  }

  /** Returns true if a text has a character with a meaning in patterns. */
  static boolean isPattern(String text) {
    return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  /**
   * Parses a pattern.
   *
   * @throws PatternSyntaxException if it is malformed, for example {@code a[1.jpg}
   */
  static Glob parse(String pattern) {
    List<String> names = List.of(pattern.replace(File.separatorChar, '/').split("/", -1));
    int fixed = 0;
    while (!isPattern(names.get(fixed))) {
      fixed++;
    }
    String base = String.join("/", names.subList(0, fixed));
    boolean root = fixed > 0 && base.isEmpty();
    return new Glob(
        root ? "/" : base,
        names.subList(fixed, names.size()).stream().filter(name -> !name.isEmpty()).toList());
  }

  /** The folder in which matching starts; empty for the current one. */
  String base() {
    return base;
  }

  /** The parts that a name directly in the base may match. */
  BitSet start() {
    BitSet open = new BitSet();
    open(0, open);
    return open;
  }

  /**
   * The parts that names in the folder {@code name} may match.
   *
   * @param open the parts that {@code name} itself may match
   */
  BitSet enter(BitSet open, Path name) {
    BitSet next = new BitSet();
    for (int part = open.nextSetBit(0); part >= 0; part = open.nextSetBit(part + 1)) {
      if (part < parts.size() && matches(part, name)) {
        open(parts.get(part).equals(ANY_DEPTH) ? part : part + 1, next);
      }
    }
    return next;
  }

  /** Returns true if a name with this result of {@link #enter} matches the whole pattern. */
  boolean isMatch(BitSet entered) {
    return entered.get(parts.size());
  }

  private boolean matches(int part, Path name) {
    boolean hidden = name.toString().startsWith(".");
    if (parts.get(part).equals(ANY_DEPTH)) {
      // The JDK's glob matches no names that contain a line break.
      return !hidden;
    }
    return hidden == parts.get(part).startsWith(".") && matchers.get(part).matches(name);
  }

  private void open(int part, BitSet open) {
    open.set(part);
    if (part < parts.size() && parts.get(part).equals(ANY_DEPTH)) {
      open(part + 1, open);
    }
  }
}
