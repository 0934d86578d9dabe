package org.sezim.cli;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sezim.EmotionRecognizer;
import org.sezim.Recognition;
import org.sezim.dataset.LabeledFaces;
import org.sezim.dataset.Split;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.emotion.EmotionScores;
import org.sezim.face.FaceCrop;
import org.sezim.image.Photo;
import org.sezim.training.AverageFaces;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sezim average-faces}. */
@Command(
    name = "average-faces",
    description =
        "Draw synthetic sample photos: one average face per emotion, and a group of them.",
    mixinStandardHelpOptions = true)
final class AverageFacesCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin ModelOption model;
  @Mixin DataOption data;

  @Option(
      names = "--faces",
      paramLabel = "N",
      defaultValue = "50",
      description =
          "Number of similar faces to average per emotion, at least 10 (default:"
              + " ${DEFAULT-VALUE}).")
  int faces;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for <emotion>.png and for several.jpg, the group photo.")
  Path out;

  @Override
  public Integer call() {
    data.require(spec);
    try (EmotionClassifier classifier = model.name.open();
        EmotionRecognizer recognizer = model.name.recognizer().build()) {
      LabeledFaces training = data.readFor(classifier, spec).require(Split.TRAINING);
      Map<String, FaceCrop> averages =
          AverageFaces.of(training, classifier, faces, face -> emotions(recognizer, face));
      AnnotatedPhotoFolder folder = AnnotatedPhotoFolder.open(out);
      averages.forEach((label, face) -> write(SamplePhotos.portrait(face), folder, label + ".png"));
      write(SamplePhotos.group(List.copyOf(averages.values())), folder, "several.jpg");
    }
    return 0;
  }

  /** The emotion scores of the photo that will be written; empty unless one face is detected. */
  private static Optional<EmotionScores> emotions(EmotionRecognizer recognizer, FaceCrop face) {
    Photo photo = Photo.of(SamplePhotos.portrait(face));
    List<Recognition.Face> found = recognizer.recognize(photo, "average").faces();
    return found.size() == 1 ? Optional.of(found.get(0).emotions()) : Optional.empty();
  }

  private void write(BufferedImage image, AnnotatedPhotoFolder folder, String name) {
    spec.commandLine().getOut().println(folder.write(image, Path.of(name)));
  }
}
