package org.sezim.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.sezim.bench.report.Format;
import org.sezim.bench.report.Table;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.emotion.EmotionScores;
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
 * {@code bench/run models}: accuracy of emotion models on labeled photos of one person each, with
 * the bundled detector. Differences from the first model are paired by photo. A photo without a
 * face counts as wrong.
 */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = "Measures emotion models on labeled photos.")
final class ModelChoice implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "../shared/data",
      description = "Folder with photos/EMOTION/ and photos.yunet.csv (default: ${DEFAULT-VALUE}).")
  Path data;

  @Parameters(paramLabel = "MODEL", arity = "1..*", description = "Emotion models as ONNX files.")
  List<Path> models = List.of();

  /** One model's answers: per emotion, 1 for a right and 0 for a wrong answer per photo. */
  private static final class Answers {
    final EmotionClassifier classifier;
    final Map<String, List<Integer>> right = new TreeMap<>();
    double scoreSum;

    Answers(EmotionClassifier classifier) {
      this.classifier = classifier;
    }

    void add(String emotion, Optional<FaceCrop> face) {
      boolean correct = false;
      if (face.isPresent()) {
        EmotionScores scores = classifier.classify(face.get());
        correct = scores.best().equals(emotion);
        scoreSum += scores.bestScore();
      }
      right.computeIfAbsent(emotion, e -> new ArrayList<>()).add(correct ? 1 : 0);
    }
  }

  @Override
  public Integer call() {
    List<Answers> all = new ArrayList<>();
    Set<String> files = TeacherFaces.read(data.resolve("photos.yunet.csv")).keySet();
    try (FaceFinder finder = SezimFinder.bundled()) {
      for (Path model : models) {
        all.add(new Answers(EmotionClassifier.load(model)));
      }
      for (String file : files) {
        Photo photo = Photo.read(data.resolve("photos").resolve(file));
        double minConfidence = FaceDetector.Options.DEFAULT.minConfidence();
        Optional<Detection> face = Emotions.face(finder.find(photo, minConfidence), photo);
        Optional<FaceCrop> crop = face.map(f -> FaceCrop.of(photo, f));
        all.forEach(answers -> answers.add(file.substring(0, file.indexOf('/')), crop));
      }
      spec.commandLine().getOut().println(table(all, files.size()));
    } finally {
      all.forEach(answers -> answers.classifier.close());
    }
    return 0;
  }

  private static Table table(List<Answers> all, int photos) {
    List<String> header =
        new ArrayList<>(
            List.of("model", "accuracy", "class mean", "mean score", "less the first, points"));
    header.addAll(all.get(0).right.keySet());
    Table table = new Table(header.toArray(String[]::new));
    StratifiedBootstrap first = new StratifiedBootstrap(all.get(0).right);
    for (Answers answers : all) {
      StratifiedBootstrap own = new StratifiedBootstrap(answers.right);
      StratifiedBootstrap difference = own.minus(first);
      List<String> row = new ArrayList<>();
      row.add(answers.classifier.card().name());
      row.add(Format.percentWithin(own.mean(), own.meanInterval()));
      row.add(Format.percentWithin(own.classMean(), own.classMeanInterval()));
      row.add(Format.percent(answers.scoreSum / photos));
      row.add(
          answers == all.get(0)
              ? Format.NONE
              : Format.pointsWithin(difference.mean(), difference.meanInterval()));
      for (List<Integer> right : answers.right.values()) {
        int sum = right.stream().mapToInt(Integer::intValue).sum();
        row.add(sum + " of " + right.size());
      }
      table.add(row);
    }
    return table;
  }
}
