package org.sezim.server;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Blocker;
import org.jspecify.annotations.Nullable;

/**
 * An uploaded photo, read from one of the three forms of request bodies. Everything is in memory.
 *
 * @param name as given, or {@code photo 1} and so on
 * @param content the uploaded bytes, not yet validated
 */
record Upload(String name, ByteBuffer content) {
  /** Name of the form field with photos. */
  private static final String FIELD = "photo";

  private static final int MAX_NAME_LENGTH = 255;
  private static final Pattern DATA_URI = Pattern.compile("data:[^,]{0,200};base64,");
  private static final Pattern NOTE = Pattern.compile(" ?\\([^()]*\\[Source: .*\\)");
  private static final Pattern URL = Pattern.compile("(?i)(https?|ftp|file):.*", Pattern.DOTALL);

  /** The content types of request bodies, for messages. */
  static final String EXPECTED = "image/*, multipart/form-data or application/json";

  /**
   * Checks the headers of a body, before it is read.
   *
   * @throws Problem 415
   */
  static void checkType(@Nullable String contentType, @Nullable String contentEncoding) {
    String type = type(contentType);
    if (!type.startsWith("image/")
        && !type.equals("multipart/form-data")
        && !type.equals(Json.TYPE)) {
      throw new Problem(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
          "Content-Type: expected " + EXPECTED + ", found " + (type.isEmpty() ? "none" : type));
    }
    if (contentEncoding != null && !contentEncoding.strip().equalsIgnoreCase("identity")) {
      throw new Problem(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
          "Content-Encoding: expected none, found " + contentEncoding);
    }
  }

  private static String type(@Nullable String contentType) {
    String type = contentType == null ? "" : contentType;
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the photos of a body, at least one, in their order.
   *
   * @param max most photos
   * @throws Problem 400 if the body does not match its content type or has no photo, 413 if it has
   *     too many
   */
  static List<Upload> of(@Nullable String contentType, byte[] body, int max) {
    List<Upload> photos =
        switch (type(contentType)) {
          case "multipart/form-data" -> ofForm(contentType, body, max);
          case Json.TYPE -> ofJson(body);
          default -> List.of(named("", 1, ByteBuffer.wrap(body)));
        };
    if (photos.size() > max) {
      throw new Problem(
          HttpStatus.PAYLOAD_TOO_LARGE_413,
          "expected at most " + max + " photos, found " + photos.size());
    }
    return photos;
  }

  private static List<Upload> ofForm(@Nullable String contentType, byte[] body, int max) {
    MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary(contentType));
    // Photos are never written to disk.
    parser.setMaxMemoryFileSize(-1);
    parser.setUseFilesForPartsWithoutFileName(false);
    // Allows for other fields, which are ignored.
    parser.setMaxParts(2L * max + 16);
    List<Upload> photos = new ArrayList<>();
    List<String> others = new ArrayList<>();
    try (MultiPartFormData.Parts parts =
        Blocker.blockWithPromise(
            promise -> parser.parse(Content.Source.from(ByteBuffer.wrap(body)), promise))) {
      for (MultiPart.Part part : parts) {
        if (FIELD.equals(part.getName())) {
          String name = part.getFileName() == null ? "" : part.getFileName();
          ByteBuffer content = Content.Source.asByteBuffer(part.newContentSource(null, 0, -1));
          photos.add(named(name, photos.size() + 1, content));
        } else {
          others.add(part.getName());
        }
      }
    } catch (IOException | RuntimeException e) {
      throw malformed("expected multipart/form-data, found " + firstLine(e));
    }
    if (photos.isEmpty()) {
      throw malformed(
          "expected a file in a field named photo, found "
              + (others.isEmpty() ? "no field" : "the fields " + others));
    }
    return photos;
  }

  private static String boundary(@Nullable String contentType) {
    String boundary;
    try {
      boundary = MultiPart.extractBoundary(contentType);
    } catch (IllegalArgumentException e) {
      throw malformed("Content-Type: expected a boundary, found " + firstLine(e), e);
    }
    if (boundary == null || boundary.isBlank()) {
      throw malformed("Content-Type: expected a boundary, found none");
    }
    return boundary;
  }

  private static List<Upload> ofJson(byte[] body) {
    JsonNode photos;
    try {
      photos = Json.MAPPER.readTree(body).path("photos");
    } catch (JsonProcessingException e) {
      throw malformed("expected JSON, found " + describe(e), e);
    } catch (IOException e) {
      throw malformed("expected JSON, found " + firstLine(e));
    }
    if (!photos.isArray() || photos.isEmpty()) {
      throw malformed(
          "photos: expected an array of one or more, found "
              + (photos.isArray() ? "an empty array" : kind(photos)));
    }
    List<Upload> uploads = new ArrayList<>();
    for (int i = 0; i < photos.size(); i++) {
      JsonNode name = photos.get(i).path("name");
      JsonNode content = photos.get(i).path("content");
      String place = "photos[" + i + "]";
      if (!name.isMissingNode() && !name.isTextual()) {
        throw malformed(place + ".name: expected a string, found " + kind(name));
      }
      if (!content.isTextual()) {
        throw malformed(place + ".content: expected base64 or a data URI, found " + kind(content));
      }
      uploads.add(named(name.asText(""), i + 1, decode(place, content.textValue())));
    }
    return uploads;
  }

  /** The error of a JSON parser and its place, without the parser's notes on its source. */
  private static String describe(JsonProcessingException e) {
    JsonLocation place = e.getLocation();
    return "an error"
        + (place == null ? "" : " in line " + place.getLineNr() + ", column " + place.getColumnNr())
        + ": "
        + NOTE.matcher(e.getOriginalMessage()).replaceAll("");
  }

  private static String kind(JsonNode node) {
    return node.isMissingNode() ? "none" : node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private static ByteBuffer decode(String place, String content) {
    if (URL.matcher(content).matches()) {
      throw malformed(
          place + ".content: expected the photo itself, found a URL, which is not fetched");
    }
    Matcher prefix = DATA_URI.matcher(content);
    String base64 = prefix.lookingAt() ? content.substring(prefix.end()) : content;
    try {
      return ByteBuffer.wrap(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw malformed(place + ".content: expected base64 or a data URI, found " + firstLine(e), e);
    }
  }

  private static Upload named(String name, int number, ByteBuffer content) {
    String shown = name.length() > MAX_NAME_LENGTH ? name.substring(0, MAX_NAME_LENGTH) : name;
    return new Upload(shown.isBlank() ? "photo " + number : shown, content);
  }

  /** The content as an array, copied only if necessary. */
  byte[] bytes() {
    if (content.hasArray()
        && content.arrayOffset() == 0
        && content.remaining() == content.array().length) {
      return content.array();
    }
    byte[] bytes = new byte[content.remaining()];
    content.duplicate().get(bytes);
    return bytes;
  }

  private static Problem malformed(String detail) {
    return malformed(detail, null);
  }

  private static Problem malformed(String detail, @Nullable Throwable cause) {
    return new Problem(HttpStatus.BAD_REQUEST_400, detail, cause);
  }

  private static String firstLine(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String message = cause.getMessage() == null ? "" : cause.getMessage();
    return message.isBlank()
        ? cause.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
