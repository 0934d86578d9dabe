package org.sezim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sezim.emotion.EmotionScores;
import org.sezim.emotion.Emotions;
import org.sezim.emotion.HeatMap;
import org.sezim.face.Box;
import org.sezim.face.Detection;
import org.sezim.face.FaceCrop;
import org.sezim.face.Landmarks;

/** Results as Jackson writes them by default, without registered modules. */
class ResultsAsJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final EmotionScores SCORES =
      EmotionScores.of(List.of(Emotions.HAPPY, Emotions.SAD), new float[] {0.7f, 0.3f});

  private static final Landmarks POINTS =
      new Landmarks(
          new Landmarks.Point(20.4, 30.6),
          new Landmarks.Point(40, 30),
          new Landmarks.Point(30, 40),
          new Landmarks.Point(22, 50),
          new Landmarks.Point(38, 50));

  private static Recognition recognition(Optional<Landmarks> landmarks) {
    Box box = new Box(10.4, 20.6, 33.3, 44.4);
    Recognition.Face face = new Recognition.Face(box, 0.9f, landmarks, true, false, SCORES);
    return new Recognition("party.jpg", 640, 480, "sezim-net 0.1.0", List.of(face));
  }

  private static String json(Object value) throws JsonProcessingException {
    return JSON.writeValueAsString(value);
  }

  @Test
  void recognitionIsWrittenAsItsMap() throws JsonProcessingException {
    for (Optional<Landmarks> landmarks :
        List.of(Optional.of(POINTS), Optional.<Landmarks>empty())) {
      Recognition recognition = recognition(landmarks);
      assertEquals(json(recognition.toMap()), json(recognition));
      Outcome outcome = new Outcome.Recognized(recognition);
      assertEquals(json(recognition), json(outcome));
      JsonNode read = JSON.readTree(json(Map.of("result", recognition)));
      assertEquals(0.7, read.at("/result/faces/0/emotions/happy").asDouble(), 1e-6);
      assertEquals(
          landmarks.isPresent(), read.at("/result/faces/0").has("landmarks"), read.toString());
    }
  }

  @Test
  void otherResultsAreWrittenAsTheirMaps() throws JsonProcessingException {
    assertEquals("{\"happy\":0.7,\"sad\":0.3}", json(SCORES));
    Outcome failed = new Outcome.Failed("a.txt", new SezimException("a.txt", "no such file"));
    assertEquals("{\"source\":\"a.txt\",\"error\":\"no such file\"}", json(failed));
    FaceTracker.Tracked tracked =
        new FaceTracker.Tracked(3, recognition(Optional.of(POINTS)).faces().get(0));
    assertEquals(json(tracked.toMap()), json(tracked));
    HeatMap map = HeatMap.of(Emotions.HAPPY, new float[FaceCrop.PIXELS]);
    assertEquals(json(map.toMap()), json(map));
    assertEquals(FaceCrop.PIXELS, JSON.readTree(json(map)).get("drops").size());
    ModelCard card = new ModelCard(Map.of("name", "net 1", "seed", "7"), List.of("happy", "sad"));
    assertEquals(
        "{\"name\":\"net 1\",\"labels\":[\"happy\",\"sad\"],"
            + "\"properties\":{\"name\":\"net 1\",\"seed\":\"7\"}}",
        json(card));
    Detection face = new Detection(new Box(1.5, 2, 3, 4), 0.5f, POINTS);
    assertEquals(1.5, JSON.readTree(json(face)).at("/box/x").asDouble());
    assertEquals(20.4, JSON.readTree(json(face)).at("/landmarks/rightEye/x").asDouble());
  }

  @Test
  void resultIsAnUnmodifiableMap() {
    Recognition.Face face = recognition(Optional.empty()).faces().get(0);
    assertEquals(face.toMap(), new LinkedHashMap<>(face));
    assertEquals(List.copyOf(face.toMap().keySet()), List.copyOf(face.keySet()));
    assertEquals(face.toMap().size(), face.size());
    assertEquals(List.copyOf(face.toMap().values()), List.copyOf(face.values()));
    assertEquals("happy", face.get("emotion"));
    assertEquals(true, face.containsKey("tiny") && face.containsValue("happy"));
    assertFalse(face.isEmpty());
    assertThrows(UnsupportedOperationException.class, () -> face.put("emotion", "sad"));
    assertThrows(UnsupportedOperationException.class, () -> face.remove("emotion"));
    assertThrows(UnsupportedOperationException.class, face::clear);
    assertThrows(UnsupportedOperationException.class, () -> face.putAll(Map.of()));
    assertThrows(UnsupportedOperationException.class, () -> face.entrySet().clear());
    assertThrows(UnsupportedOperationException.class, () -> SCORES.put("happy", 1f));
    assertThrows(UnsupportedOperationException.class, SCORES::clear);
    // Equality compares all digits, not the rounded values of the map.
    Recognition.Face moved =
        new Recognition.Face(
            new Box(10.3, 20.6, 33.3, 44.4), 0.9f, Optional.empty(), true, false, SCORES);
    assertEquals(face.toMap(), moved.toMap());
    assertNotEquals(face, moved);
  }
}
