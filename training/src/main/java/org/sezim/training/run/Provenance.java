package org.sezim.training.run;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.sezim.Sezim;
import org.sezim.SezimException;
import org.sezim.dataset.FaceDataset;
import org.sezim.dataset.Sha256;
import org.sezim.training.detector.ImageDataset;

/**
 * Provenance of a run, enough to repeat it. Only this file and {@code timing.csv} contain times, so
 * that all other files of two equal runs are equal.
 *
 * @param command the command line as typed
 * @param data the training data
 * @param seed as in the recipe
 * @param threads of libtorch
 * @param versions of Sezim, Java, libtorch and the operating system
 * @param processor model name of the processor
 * @param started start times: one for the run and one per resume
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Provenance(
    String command,
    Data data,
    long seed,
    int threads,
    Map<String, String> versions,
    String processor,
    List<Instant> started) {

  /**
   * The data of a run.
   *
   * @param source the path as given
   * @param sha256 of the file, or of a folder's files
   * @param votes path of the FER+ votes, or null without them
   * @param votesSha256 SHA-256 of that file, or null without it
   * @param skipBadRows whether bad rows were skipped
   * @param badRows number of skipped rows
   * @param faces number of faces per split; for a face detector, of photos per folder
   * @param labels in the order of the network's outputs; empty for a face detector
   * @param teachers paths of the teacher models; a single one is written as a string
   * @param teacherSha256 SHA-256 of each of these files
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Data(
      String source,
      String sha256,
      @Nullable String votes,
      @Nullable String votesSha256,
      boolean skipBadRows,
      int badRows,
      Map<String, Integer> faces,
      List<String> labels,
      @JsonProperty("teacher") @OneOrMore List<String> teachers,
      @OneOrMore List<String> teacherSha256) {
    /** Copies the lists; Jackson passes null for absent teachers. */
    public Data {
      labels = List.copyOf(labels);
      teachers = teachers == null ? List.of() : List.copyOf(teachers);
      teacherSha256 = teacherSha256 == null ? List.of() : List.copyOf(teacherSha256);
    }

    /**
     * Checks that faces and teachers are those that the run began with.
     *
     * @param teachers may be empty
     * @throws SezimException if they are not
     */
    public void requireSame(FaceDataset data, List<Path> teachers) {
      requireSame(data.source().toString(), sha256, data.sha256());
      requireSame("FER+ votes", String.valueOf(votesSha256), data.votesSha256().orElse("null"));
      requireSameTeachers(teachers);
    }

    private void requireSameTeachers(List<Path> files) {
      if (files.size() != teacherSha256.size()) {
        throw new SezimException(
            "teacher", "expected " + teacherSha256.size() + " files, found " + files.size());
      }
      for (int i = 0; i < files.size(); i++) {
        Path file = files.get(i);
        requireSame(file.toString(), teacherSha256.get(i), Sha256.of(file));
      }
    }

    /**
     * Checks that photos and teacher are those that the run began with.
     *
     * @throws SezimException if they are not
     */
    public void requireSame(ImageDataset photos, Path teacher) {
      requireSame(photos.root().toString(), sha256, photos.sha256());
      requireSameTeachers(List.of(teacher));
    }

    private static void requireSame(String place, String began, String found) {
      if (!began.equals(found)) {
        throw new SezimException(
            place,
            "expected the data that the run began with (SHA-256 " + began + "), found " + found);
      }
    }

    /** Returns the numbers in the form {@code Training 28709, PublicTest 3589}. */
    public String describeFaces() {
      return String.join(
          ", ", faces.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
    }
  }

  /**
   * Marks a list whose single element is written without brackets, and which is omitted if empty.
   */
  @Retention(RetentionPolicy.RUNTIME)
  @JacksonAnnotationsInside
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @JsonFormat(
      with = {
        JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
        JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED
      })
  private @interface OneOrMore {}

  /** Copies the collections. */
  public Provenance {
    versions = new LinkedHashMap<>(versions);
    started = List.copyOf(started);
  }

  /** Returns the provenance of an emotion network's run that starts now on this machine. */
  public static Provenance now(
      String command, FaceDataset data, List<Path> teachers, long seed, int threads) {
    return now(command, faces(data, teachers), seed, threads);
  }

  private static Data faces(FaceDataset data, List<Path> teachers) {
    Map<String, Integer> faces = new LinkedHashMap<>();
    data.sizes().forEach((split, size) -> faces.put(split.label(), size));
    return new Data(
        data.source().toString(),
        data.sha256(),
        data.options().votes().map(v -> v.votes().toString()).orElse(null),
        data.votesSha256().orElse(null),
        data.options().skipBadRows(),
        data.badRows().size(),
        faces,
        data.labels(),
        teachers.stream().map(Path::toString).toList(),
        teachers.stream().map(Sha256::of).toList());
  }

  /** Returns the provenance of a face detector's run that starts now on this machine. */
  public static Provenance now(
      String command, ImageDataset photos, Path teacher, long seed, int threads) {
    Map<String, Integer> files = new LinkedHashMap<>();
    photos.training().forEach((folder, list) -> files.put(folder, list.size()));
    photos.heldOut().forEach((folder, list) -> files.put(folder + " held out", list.size()));
    Data data =
        new Data(
            photos.root().toString(),
            photos.sha256(),
            null,
            null,
            false,
            0,
            files,
            List.of(),
            List.of(teacher.toString()),
            List.of(Sha256.of(teacher)));
    return now(command, data, seed, threads);
  }

  private static Provenance now(String command, Data data, long seed, int threads) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("sezim", Sezim.version());
    versions.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    versions.put("libtorch", libtorchVersion());
    versions.put(
        "os",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"));
    return new Provenance(
        command, data, seed, threads, versions, processorName(), List.of(nowInSeconds()));
  }

  /** Returns a copy with one more start, now. */
  public Provenance resumed() {
    List<Instant> starts = new ArrayList<>(started);
    starts.add(nowInSeconds());
    return new Provenance(command, data, seed, threads, versions, processor, starts);
  }

  private static String libtorchVersion() {
    try {
      return Loader.getVersion("org.bytedeco", "pytorch");
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static Instant nowInSeconds() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private static String processorName() {
    Path cpuinfo = Path.of("/proc/cpuinfo");
    try {
      if (Files.isReadable(cpuinfo)) {
        for (String line : Files.readString(cpuinfo, StandardCharsets.UTF_8).split("\n", 0)) {
          if (line.startsWith("model name")) {
            return line.substring(line.indexOf(':') + 1).strip();
          }
        }
      }
    } catch (IOException e) {
      // The name is only informative; the architecture below replaces it.
    }
    return System.getProperty("os.arch");
  }
}
