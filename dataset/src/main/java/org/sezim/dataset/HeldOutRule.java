package org.sezim.dataset;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Rule that decides which photos are held out: never trained on, kept for evaluation. It holds out
 * two of nine photos by a hash of the file name only, so that every program and every later
 * training holds out the same ones. Photos of one person that are numbered with four digits ({@code
 * Ada_Lovelace_0001.jpg}) are either all held out or none.
 */
public final class HeldOutRule {
  private static final int GROUPS = 9;
  private static final int HELD_OUT_GROUPS = 2;

  private HeldOutRule() {}

  /**
   * Returns true if the CRC-32 of the name, without its extension and a final {@code _0000}, is 0
   * or 1 modulo 9.
   *
   * @param fileName without folders
   */
  public static boolean isHeldOut(String fileName) {
    String name = fileName.replaceFirst("\\.[^.]*$", "").replaceFirst("_\\d{4}$", "");
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    return crc.getValue() % GROUPS < HELD_OUT_GROUPS;
  }
}
