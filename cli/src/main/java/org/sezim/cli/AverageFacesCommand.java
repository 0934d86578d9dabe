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
        "Draw one average face an emotion, made of many training faces: no person; and a group.",
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
          "How many alike faces to average for an emotion, at least 10 (default:"
              + " ${DEFAULT-VALUE}).")
  int faces;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where to write <emotion>.png, and all of them together: several.jpg.")
  Path out;

  @Override
  public Integer call() {
    data.require(spec);
    try (EmotionClassifier classifier = model.name.open();
        EmotionRecognizer recognizer = model.name.recognizer().build()) {
      LabeledFaces training = data.readFor(classifier, spec).require(Split.TRAINING);
      Map<String, FaceCrop> averages =
          AverageFaces.of(training, classifier, faces, face -> look(recognizer, face));
      AnnotatedPhotoFolder folder = AnnotatedPhotoFolder.open(out);
      averages.forEach((label, face) -> write(SamplePhotos.portrait(face), folder, label + ".png"));
      write(SamplePhotos.group(List.copyOf(averages.values())), folder, "several.jpg");
    }
    return 0;
  }

  /** What is recognised in the picture that will be written. */
  private static Optional<EmotionScores> look(EmotionRecognizer recognizer, FaceCrop face) {
    Photo photo = Photo.of(SamplePhotos.portrait(face));
    List<Recognition.Face> found = recognizer.recognize(photo, "average").faces();
    return found.size() == 1 ? Optional.of(found.get(0).emotions()) : Optional.empty();
  }

  private void write(BufferedImage picture, AnnotatedPhotoFolder folder, String name) {
    spec.commandLine().getOut().println(folder.write(picture, Path.of(name)));
  }
}
