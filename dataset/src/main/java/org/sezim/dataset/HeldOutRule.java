package org.sezim.dataset;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Decides which photographs are held out: never trained on, kept for measurement. Two in nine are,
 * decided by the file's name only, so that every program and every later training holds out the
 * same ones. Photographs of one person that are numbered with four digits ({@code
 * Ada_Lovelace_0001.jpg}) fall on the same side.
 */
public final class HeldOutRule {
  private static final int OF = 9;
  private static final int HELD_OUT = 2;

  private HeldOutRule() {}

  /**
   * Returns true if the CRC-32 of the name, without its extension and a last {@code _0000}, leaves
   * 0 or 1 when divided by nine.
   *
   * @param fileName without folders
   */
  public static boolean isHeldOut(String fileName) {
    String name = fileName.replaceFirst("\\.[^.]*$", "").replaceFirst("_\\d{4}$", "");
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    return crc.getValue() % OF < HELD_OUT;
  }
}
