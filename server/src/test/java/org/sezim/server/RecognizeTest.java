package org.sezim.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sezim.EmotionRecognizer;
import org.sezim.image.PhotoSource;
import org.sezim.testing.TestPhotos;

class RecognizeTest {
  private static final String PATH = "/v1/recognize";
  private static Web web;

  @BeforeAll
  static void start() {
    web = Web.start(builder -> builder.threads(2).maxBody(300_000).maxPhotos(3));
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  private static JsonNode results(Web.Answer answer) {
    assertEquals(200, answer.status(), answer.text());
    assertEquals("application/json", answer.header("Content-Type"));
    return answer.json().path("results");
  }

  private static byte[] json(String text) {
    return text.replace('\'', '"').getBytes(UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void rawPhotoGivesTheResultOfTheLibrary() {
    JsonNode results = results(web.post(PATH, "image/jpeg", TestPhotos.several()));
    assertEquals(1, results.size());
    JsonNode result = results.get(0);
    assertEquals("photo 1", result.path("source").textValue());
    assertEquals(TestPhotos.FACES_IN_SEVERAL, result.path("faces").size());
    try (EmotionRecognizer recognizer = EmotionRecognizer.builder().threads(1).build()) {
      assertEquals(
          Json.text(recognizer.recognize(PhotoSource.of("photo 1", TestPhotos.several())).toMap()),
          result.toString());
    }
  }

  @Test
  void formMayHaveSeveralFilesAndABadOne() {
    byte[] body =
        new Web.Form()
            .file("photo", "сезім.png", TestPhotos.happy())
            .file("note", "", "ignored".getBytes(UTF_8))
            .file("photo", "bad.jpg", "not a photo".getBytes(UTF_8))
            .file("photo", "", TestPhotos.empty())
            .bytes();
    JsonNode results = results(web.post(PATH, Web.Form.TYPE, body));
    assertEquals(3, results.size());
    assertEquals("сезім.png", results.get(0).path("source").textValue());
    assertEquals("happy", results.get(0).at("/faces/0/emotion").textValue());
    assertEquals(
        "{\"source\":\"bad.jpg\",\"error\":\"not an image (found text/plain)\"}",
        results.get(1).toString());
    assertEquals("photo 3", results.get(2).path("source").textValue());
    assertEquals(96, results.get(2).path("width").intValue());
    assertTrue(results.get(2).path("faces").isArray() && results.get(2).path("faces").isEmpty());
  }

  @Test
  void jsonMayHoldBase64AndDataUris() {
    String body =
        "{'photos':[{'name':'a','content':'"
            + base64(TestPhotos.happy())
            + "'},{'content':'data:image/png;base64,"
            + base64(TestPhotos.empty())
            + "'}]}";
    JsonNode results = results(web.post(PATH, "application/json; charset=utf-8", json(body)));
    assertEquals("a", results.get(0).path("source").textValue());
    assertEquals("happy", results.get(0).at("/faces/0/emotion").textValue());
    assertEquals("photo 2", results.get(1).path("source").textValue());
    assertEquals(0, results.get(1).path("faces").size());
  }

  @Test
  void heatMapIsGivenOnRequest() {
    JsonNode face =
        results(web.post(PATH + "?explain=true", "image/png", TestPhotos.happy())).at("/0/faces/0");
    assertEquals("happy", face.at("/heatMap/emotion").textValue());
    assertEquals(48, face.at("/heatMap/width").intValue());
    assertEquals(48, face.at("/heatMap/height").intValue());
    assertEquals(2304, face.at("/heatMap/drops").size());
    assertTrue(
        StreamSupport.stream(face.at("/heatMap/drops").spliterator(), false)
            .anyMatch(drop -> drop.doubleValue() > 0.01));
    JsonNode plain =
        results(web.post(PATH + "?explain=false", "image/png", TestPhotos.happy()))
            .at("/0/faces/0");
    assertFalse(plain.has("heatMap"));
    assertTrue(plain.has("emotions"));
  }

  @Test
  void minScoreCanBeChosen() {
    for (String bound : new String[] {"0", "1"}) {
      JsonNode result =
          results(web.post(PATH + "?minScore=" + bound, "image/png", TestPhotos.happy()));
      assertEquals(bound.equals("1"), result.at("/0/faces/0/uncertain").booleanValue());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"explain=yes", "minScore=2", "minScore=-0.1", "minScore=NaN", "minScore="})
  void invalidParametersAreRefused(String query) {
    Web.Answer answer = web.post(PATH + "?" + query, "image/png", TestPhotos.happy());
    assertEquals(400, answer.status());
    String name = query.substring(0, query.indexOf('='));
    assertTrue(answer.detail().startsWith(name + ": expected "), answer.detail());
    assertTrue(answer.detail().endsWith("found " + query.substring(name.length() + 1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{                              | expected JSON, found an error in line 1, column 2: Unexpected",
        "[]                             | photos: expected an array of one or more, found none",
        "{'photos':[]}                  | photos: expected an array of one or more, found an empty array",
        "{'photos':{}}                  | photos: expected an array of one or more, found object",
        "{'photos':[1]}                 | photos[0].content: expected base64 or a data URI, found",
        "{'photos':[{'content':null}]}  | photos[0].content: expected base64 or a data URI, found",
        "{'photos':[{'content':'?'}]}   | photos[0].content: expected base64 or a data URI, found",
        "{'photos':[{'content':'','name':1}]}              | photos[0].name: expected a string",
        "{'photos':[{'content':'http://localhost/a.jpg'}]} | photos[0].content: expected the photo"
      },
      quoteCharacter = '`')
  void invalidJsonIsRefused(String body, String detail) {
    Web.Answer answer = web.post(PATH, "application/json", json(body));
    assertEquals(400, answer.status(), answer.text());
    assertTrue(answer.detail().startsWith(detail), answer.detail());
    assertFalse(answer.detail().contains("Source"), answer.detail());
  }

  @Test
  void invalidFormsAreRefused() {
    byte[] other = new Web.Form().file("picture", "a.png", TestPhotos.happy()).bytes();
    Web.Answer answer = web.post(PATH, Web.Form.TYPE, other);
    assertEquals(400, answer.status());
    assertEquals(
        "expected a file in a field named photo, found the fields [picture]", answer.detail());
    assertEquals(400, web.post(PATH, "multipart/form-data", other).status());
    byte[] cut = new Web.Form().file("photo", "a.png", TestPhotos.happy()).bytes();
    assertEquals(400, web.post(PATH, Web.Form.TYPE, Arrays.copyOf(cut, cut.length / 2)).status());
  }

  @Test
  void filesThatAreNotPhotosAreRefused() {
    Web.Answer answer = web.post(PATH, "image/png", "hello".getBytes(UTF_8));
    assertEquals(422, answer.status());
    assertEquals("not an image (found text/plain)", answer.detail());
    assertEquals("Unprocessable Entity", answer.json().path("title").textValue());
    assertEquals("about:blank", answer.json().path("type").textValue());
    assertEquals(422, web.post(PATH, "image/png", new byte[0]).status());
  }

  @Test
  void bodiesOfOtherTypesAreRefused() {
    Web.Answer answer = web.post(PATH, "text/html", TestPhotos.happy());
    assertEquals(415, answer.status());
    assertTrue(answer.detail().endsWith("found text/html"), answer.detail());
    assertEquals(
        415,
        web.send(
                web.posting(PATH, "image/png", TestPhotos.happy())
                    .header("Content-Encoding", "gzip"))
            .status());
    assertEquals(415, web.send(web.request(PATH).POST(BodyPublishers.noBody())).status());
  }

  @Test
  void longBodiesAreRefusedWithOrWithoutContentLength() {
    byte[] body = new byte[300_001];
    assertEquals(413, web.post(PATH, "image/png", body).status());
    Web.Answer chunked =
        web.send(
            web.request(PATH)
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
    assertEquals(413, chunked.status());
    assertTrue(chunked.detail().contains("300000 bytes"), chunked.detail());
  }

  @Test
  void tooManyPhotosAreRefused() {
    Web.Form form = new Web.Form();
    for (int i = 0; i < 4; i++) {
      form.file("photo", "a", new byte[] {1});
    }
    Web.Answer answer = web.post(PATH, Web.Form.TYPE, form.bytes());
    assertEquals(413, answer.status());
    assertEquals("expected at most 3 photos, found 4", answer.detail());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html                              | 406",
        "application/json;q=0                   | 406",
        "text/html, application/json;q=0.5      | 200",
        "application/*                          | 200",
        "*/*                                    | 200"
      })
  void acceptHeaderIsHonored(String accept, int status) {
    Web.Answer answer =
        web.send(web.posting(PATH, "image/png", TestPhotos.empty()).header("Accept", accept));
    assertEquals(status, answer.status(), answer.text());
  }

  @Test
  void otherMethodsAreRefused() {
    Web.Answer answer = web.get(PATH);
    assertEquals(405, answer.status());
    assertEquals("POST", answer.header("Allow"));
    assertEquals("method: expected POST, found GET", answer.detail());
    Web.Answer model = web.send(web.request("/v1/model").DELETE());
    assertEquals(405, model.status());
    assertEquals("GET, HEAD", model.header("Allow"));
  }
}
