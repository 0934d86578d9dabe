package org.sezim.server;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.QuotedQualityCSV;
import org.jspecify.annotations.Nullable;
import org.sezim.EmotionRecognizer;
import org.sezim.Outcome;
import org.sezim.Recognition;
import org.sezim.SezimException;
import org.sezim.image.Photo;
import org.sezim.image.PhotoSource;

/** {@code POST /v1/recognize}: recognizes the photos of a request. Thread-safe. */
final class RecognizeHandler {
  private final EmotionRecognizer recognizer;
  private final Limits limits;
  private final Workers workers;
  private final ServerMetrics metrics;
  private final BodyReader bodies;

  RecognizeHandler(
      EmotionRecognizer recognizer,
      Limits limits,
      Workers workers,
      ServerMetrics metrics,
      BodyReader bodies) {
    this.recognizer = recognizer;
    this.limits = limits;
    this.workers = workers;
    this.metrics = metrics;
    this.bodies = bodies;
  }

  /** Query parameters of a request. */
  private record Query(boolean explain, Optional<Double> minScore) {
    static Query of(Context context) {
      return new Query(
          explain(Optional.ofNullable(context.queryParam("explain"))),
          Optional.ofNullable(context.queryParam("minScore")).map(Query::minScore));
    }

    private static boolean explain(Optional<String> value) {
      if (value.isPresent() && !value.get().equals("true") && !value.get().equals("false")) {
        throw new Problem(
            HttpStatus.BAD_REQUEST_400, "explain: expected true or false, found " + value.get());
      }
      return value.isPresent() && value.get().equals("true");
    }

    private static double minScore(String value) {
      try {
        double score = Double.parseDouble(value);
        if (score >= 0 && score <= 1) {
          return score;
        }
      } catch (NumberFormatException e) {
        // Reported like a number out of range.
      }
      throw new Problem(
          HttpStatus.BAD_REQUEST_400, "minScore: expected a value in 0–1, found " + value);
    }
  }

  /** The result object of a photo, and the error if it could not be read. */
  private record Answer(Map<String, Object> result, Optional<String> error) {}

  void handle(Context context) throws InterruptedException {
    checkAccept(context.header("Accept"));
    String type = context.contentType();
    Upload.checkType(type, context.header("Content-Encoding"));
    Query query = Query.of(context);
    // If the queue is full, the request is refused before its body is read.
    workers.checkCapacity();
    try (BodyReader.Body body = bodies.read(context.req())) {
      long end = System.nanoTime() + limits.deadline().toNanos();
      List<Callable<Answer>> tasks = new ArrayList<>();
      for (Upload upload : Upload.of(type, body.bytes(), limits.photos())) {
        tasks.add(() -> answer(upload, query, end));
      }
      List<Answer> answers = workers.runAll(tasks);
      if (answers.size() == 1 && answers.get(0).error().isPresent()) {
        throw new Problem(HttpStatus.UNPROCESSABLE_ENTITY_422, answers.get(0).error().get());
      }
      context
          .contentType(Json.TYPE)
          .result(Json.bytes(Map.of("results", answers.stream().map(Answer::result).toList())));
    }
  }

  private static void checkAccept(@Nullable String header) {
    if (header == null) {
      return;
    }
    QuotedQualityCSV types = new QuotedQualityCSV();
    types.addValue(header);
    boolean acceptsJson =
        types.getValues().stream()
            .map(value -> value.split(";", 2)[0].strip())
            .anyMatch(value -> List.of("*/*", "application/*", Json.TYPE).contains(value));
    if (!acceptsJson) {
      throw new Problem(
          HttpStatus.NOT_ACCEPTABLE_406, "Accept: expected " + Json.TYPE + ", found " + header);
    }
  }

  private Answer answer(Upload upload, Query query, long end) {
    try {
      Map<String, Object> result =
          recognizer.recognize(
              PhotoSource.of(upload.name(), upload.bytes()),
              (decoded, found) -> {
                metrics.photo("recognized", found.faces().size());
                Recognition recognition = query.minScore().map(found::withMinScore).orElse(found);
                return query.explain() ? explained(decoded, recognition, end) : recognition.toMap();
              });
      return new Answer(result, Optional.empty());
    } catch (SezimException e) {
      metrics.photo("unreadable", 0);
      return new Answer(new Outcome.Failed(upload.name(), e).toMap(), Optional.of(e.rule()));
    }
  }

  private Map<String, Object> explained(Photo photo, Recognition recognition, long end) {
    List<Map<String, Object>> faces = new ArrayList<>();
    for (Recognition.Face face : recognition.faces()) {
      Map<String, Object> map = face.toMap();
      if (faces.size() < Limits.HEAT_MAPS) {
        if (System.nanoTime() - end > 0) {
          throw workers.deadlinePassed();
        }
        map.put("heatMap", recognizer.explain(photo, face).toMap());
      }
      faces.add(map);
    }
    Map<String, Object> result = recognition.toMap();
    result.put("faces", faces);
    return result;
  }
}
