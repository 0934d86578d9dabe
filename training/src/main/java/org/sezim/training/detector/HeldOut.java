package org.sezim.training.detector;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Which pictures no training sees: two in nine, told by the file's name alone, so that every
 * program and every later training keeps the same ones apart. Pictures of one person that are
 * numbered with four digits ({@code Ada_Lovelace_0001.jpg}) fall on the same side.
 */
public final class HeldOut {
  private static final int OF = 9;
  private static final int HELD_OUT = 2;

  private HeldOut() {}

  /**
   * Whether the CRC-32 of the name, without its extension and a last {@code _0000}, leaves 0 or 1
   * when divided by nine.
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
