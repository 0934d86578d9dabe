package org.sezim.bench;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The fifth of the photographs that no detector of ours is trained on.
 *
 * <p>The rule: of a file's name, without folder, extension, and a trailing {@code _} with exactly
 * four digits, take the CRC-32 of its UTF-8 bytes. The photo is held out when that is a multiple of
 * 5. So {@code photos/happy/Jane_Rooney_0001.jpg} is judged by {@code Jane_Rooney}, and the
 * pictures of one person, in portraits and photos alike, lie on one side. Scenes have other numbers
 * ({@code 0_Parade_Parade_0_102.jpg}) and are judged by their whole name.
 */
final class HeldOut {
  private static final int ONE_OF = 5;

  private static final Pattern NUMBER_OF_PICTURE = Pattern.compile("_[0-9]{4}\\z");

  private HeldOut() {}

  /**
   * Whether a photo is held out.
   *
   * @param file its path or name, folders divided by {@code /}
   */
  static boolean holds(String file) {
    CRC32 sum = new CRC32();
    sum.update(subject(file).getBytes(StandardCharsets.UTF_8));
    return sum.getValue() % ONE_OF == 0;
  }

  /** What the rule judges a file by: the person of a portrait, the name of a scene. */
  static String subject(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    return NUMBER_OF_PICTURE.matcher(stem).replaceFirst("");
  }
}
