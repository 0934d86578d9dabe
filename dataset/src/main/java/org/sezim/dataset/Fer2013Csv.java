package org.sezim.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sezim.SezimException;
import org.sezim.emotion.Emotions;
import org.sezim.face.FaceCrop;

/** Reader of FER-2013's CSV. */
final class Fer2013Csv {
  /** Target of a row that is left out. */
  private static final float[] NONE = {};

  private Fer2013Csv() {}

  /** A valid row. */
  static final class Row {
    final String place;
    final Split split;
    final int emotion;
    private final byte[] pixels;

    Row(String place, Split split, int emotion, byte[] pixels) {
      this.place = place;
      this.split = split;
      this.emotion = emotion;
      this.pixels = pixels;
    }
  }

  static FaceDataset read(Path source, DatasetOptions options) {
    List<String> labels =
        options.votes().isPresent() && options.votes().get().classes() == 8
            ? EmotionNames.WITH_CONTEMPT
            : Emotions.FER2013;
    FaceDataset.Builder builder = new FaceDataset.Builder(labels, options);
    Optional<FerPlusVotes> votes = options.votes().map(v -> FerPlusVotes.read(v, builder));
    // Bad rows stay as empty entries, because FER+ votes are matched by row index.
    List<Optional<Row>> faces = new ArrayList<>();
    try (CsvRows rows = CsvRows.open(source, "emotion", "pixels")) {
      int emotionColumn = rows.column("emotion");
      int pixelsColumn = rows.column("pixels");
      int usageColumn = rows.column("Usage");
      while (rows.next()) {
        try {
          int emotion = emotion(rows, emotionColumn);
          byte[] pixels = pixels(rows, pixelsColumn);
          Split split = usageColumn < 0 ? Split.TRAINING : usage(rows, usageColumn);
          faces.add(Optional.of(new Row(rows.place(), split, emotion, pixels)));
        } catch (SezimException e) {
          builder.bad(e);
          faces.add(Optional.empty());
        }
      }
    }
    List<float[]> targets =
        votes.isPresent()
            ? votes.get().targets(faces, source)
            : faces.stream().map(f -> f.map(r -> builder.oneHot(r.emotion)).orElse(NONE)).toList();
    for (int i = 0; i < faces.size(); i++) {
      float[] target = targets.get(i);
      if (target.length > 0) {
        faces.get(i).ifPresent(row -> builder.add(row.split, row.pixels, target));
      }
    }
    return builder.build(
        source,
        Sha256.of(source),
        options.votes().map(v -> Sha256.of(v.votes())),
        votes.map(FerPlusVotes::notes).orElse(List.of()));
  }

  /** Reads the split in the column {@code Usage}. */
  static Split usage(CsvRows rows, int column) {
    String value = rows.field(column);
    try {
      return Split.of(value);
    } catch (IllegalArgumentException e) {
      throw new SezimException(
          rows.place(),
          "Usage: expected Training, PublicTest or PrivateTest, found " + CsvRows.shown(value),
          e);
    }
  }

  private static int emotion(CsvRows rows, int column) {
    String value = rows.field(column);
    int emotion =
        value.length() == 1
            ? value.charAt(0) - '0'
            : Emotions.FER2013.indexOf(EmotionNames.normalize(value));
    if (emotion < 0 || emotion >= Emotions.FER2013.size()) {
      throw new SezimException(
          rows.place(), "emotion: expected 0–6, found " + CsvRows.shown(value));
    }
    return emotion;
  }

  /**
   * Parses 2304 numbers separated by one or more spaces. Without String.split, which is slow for
   * the 270 MB of FER-2013.
   */
  private static byte[] pixels(CsvRows rows, int column) {
    String text = rows.field(column);
    byte[] pixels = new byte[FaceCrop.PIXELS];
    int count = 0;
    int i = 0;
    while (i < text.length()) {
      if (text.charAt(i) == ' ') {
        i++;
        continue;
      }
      int start = i;
      int value = 0;
      for (; i < text.length() && text.charAt(i) != ' '; i++) {
        int digit = text.charAt(i) - '0';
        // 256 marks an invalid value, however many digits follow.
        value = digit < 0 || digit > 9 || value > 255 ? 256 : value * 10 + digit;
      }
      count++;
      if (value > 255) {
        throw new SezimException(
            rows.place(),
            String.format(
                Locale.ROOT,
                "pixels: expected values in 0–255, found %s (value %d)",
                CsvRows.shown(text.substring(start, i)),
                count));
      }
      if (count <= pixels.length) {
        pixels[count - 1] = (byte) value;
      }
    }
    if (count != pixels.length) {
      throw new SezimException(
          rows.place(), "pixels: expected 2304 values (48×48), found " + count);
    }
    return pixels;
  }
}
