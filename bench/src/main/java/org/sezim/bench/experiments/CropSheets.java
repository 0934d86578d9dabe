package org.sezim.bench.experiments;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.sezim.bench.experiments.CropScore.LabeledFace;
import org.sezim.face.FaceCrop;

/**
 * Writes one image per rule with crops above faces of FER-2013, to compare by eye. The images show
 * people, so they must not be published.
 */
final class CropSheets {
  private static final int COLUMNS = 16;
  private static final int CELL = FaceCrop.SIZE + 2;

  /** The number of crops, and of faces of FER-2013 below them. */
  private static final int FACES = 4 * COLUMNS;

  private CropSheets() {}

  /** Writes {@code NN RULE.png} into the folder. */
  static void write(
      Path folder, Map<String, CropRule> rules, List<LabeledFace> photos, List<FaceCrop> fer)
      throws IOException {
    Files.createDirectories(folder);
    int number = 0;
    for (Map.Entry<String, CropRule> rule : rules.entrySet()) {
      BufferedImage sheet =
          new BufferedImage(COLUMNS * CELL, 8 * CELL, BufferedImage.TYPE_BYTE_GRAY);
      for (int i = 0; i < FACES; i++) {
        LabeledFace face = photos.get(i * photos.size() / FACES);
        put(sheet, i, FaceCrop.of(face.photo(), rule.getValue().square(face.face())));
        put(sheet, FACES + i, fer.get(i % fer.size()));
      }
      String name =
          String.format(Locale.ROOT, "%02d %s.png", number++, rule.getKey().replace(':', ' '));
      ImageIO.write(sheet, "png", folder.resolve(name).toFile());
    }
  }

  private static void put(BufferedImage sheet, int i, FaceCrop face) {
    sheet
        .getRaster()
        .setDataElements(
            i % COLUMNS * CELL, i / COLUMNS * CELL, FaceCrop.SIZE, FaceCrop.SIZE, face.pixels());
  }
}
