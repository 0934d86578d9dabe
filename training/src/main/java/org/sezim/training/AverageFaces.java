package org.sezim.training;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.sezim.EmotionClassifier;
import org.sezim.EmotionScores;
import org.sezim.FaceCrop;
import org.sezim.training.data.FaceSet;

/**
 * Pictures of an emotion that show no person: the mean of many faces with that label, its contrast
 * stretched to the full range of grey.
 */
public final class AverageFaces {
  private AverageFaces() {}

  /**
   * Writes {@code <label>.png}, 48×48 grey, for each label.
   *
   * @param perLabel how many faces to average: those to which the classifier gives their own label
   *     with the highest probability; fewer if the set has fewer
   * @return the files, in the order of the labels
   * @throws IllegalArgumentException if {@code perLabel} is less than 10, when persons might show
   */
  public static List<Path> write(
      FaceSet faces, EmotionClassifier classifier, int perLabel, Path folder) throws IOException {
    if (perLabel < 10) {
      throw new IllegalArgumentException("faces: expected at least 10, found " + perLabel);
    }
    Files.createDirectories(folder);
    List<Path> files = new ArrayList<>();
    for (int c = 0; c < faces.labels().size(); c++) {
      int label = c;
      int[] own = IntStream.range(0, faces.size()).filter(i -> faces.label(i) == label).toArray();
      List<FaceCrop> crops = IntStream.of(own).mapToObj(faces::crop).toList();
      List<EmotionScores> scores = classifier.classify(crops);
      String name = faces.labels().get(c);
      List<FaceCrop> clearest =
          IntStream.range(0, own.length)
              .boxed()
              .sorted(Comparator.comparing((Integer i) -> scores.get(i).score(name)).reversed())
              .limit(perLabel)
              .map(crops::get)
              .toList();
      Path file = folder.resolve(name + ".png");
      ImageIO.write(mean(clearest), "png", file.toFile());
      files.add(file);
    }
    return files;
  }

  private static BufferedImage mean(List<FaceCrop> crops) {
    double[] sum = new double[FaceCrop.PIXELS];
    for (FaceCrop crop : crops) {
      byte[] pixels = crop.pixels();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += pixels[i] & 0xff;
      }
    }
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : sum) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    BufferedImage image =
        new BufferedImage(FaceCrop.SIZE, FaceCrop.SIZE, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < sum.length; i++) {
      long grey = high > low ? Math.round((sum[i] - low) / (high - low) * 255) : 0;
      image.getRaster().setSample(i % FaceCrop.SIZE, i / FaceCrop.SIZE, 0, (int) grey);
    }
    return image;
  }
}
