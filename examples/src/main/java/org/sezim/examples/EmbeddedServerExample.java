package org.sezim.examples;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.sezim.EmotionRecognizer;
import org.sezim.server.SezimServer;

/**
 * Starts the HTTP server inside an application, on a free port, and sends it one photo:
 *
 * <p>{@code examples/run EmbeddedServerExample samples/happy.png}
 */
public class EmbeddedServerExample {
  /** Arguments: a photo. */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 1) {
      System.err.println("usage: examples/run EmbeddedServerExample PHOTO");
      System.exit(2);
    }
    try (SezimServer server = SezimServer.builder(EmotionRecognizer.builder()).port(0).start()) {
      System.out.println("listening on " + server.uri());
      HttpRequest request =
          HttpRequest.newBuilder(server.uri().resolve("v1/recognize"))
              .header("Content-Type", "image/*")
              .POST(HttpRequest.BodyPublishers.ofFile(Path.of(args[0])))
              .build();
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      System.out.println(response.statusCode() + " " + response.body());
    }
  }
}
