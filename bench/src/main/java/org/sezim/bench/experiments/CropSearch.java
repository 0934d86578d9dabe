package org.sezim.bench.experiments;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sezim.bench.experiments.CropScore.LabeledFace;
import org.sezim.dataset.DatasetOptions;
import org.sezim.dataset.FaceDataset;
import org.sezim.dataset.LabeledFaces;
import org.sezim.dataset.Split;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.face.Detection;
import org.sezim.face.FaceCrop;
import org.sezim.face.FaceDetector;
import org.sezim.image.Photo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Searches for the square to crop around a face (docs/results/detection.md, "The face crop").
 *
 * <p>First, the detector finds eyes, nose, mouth and box in enlarged Training faces of FER-2013,
 * and each {@link CropRule} is measured by its distance from the face's own frame. Then the
 * accuracy of the emotion model is measured on its crops of photos and of PublicTest.
 */
@Command(
    name = "crops",
    mixinStandardHelpOptions = true,
    description = "Searches for the square to crop around a face (docs/results/detection.md).")
public final class CropSearch implements Callable<Integer> {
  /** Every eighth Training face is used, enough for medians. */
  private static final int STEP = 8;

  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FER2013", description = "fer2013.csv, may be gzipped.")
  Path fer;

  @Parameters(
      index = "1",
      paramLabel = "PHOTOS",
      description = "Photos of one face each, one folder per emotion.")
  Path photoFolder;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "Emotion model, an ONNX file (default: the bundled model).")
  @Nullable Path model;

  @Option(
      names = "--sheets",
      paramLabel = "DIR",
      description = "Folder for sheets that show crops next to faces of FER-2013.")
  @Nullable Path sheets;

  /** Prints Markdown tables. */
  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    FaceDataset data = FaceDataset.read(fer, DatasetOptions.defaults());
    LabeledFaces training = everyEighth(data.require(Split.TRAINING));
    LabeledFaces publicTest = data.require(Split.PUBLIC_TEST);
    List<Path> files;
    try (Stream<Path> tree = Files.walk(photoFolder)) {
      files = tree.filter(Photo::isImageFile).sorted().toList();
    }
    try (FaceDetector detector = FaceDetector.bundled();
        EmotionClassifier classifier =
            model == null ? EmotionClassifier.bundled() : EmotionClassifier.load(model)) {
      List<Detection> frames =
          detect(detector, training).stream()
              .flatMap(Optional::stream)
              .map(EnlargedFace::inFrame)
              .toList();
      List<LabeledFace> publicFaces = labeled(publicTest, detect(detector, publicTest));
      List<LabeledFace> photos = labeled(files, detector);
      Map<String, CropRule> rules = CropRule.all(frames);
      out.printf(
          "FER-2013 Training: a face found in %d of %d.%n%n", frames.size(), training.size());
      out.println(CropTables.frames(frames));
      out.println(CropTables.spread(rules, frames));
      out.printf(
          "Faces found: %d of %d of PublicTest, %d of %d photos.%n%n",
          publicFaces.size(), publicTest.size(), photos.size(), files.size());
      out.println(CropTables.accuracy(rules, classifier, photos, publicFaces));
      out.printf(
          "The same faces of PublicTest in FER-2013's own frames, cropped in the same way: %.1f %%.%n%n",
          CropScore.of(face -> EnlargedFace.FRAME, classifier, publicFaces, false).percent());
      out.println(CropTables.byScore(classifier, publicTest));
      if (sheets != null) {
        CropSheets.write(sheets, rules, photos, crops(publicTest));
      }
    }
    return 0;
  }

  private static LabeledFaces everyEighth(LabeledFaces faces) {
    return faces.subset(IntStream.range(0, faces.size()).filter(i -> i % STEP == 0).toArray());
  }

  static List<FaceCrop> crops(LabeledFaces faces) {
    return IntStream.range(0, faces.size()).mapToObj(faces::crop).toList();
  }

  private static List<Optional<Detection>> detect(FaceDetector detector, LabeledFaces faces) {
    return crops(faces).parallelStream()
        .map(face -> largest(detector, EnlargedFace.of(face)))
        .toList();
  }

  /** Returns the face with the largest product of confidence and area. */
  private static Optional<Detection> largest(FaceDetector detector, Photo photo) {
    return detector.detect(photo).stream()
        .max(Comparator.comparingDouble(face -> face.confidence() * face.box().area()));
  }

  private static List<LabeledFace> labeled(LabeledFaces faces, List<Optional<Detection>> found) {
    List<LabeledFace> labeled = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).isPresent()) {
        labeled.add(
            new LabeledFace(
                faces.labels().get(faces.label(i)),
                EnlargedFace.of(faces.crop(i)),
                found.get(i).get()));
      }
    }
    return labeled;
  }

  /** Detects the faces of photos whose folder names the emotion. */
  private static List<LabeledFace> labeled(List<Path> files, FaceDetector detector) {
    List<LabeledFace> labeled = new ArrayList<>();
    for (Path file : files) {
      Photo photo = Photo.read(file);
      Path folder = file.toAbsolutePath().getParent();
      String emotion = folder == null ? "" : String.valueOf(folder.getFileName());
      largest(detector, photo)
          .ifPresent(face -> labeled.add(new LabeledFace(emotion, photo, face)));
    }
    return labeled;
  }
}
