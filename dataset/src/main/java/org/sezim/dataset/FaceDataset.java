package org.sezim.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sezim.SezimException;

/**
 * Data set of labeled faces, read once and held in memory: 2304 bytes per face.
 *
 * <pre>{@code
 * FaceDataset data = FaceDataset.read(Path.of("fer2013.csv"), DatasetOptions.defaults());
 * LabeledFaces training = data.require(Split.TRAINING);
 * }</pre>
 *
 * <p>Immutable. Sources: FER-2013 (Goodfellow et al. 2013), FER+ (Barsoum et al. 2016).
 */
public final class FaceDataset {
  private final Path source;
  private final DatasetOptions options;
  private final List<String> labels;
  private final Map<Split, LabeledFaces> splits;
  private final String sha256;
  private final Optional<String> votesSha256;
  private final List<BadRow> badRows;
  private final List<String> notes;

  private FaceDataset(
      Builder builder,
      Path source,
      String sha256,
      Optional<String> votesSha256,
      List<String> notes) {
    this.source = source;
    this.options = builder.options;
    this.labels = builder.labels;
    this.splits = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      splits.put(split, new LabeledFaces(labels, builder.pixels(split), builder.targets(split)));
    }
    this.sha256 = sha256;
    this.votesSha256 = votesSha256;
    this.badRows = List.copyOf(builder.badRows);
    this.notes = List.copyOf(notes);
  }

  private FaceDataset(FaceDataset whole, Map<Split, LabeledFaces> splits) {
    this.source = whole.source;
    this.options = whole.options;
    this.labels = whole.labels;
    this.splits = splits;
    this.sha256 = whole.sha256;
    this.votesSha256 = whole.votesSha256;
    this.badRows = whole.badRows;
    this.notes = whole.notes;
  }

  /**
   * Reads a dataset; its format is detected from its content, not from its name:
   *
   * <ul>
   *   <li>A CSV file, plain or inside gzip or zip, with the columns {@code emotion} (0–6 in
   *       FER-2013's order, or the name), {@code pixels} (2304 values 0–255, separated by spaces)
   *       and {@code Usage} (a {@link Split}), in any order. Without {@code Usage}, every row is
   *       Training. In a zip it is {@code fer2013.csv}, {@code icml_face_data.csv} or else the only
   *       CSV with these columns. Labels are FER-2013's seven, unless FER+ votes are given.
   *   <li>A folder of images (JPEG, PNG, BMP, GIF) of any size, each of one face: {@code
   *       <split>/<emotion>/*}, where the split is {@code train} or {@code training}; {@code test},
   *       {@code validation}, {@code val} or {@code publictest}; or {@code privatetest}. Or {@code
   *       <emotion>/*}, all Training. Case is ignored. Folders named after FER-2013's emotions, or
   *       after variants like {@code anger} and {@code happiness}, give its seven labels, and
   *       {@code contempt} as the last one if present; any other names are the labels themselves,
   *       sorted. Other files, hidden files and deeper folders are ignored. Faces are in the order
   *       of their sorted paths.
   * </ul>
   *
   * @throws SezimException if the source does not exist, is damaged or has another format; at the
   *     first bad row, unless bad rows are skipped; if the FER+ votes do not belong to the source
   */
  public static FaceDataset read(Path source, DatasetOptions options) {
    return Files.isDirectory(source)
        ? ImageFolder.read(source, options)
        : Fer2013Csv.read(source, options);
  }

  /**
   * Returns a small part for quick tests: the first faces of each split.
   *
   * @param training the maximum number of faces of Training
   * @param others the maximum number of faces of each other split
   */
  public FaceDataset first(int training, int others) {
    Map<Split, LabeledFaces> fewer = new EnumMap<>(Split.class);
    splits.forEach(
        (split, faces) ->
            fewer.put(split, faces.first(split == Split.TRAINING ? training : others)));
    return new FaceDataset(this, fewer);
  }

  /**
   * Returns the data with majority labels instead of FER+ vote distributions: reads the source
   * again and leaves out faces without a majority. Returns this if the labels are already hard.
   *
   * @throws SezimException if the source can no longer be read
   */
  public FaceDataset withMajority() {
    return options
        .votes()
        .filter(votes -> votes.mode() == FerPlus.Mode.DISTRIBUTION)
        .map(votes -> new FerPlus(votes.votes(), votes.classes(), FerPlus.Mode.MAJORITY))
        .map(votes -> read(source, options.withVotes(votes)))
        .orElse(this);
  }

  /** The file or folder that was read. */
  public Path source() {
    return source;
  }

  /** The options it was read with. */
  public DatasetOptions options() {
    return options;
  }

  /** The labels of all splits, in the order of the targets. */
  public List<String> labels() {
    return labels;
  }

  /** The faces of one split, without faces if the data has no such split. */
  public LabeledFaces split(Split split) {
    return Objects.requireNonNull(splits.get(split), "every split has an entry");
  }

  /**
   * The faces of one split, at least one.
   *
   * @throws SezimException if the split has no faces
   */
  public LabeledFaces require(Split split) {
    if (split(split).size() == 0) {
      String found =
          sizes().entrySet().stream()
              .filter(e -> e.getValue() > 0)
              .map(e -> e.getKey().label() + " " + e.getValue())
              .collect(Collectors.joining(", "));
      throw new SezimException(
          source.toString(),
          "expected faces in split "
              + split.label()
              + ", found "
              + (found.isEmpty() ? "none in any" : found));
    }
    return split(split);
  }

  /** The number of faces of each split; 0 for a split that the data lacks. */
  public Map<Split, Integer> sizes() {
    Map<Split, Integer> sizes = new EnumMap<>(Split.class);
    splits.forEach((split, faces) -> sizes.put(split, faces.size()));
    return Collections.unmodifiableMap(sizes);
  }

  /**
   * SHA-256 in hexadecimal digits. For a file, the hash of its bytes on disk, as printed by {@code
   * sha256sum}. For a folder, the hash of the lines that {@code sha256sum} prints for its images,
   * sorted by path: {@code find * -name '*.jpg' | LC_ALL=C sort | xargs sha256sum | sha256sum}.
   */
  public String sha256() {
    return sha256;
  }

  /** SHA-256 of the file of FER+ votes, if the labels are from votes. */
  public Optional<String> votesSha256() {
    return votesSha256;
  }

  /** All skipped rows and images, in the order they were found. */
  public List<BadRow> badRows() {
    return badRows;
  }

  /** Caveats for figures on this data, one sentence each. */
  public List<String> notes() {
    return notes;
  }

  @Override
  public String toString() {
    return "FaceDataset[" + source + ", " + sizes() + "]";
  }

  /** Collects faces and bad rows while a source is read. */
  static final class Builder {
    private final List<String> labels;
    private final DatasetOptions options;
    private final float[][] oneHot;
    private final Map<Split, List<byte[]>> pixels = new EnumMap<>(Split.class);
    private final Map<Split, List<float[]>> targets = new EnumMap<>(Split.class);
    private final List<BadRow> badRows = new ArrayList<>();

    Builder(List<String> labels, DatasetOptions options) {
      this.labels = List.copyOf(labels);
      this.options = options;
      this.oneHot = new float[labels.size()][labels.size()];
      for (int i = 0; i < labels.size(); i++) {
        oneHot[i][i] = 1;
      }
    }

    private List<byte[]> pixels(Split split) {
      return pixels.computeIfAbsent(split, s -> new ArrayList<>());
    }

    private List<float[]> targets(Split split) {
      return targets.computeIfAbsent(split, s -> new ArrayList<>());
    }

    /** The one-hot target of a label; the same array for all its faces. */
    float[] oneHot(int label) {
      return oneHot[label];
    }

    /** Adds a face; takes ownership of both arrays. */
    void add(Split split, byte[] facePixels, float[] target) {
      pixels(split).add(facePixels);
      targets(split).add(target);
    }

    /** Records a bad row if bad rows are skipped; throws the error otherwise. */
    void bad(SezimException e) {
      if (!options.skipBadRows()) {
        throw e;
      }
      badRows.add(new BadRow(e.place(), e.rule()));
    }

    FaceDataset build(
        Path source, String sha256, Optional<String> votesSha256, List<String> notes) {
      return new FaceDataset(this, source, sha256, votesSha256, notes);
    }
  }
}
