package org.sezim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Version of this build of Sezim. */
public final class Sezim {
  private static final String VERSION = readVersion();

  private Sezim() {}

  /** The version of this library, for example {@code 0.1.0}. */
  public static String version() {
    return VERSION;
  }

  private static String readVersion() {
    try (InputStream in = Sezim.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
