package org.sezim.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.EmotionRecognizer;
import org.sezim.SezimException;

class TlsTest {
  private static final String PASSWORD = "changeit";

  @TempDir Path folder;
  private KeyStore store;
  private Path certificate;
  private Path key;

  @BeforeEach
  void createCertificate() throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve("made.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "made",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-validity",
                "36500",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.txt").toFile())
            .start();
    assertEquals(0, keytool.waitFor(), Files.readString(folder.resolve("keytool.txt")));
    store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    certificate = pem("CERTIFICATE", store.getCertificate("made").getEncoded());
    key = pem("PRIVATE KEY", store.getKey("made", PASSWORD.toCharArray()).getEncoded());
  }

  private Path pem(String label, byte[] bytes) throws IOException {
    byte[] lineEnd = {'\n'};
    return Files.writeString(
        folder.resolve(label + ".pem"),
        "-----BEGIN "
            + label
            + "-----\n"
            + Base64.getMimeEncoder(64, lineEnd).encodeToString(bytes)
            + "\n-----END "
            + label
            + "-----\n",
        StandardCharsets.US_ASCII);
  }

  @Test
  void pemFilesEnableHttps() throws IOException, InterruptedException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("made", store.getCertificate("made"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (Web web = Web.start(builder -> builder.threads(1).tls(certificate, key))) {
      assertEquals("https", web.uri("/").getScheme());
      HttpResponse<String> answer =
          HttpClient.newBuilder()
              .sslContext(context)
              .build()
              .send(HttpRequest.newBuilder(web.uri("/healthz")).build(), BodyHandlers.ofString());
      assertEquals(200, answer.statusCode());
      assertEquals(
          "max-age=31536000",
          answer.headers().firstValue("Strict-Transport-Security").orElse("none"));
      // Plain HTTP gets no answer of the API.
      assertTrue(
          !web.raw("GET /healthz HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII))
              .contains("ok"));
    }
  }

  private String errorOf(Path chain, Path privateKey) {
    SezimServer.Builder builder =
        SezimServer.builder(EmotionRecognizer.builder()).port(0).tls(chain, privateKey);
    return assertThrows(SezimException.class, builder::start).getMessage();
  }

  @Test
  void filesOfOtherKindsAreRefused() throws IOException {
    Path old = pem("RSA PRIVATE KEY", new byte[20]);
    assertTrue(errorOf(certificate, old).contains("openssl pkcs8"), errorOf(certificate, old));
    assertTrue(errorOf(certificate, certificate).endsWith("found none"));
    assertTrue(errorOf(key, key).startsWith(key + ": expected certificates in PEM form"));
    assertEquals(folder.resolve("no") + ": no such file", errorOf(folder.resolve("no"), key));
  }
}
