package org.sezim.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sezim.SezimException;

/** Reads a certificate chain and a private key from PEM files (RFC 7468). */
final class Pem {
  /** Password of the key store, which is only in memory. */
  static final String PASSWORD = "in memory";

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private Pem() {}

  /**
   * Creates a key store with one entry.
   *
   * @param chain the server's certificate first, then its issuers
   * @param key in PKCS#8, not encrypted
   * @throws SezimException if a file cannot be read or holds something else
   */
  static KeyStore keyStore(Path chain, Path key) {
    try {
      Collection<? extends Certificate> certificates = certificates(chain);
      PrivateKey privateKey = key(key);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "server", privateKey, PASSWORD.toCharArray(), certificates.toArray(new Certificate[0]));
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new SezimException(chain + ", " + key, "cannot be used (" + e.getMessage() + ")", e);
    }
  }

  private static Collection<? extends Certificate> certificates(Path file) {
    byte[] bytes = text(file).getBytes(StandardCharsets.UTF_8);
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes));
      if (!found.isEmpty()) {
        return found;
      }
    } catch (GeneralSecurityException e) {
      throw new SezimException(
          file.toString(), "expected certificates in PEM form, found " + e.getMessage(), e);
    }
    throw new SezimException(file.toString(), "expected certificates in PEM form, found none");
  }

  private static PrivateKey key(Path file) throws GeneralSecurityException {
    Matcher block = BLOCK.matcher(text(file));
    String found = "none";
    while (block.find()) {
      if (block.group(1).equals("PRIVATE KEY")) {
        byte[] bytes = Base64.getMimeDecoder().decode(block.group(2));
        for (String algorithm : ALGORITHMS) {
          try {
            return KeyFactory.getInstance(algorithm)
                .generatePrivate(new PKCS8EncodedKeySpec(bytes));
          } catch (InvalidKeySpecException e) {
            found = "a PRIVATE KEY of none of " + ALGORITHMS;
          }
        }
      } else if (block.group(1).endsWith("PRIVATE KEY")) {
        found = "a " + block.group(1) + " (openssl pkcs8 -topk8 -nodes converts it)";
      }
    }
    throw new SezimException(
        file.toString(), "expected a PRIVATE KEY in PEM form (PKCS#8), found " + found);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw SezimException.unreadable(file, e);
    }
  }
}
