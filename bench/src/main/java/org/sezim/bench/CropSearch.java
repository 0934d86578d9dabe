package org.sezim.bench;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.sezim.Box;
import org.sezim.Detection;
import org.sezim.EmotionClassifier;
import org.sezim.EmotionScores;
import org.sezim.FaceCrop;
import org.sezim.FaceDetector;
import org.sezim.FaceSquare;
import org.sezim.Landmarks;
import org.sezim.Photo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Searches for the square to cut around a face (docs/results/detection.md, "The face crop").
 *
 * <p>First FER-2013 is asked: its Training faces are enlarged, the detector finds eyes, nose, mouth
 * and box in them, and each rule is judged by how closely it gives back the frame that the face
 * came in. Then the photographs are asked, which folder of emotion each face is named.
 */
@Command(
    name = "crops",
    mixinStandardHelpOptions = true,
    description = "Searches for the square to cut around a face (docs/results/detection.md).")
final class CropSearch implements Callable<Integer> {
  private static final int ENLARGED = 4;

  /** Of the Training faces, every one by this step is asked: enough for medians. */
  private static final int STEP = 8;

  /** Around an enlarged face, in its own pixels: edge pixels, repeated. */
  private static final int MARGIN = 16;

  /** Squares are shifted and scaled a little, so that no figure hangs on single pixels. */
  private static final double[][] MOVES = {
    {0, 0, 0}, {0.03, 0, 0}, {-0.03, 0, 0}, {0, 0.03, 0}, {0, -0.03, 0}, {0, 0, 0.03}, {0, 0, -0.03}
  };

  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FER2013", description = "fer2013.csv, perhaps gzipped.")
  Path fer;

  @Parameters(
      index = "1",
      paramLabel = "PHOTOS",
      description = "Photographs of one face each, a folder an emotion.")
  Path photographs;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "Emotion model as ONNX file (default: the one inside Sezim).")
  Path model;

  @Option(
      names = "--sheets",
      paramLabel = "DIR",
      description = "Also write sheets of crops beside faces of FER-2013, to look at.")
  Path sheets;

  /** How a square follows from a detection. */
  private interface Rule {
    FaceSquare square(Detection face);
  }

  private record Labelled(String emotion, Photo photo, Detection face) {}

  private record Point(double x, double y) {}

  /** Prints tables in Markdown. */
  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<Detection> frames = new ArrayList<>();
    List<byte[]> publicTest = new ArrayList<>();
    List<Integer> publicLabels = new ArrayList<>();
    List<Labelled> publicFaces = new ArrayList<>();
    List<Labelled> photos = new ArrayList<>();
    int training = 0;
    int files = 0;
    try (FaceDetector detector = FaceDetector.bundled();
        EmotionClassifier classifier =
            model == null ? EmotionClassifier.bundled() : EmotionClassifier.load(model)) {
      List<byte[]> faces = new ArrayList<>();
      try (BufferedReader lines = open(fer)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String[] cells = line.split(",", -1);
          if (cells[2].equals("Training")) {
            if (training++ % STEP == 0) {
              faces.add(pixels(cells[1]));
            }
          } else if (cells[2].equals("PublicTest")) {
            publicTest.add(pixels(cells[1]));
            publicLabels.add(Integer.parseInt(cells[0]));
          }
        }
      }
      training = faces.size();
      frames.addAll(
          faces.parallelStream()
              .map(face -> surest(detector, enlarged(face)))
              .flatMap(Optional::stream)
              .map(CropSearch::inFrame)
              .toList());
      List<Optional<Detection>> found =
          publicTest.parallelStream().map(face -> surest(detector, enlarged(face))).toList();
      for (int i = 0; i < found.size(); i++) {
        if (found.get(i).isPresent()) {
          publicFaces.add(
              new Labelled(
                  classifier.labels().get(publicLabels.get(i)),
                  enlarged(publicTest.get(i)),
                  found.get(i).get()));
        }
      }
      try (Stream<Path> tree = Files.walk(photographs)) {
        for (Path file : tree.filter(Photo::hasPictureName).sorted().toList()) {
          files++;
          Photo photo = Photo.read(file);
          String emotion = file.getParent().getFileName().toString();
          surest(detector, photo).ifPresent(f -> photos.add(new Labelled(emotion, photo, f)));
        }
      }
      out.printf("FER-2013 Training: a face found in %d of %d.%n%n", frames.size(), training);
      out.println(frameTable(frames));
      Map<String, Rule> rules = rules(frames);
      out.println(spreadTable(rules, frames));
      out.printf(
          "Faces found: %d of %d of PublicTest, %d of %d photographs.%n%n",
          publicFaces.size(), publicTest.size(), photos.size(), files);
      out.println(accuracyTable(rules, classifier, photos, publicFaces));
      double middle = ENLARGED * (MARGIN + FaceCrop.SIZE / 2.0);
      FaceSquare own = new FaceSquare(middle, middle, ENLARGED * FaceCrop.SIZE, 0);
      Score perfect = score(face -> own, classifier, publicFaces, false);
      out.printf(
          "The same faces of PublicTest in FER-2013's own frames, cut in the same way: %.1f %%.%n%n",
          100.0 * perfect.right() / perfect.all());
      out.println(scoreTable(classifier, publicTest, publicLabels));
      if (sheets != null) {
        Sheets.write(sheets, rules, photos, publicTest);
      }
    }
    return 0;
  }

  private static BufferedReader open(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            file.toString().endsWith(".gz")
                ? new GZIPInputStream(Files.newInputStream(file))
                : Files.newInputStream(file),
            StandardCharsets.US_ASCII));
  }

  private static byte[] pixels(String cell) {
    byte[] pixels = new byte[FaceCrop.PIXELS];
    int i = 0;
    for (String value : cell.split(" ", -1)) {
      pixels[i++] = (byte) Integer.parseInt(value);
    }
    return pixels;
  }

  private static Photo photo(byte[] grey, int size) {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, size, size, grey);
    return Photo.of(image);
  }

  /** A face of FER-2013 as a photo: larger, for the detector, and with room around it. */
  private static Photo enlarged(byte[] face) {
    Photo small = photo(face, FaceCrop.SIZE);
    int size = ENLARGED * (FaceCrop.SIZE + 2 * MARGIN);
    byte[] large = new byte[size * size];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        large[y * size + x] =
            (byte)
                Math.round(
                    interpolated(
                        small,
                        (x + 0.5) / ENLARGED - MARGIN - 0.5,
                        (y + 0.5) / ENLARGED - MARGIN - 0.5));
      }
    }
    return photo(large, size);
  }

  private static double interpolated(Photo face, double x, double y) {
    double inX = Math.max(0, Math.min(FaceCrop.SIZE - 1, x));
    double inY = Math.max(0, Math.min(FaceCrop.SIZE - 1, y));
    int left = Math.min(FaceCrop.SIZE - 2, (int) inX);
    int top = Math.min(FaceCrop.SIZE - 2, (int) inY);
    double right = inX - left;
    double down = inY - top;
    return (1 - down)
            * ((1 - right) * (face.rgb(left, top) & 0xff)
                + right * (face.rgb(left + 1, top) & 0xff))
        + down
            * ((1 - right) * (face.rgb(left, top + 1) & 0xff)
                + right * (face.rgb(left + 1, top + 1) & 0xff));
  }

  private static Optional<Detection> surest(FaceDetector detector, Photo photo) {
    return detector.detect(photo).stream()
        .max(Comparator.comparingDouble(face -> face.confidence() * face.box().area()));
  }

  /** From pixels of the enlarged photo to those of the 48×48 frame. */
  private static Detection inFrame(Detection face) {
    Landmarks p = face.landmarks();
    return new Detection(
        new Box(
            face.box().x() / ENLARGED - MARGIN,
            face.box().y() / ENLARGED - MARGIN,
            face.box().width() / ENLARGED,
            face.box().height() / ENLARGED),
        face.confidence(),
        new Landmarks(
            inFrame(p.rightEye()),
            inFrame(p.leftEye()),
            inFrame(p.nose()),
            inFrame(p.rightMouth()),
            inFrame(p.leftMouth())));
  }

  private static Landmarks.Point inFrame(Landmarks.Point p) {
    return new Landmarks.Point(p.x() / ENLARGED - MARGIN, p.y() / ENLARGED - MARGIN);
  }

  private static Point eyes(Detection f) {
    return middle(f.landmarks().rightEye(), f.landmarks().leftEye());
  }

  private static Point mouth(Detection f) {
    return middle(f.landmarks().rightMouth(), f.landmarks().leftMouth());
  }

  private static Point middle(Landmarks.Point a, Landmarks.Point b) {
    return new Point((a.x() + b.x()) / 2, (a.y() + b.y()) / 2);
  }

  private static Point box(Detection f) {
    return new Point(f.box().x() + f.box().width() / 2, f.box().y() + f.box().height() / 2);
  }

  private static Point centroid(Detection f) {
    Landmarks p = f.landmarks();
    return new Point(
        (p.rightEye().x() + p.leftEye().x() + p.nose().x() + p.rightMouth().x() + p.leftMouth().x())
            / 5,
        (p.rightEye().y() + p.leftEye().y() + p.nose().y() + p.rightMouth().y() + p.leftMouth().y())
            / 5);
  }

  private static double eyeDistance(Detection f) {
    Landmarks p = f.landmarks();
    return Math.hypot(p.leftEye().x() - p.rightEye().x(), p.leftEye().y() - p.rightEye().y());
  }

  private static double eyeMouth(Detection f) {
    return Math.hypot(eyes(f).x() - mouth(f).x(), eyes(f).y() - mouth(f).y());
  }

  private static double tilt(Detection f) {
    Landmarks p = f.landmarks();
    return Math.atan2(p.leftEye().y() - p.rightEye().y(), p.leftEye().x() - p.rightEye().x());
  }

  private static Table frameTable(List<Detection> frames) {
    Map<String, ToDoubleFunction<Detection>> figures = new LinkedHashMap<>();
    figures.put("eyes' middle, x", f -> eyes(f).x());
    figures.put("eyes' middle, y", f -> eyes(f).y());
    figures.put("eye distance", CropSearch::eyeDistance);
    figures.put("nose, x", f -> f.landmarks().nose().x());
    figures.put("nose, y", f -> f.landmarks().nose().y());
    figures.put("mouth's middle, x", f -> mouth(f).x());
    figures.put("mouth's middle, y", f -> mouth(f).y());
    figures.put("eyes to mouth", CropSearch::eyeMouth);
    figures.put("tilt, degrees", f -> Math.toDegrees(tilt(f)));
    figures.put("box, middle x", f -> box(f).x());
    figures.put("box, middle y", f -> box(f).y());
    figures.put("box, width", f -> f.box().width());
    figures.put("box, height", f -> f.box().height());
    figures.put("box, root of area", f -> Math.sqrt(f.box().area()));
    figures.put("box and five points, middle y", f -> (box(f).y() + centroid(f).y()) / 2);
    Table table = new Table("in the frame of 48", "median", "quartiles", "mean", "spread");
    figures.forEach(
        (name, figure) -> {
          double[] v = frames.stream().mapToDouble(figure).toArray();
          table.add(
              name,
              f("%.2f", Interval.quantile(v, 0.5)),
              f("%.2f–%.2f", Interval.quantile(v, 0.25), Interval.quantile(v, 0.75)),
              f("%.2f", Arrays.stream(v).average().orElseThrow()),
              f("%.2f", deviation(v)));
        });
    return table;
  }

  private static double deviation(double[] v) {
    double mean = Arrays.stream(v).average().orElseThrow();
    return Math.sqrt(Arrays.stream(v).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
  }

  private static double median(List<Detection> frames, ToDoubleFunction<Detection> figure) {
    return Interval.quantile(frames.stream().mapToDouble(figure).toArray(), 0.5);
  }

  private static String f(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }

  private interface Anchor {
    Point of(Detection face);
  }

  /** Side by a size, middle by an anchor, both as FER-2013 has them; upright or turned. */
  private static Rule fer(
      List<Detection> frames,
      ToDoubleFunction<Detection> size,
      Anchor anchor,
      ToDoubleFunction<Detection> turn) {
    double k = FaceCrop.SIZE / median(frames, size);
    double half = FaceCrop.SIZE / 2.0;
    double dx = median(frames, d -> (half - anchor.of(d).x()) / FaceCrop.SIZE);
    double dy = median(frames, d -> (half - anchor.of(d).y()) / FaceCrop.SIZE);
    return d -> {
      double side = k * size.applyAsDouble(d);
      double angle = turn.applyAsDouble(d);
      Point a = anchor.of(d);
      return new FaceSquare(
          a.x() + side * (dx * Math.cos(angle) - dy * Math.sin(angle)),
          a.y() + side * (dx * Math.sin(angle) + dy * Math.cos(angle)),
          side,
          angle);
    };
  }

  private static Map<String, Rule> rules(List<Detection> frames) {
    Map<String, Rule> rules = new LinkedHashMap<>();
    for (double k : new double[] {1, 1.05, 1.1}) {
      rules.put(
          f("box, centred, %.2f × longer side", k),
          d ->
              new FaceSquare(
                  box(d).x(), box(d).y(), k * Math.max(d.box().width(), d.box().height()), 0));
    }
    Landmarks mean = meanFace(frames);
    Map<String, ToDoubleFunction<Detection>> sizes = new LinkedHashMap<>();
    sizes.put("box height", d -> d.box().height());
    sizes.put("box area", d -> Math.sqrt(d.box().area()));
    sizes.put("eyes", CropSearch::eyeDistance);
    sizes.put("eyes to mouth", CropSearch::eyeMouth);
    sizes.put("five points", d -> fit(mean, d).x());
    Map<String, Anchor> anchors = new LinkedHashMap<>();
    anchors.put("box", CropSearch::box);
    anchors.put("eyes", CropSearch::eyes);
    anchors.put("five points", CropSearch::centroid);
    anchors.put(
        "box and five points",
        d -> new Point((box(d).x() + centroid(d).x()) / 2, (box(d).y() + centroid(d).y()) / 2));
    Map<String, ToDoubleFunction<Detection>> turns = new LinkedHashMap<>();
    turns.put("upright", d -> 0);
    turns.put("turned by eyes", CropSearch::tilt);
    turns.put("turned by five points", d -> fit(mean, d).y());
    turns.put("half turned", d -> fit(mean, d).y() / 2);
    for (String place : anchors.keySet()) {
      for (String turn : List.of("upright", "turned by five points")) {
        add(rules, frames, sizes, "box area", anchors, place, turns, turn);
      }
    }
    add(rules, frames, sizes, "box area", anchors, "box and five points", turns, "turned by eyes");
    add(rules, frames, sizes, "box area", anchors, "box and five points", turns, "half turned");
    add(rules, frames, sizes, "eyes", anchors, "eyes", turns, "turned by eyes");
    add(
        rules,
        frames,
        sizes,
        "five points",
        anchors,
        "five points",
        turns,
        "turned by five points");
    for (String size : List.of("box height", "eyes", "eyes to mouth", "five points")) {
      add(
          rules,
          frames,
          sizes,
          size,
          anchors,
          "box and five points",
          turns,
          "turned by five points");
    }
    for (double wider : new double[] {0.8, 0.9, 0.95, 1.05, 1.1, 1.2, 1.3}) {
      rules.put(
          f("%.2f × that of FaceSquare.of", wider),
          d -> {
            FaceSquare s = FaceSquare.of(d);
            return new FaceSquare(s.centerX(), s.centerY(), wider * s.side(), s.angle());
          });
    }
    rules.put("FaceSquare.of", FaceSquare::of);
    return rules;
  }

  private static void add(
      Map<String, Rule> rules,
      List<Detection> frames,
      Map<String, ToDoubleFunction<Detection>> sizes,
      String size,
      Map<String, Anchor> anchors,
      String place,
      Map<String, ToDoubleFunction<Detection>> turns,
      String turn) {
    rules.put(
        f("size: %s; place: %s; %s", size, place, turn),
        fer(frames, sizes.get(size), anchors.get(place), turns.get(turn)));
  }

  /** The medians of the five points. */
  private static Landmarks meanFace(List<Detection> frames) {
    return new Landmarks(
        medianPoint(frames, Landmarks::rightEye),
        medianPoint(frames, Landmarks::leftEye),
        medianPoint(frames, Landmarks::nose),
        medianPoint(frames, Landmarks::rightMouth),
        medianPoint(frames, Landmarks::leftMouth));
  }

  private static Landmarks.Point medianPoint(
      List<Detection> frames, Function<Landmarks, Landmarks.Point> point) {
    return new Landmarks.Point(
        median(frames, d -> point.apply(d.landmarks()).x()),
        median(frames, d -> point.apply(d.landmarks()).y()));
  }

  /** Scale and angle of the least-squares similarity from the mean face to a face's points. */
  private static Point fit(Landmarks mean, Detection face) {
    Point from = centroid(new Detection(face.box(), 1, mean));
    Point to = centroid(face);
    double re = 0;
    double im = 0;
    double norm = 0;
    for (int i = 0; i < 5; i++) {
      double mx = mean.points().get(i).x() - from.x();
      double my = mean.points().get(i).y() - from.y();
      double px = face.landmarks().points().get(i).x() - to.x();
      double py = face.landmarks().points().get(i).y() - to.y();
      re += mx * px + my * py;
      im += mx * py - my * px;
      norm += mx * mx + my * my;
    }
    return new Point(Math.hypot(re, im) / norm, Math.atan2(im, re));
  }

  private static Table spreadTable(Map<String, Rule> rules, List<Detection> frames) {
    Table table =
        new Table(
            "rule", "side %: bias", "spread", "x %: bias", "spread", "y %: bias", "spread", "rms");
    rules.forEach(
        (name, rule) -> {
          List<FaceSquare> squares = frames.stream().map(rule::square).toList();
          double[] side =
              squares.stream().mapToDouble(s -> 100 * Math.log(s.side() / 48)).toArray();
          double[] x = squares.stream().mapToDouble(s -> 100 * (s.centerX() - 24) / 48).toArray();
          double[] y = squares.stream().mapToDouble(s -> 100 * (s.centerY() - 24) / 48).toArray();
          table.add(
              name,
              f("%.1f", Interval.quantile(side, 0.5)),
              f("%.1f", robust(side)),
              f("%.1f", Interval.quantile(x, 0.5)),
              f("%.1f", robust(x)),
              f("%.1f", Interval.quantile(y, 0.5)),
              f("%.1f", robust(y)),
              f(
                  "%.1f",
                  Math.sqrt(
                      robust(side) * robust(side)
                          + robust(x) * robust(x)
                          + robust(y) * robust(y))));
        });
    return table;
  }

  /** What would be the standard deviation if it were normal, from the middle two thirds. */
  private static double robust(double[] v) {
    return (Interval.quantile(v, 0.8413) - Interval.quantile(v, 0.1587)) / 2;
  }

  private record Score(int right, int all, double jittered, double classMean, double logLoss) {}

  private static Score score(
      Rule rule, EmotionClassifier classifier, List<Labelled> faces, boolean jitter) {
    List<FaceCrop> crops = new ArrayList<>();
    List<String> truths = new ArrayList<>();
    List<double[]> moves = Arrays.asList(MOVES).subList(0, jitter ? MOVES.length : 1);
    for (Labelled face : faces) {
      FaceSquare s = rule.square(face.face());
      for (double[] move : moves) {
        crops.add(
            FaceCrop.of(
                face.photo(),
                new FaceSquare(
                    s.centerX() + move[0] * s.side(),
                    s.centerY() + move[1] * s.side(),
                    s.side() * Math.exp(move[2]),
                    s.angle())));
        truths.add(face.emotion());
      }
    }
    List<EmotionScores> scores = classifier.classify(crops);
    int right = 0;
    int rightJittered = 0;
    double loss = 0;
    Map<String, int[]> byClass = new LinkedHashMap<>();
    for (int i = 0; i < scores.size(); i++) {
      boolean hit = scores.get(i).best().equals(truths.get(i));
      boolean middle = i % moves.size() == 0;
      right += hit && middle ? 1 : 0;
      rightJittered += hit ? 1 : 0;
      loss -= Math.log(Math.max(1e-6, scores.get(i).score(truths.get(i))));
      int[] n = byClass.computeIfAbsent(truths.get(i), e -> new int[2]);
      n[0] += hit ? 1 : 0;
      n[1]++;
    }
    double classMean =
        byClass.values().stream().mapToDouble(n -> (double) n[0] / n[1]).average().orElseThrow();
    return new Score(
        right,
        faces.size(),
        (double) rightJittered / scores.size(),
        classMean,
        loss / scores.size());
  }

  private static Table accuracyTable(
      Map<String, Rule> rules,
      EmotionClassifier classifier,
      List<Labelled> photos,
      List<Labelled> publicFaces) {
    Table table =
        new Table(
            "rule",
            "photos",
            "95 %",
            "moved a little",
            "class mean",
            "log-loss",
            "PublicTest",
            "95 %",
            "log-loss");
    Map<String, Score> photoScores = new ConcurrentHashMap<>();
    Map<String, Score> publicScores = new ConcurrentHashMap<>();
    rules.entrySet().parallelStream()
        .forEach(
            rule -> {
              photoScores.put(rule.getKey(), score(rule.getValue(), classifier, photos, true));
              publicScores.put(
                  rule.getKey(), score(rule.getValue(), classifier, publicFaces, false));
            });
    rules.forEach(
        (name, rule) -> {
          Score p = photoScores.get(name);
          Score t = publicScores.get(name);
          Interval pi = Interval.ofShare(p.right(), p.all());
          Interval ti = Interval.ofShare(t.right(), t.all());
          table.add(
              name,
              f("%.1f", 100.0 * p.right() / p.all()),
              f("%.0f–%.0f", 100 * pi.low(), 100 * pi.high()),
              f("%.1f", 100 * p.jittered()),
              f("%.1f", 100 * p.classMean()),
              f("%.3f", p.logLoss()),
              f("%.1f", 100.0 * t.right() / t.all()),
              f("%.1f–%.1f", 100 * ti.low(), 100 * ti.high()),
              f("%.3f", t.logLoss()));
        });
    return table;
  }

  /** How often an answer is right, by its score: what is to be called uncertain. */
  private static Table scoreTable(
      EmotionClassifier classifier, List<byte[]> faces, List<Integer> labels) {
    List<EmotionScores> scores = classifier.classify(faces.stream().map(FaceCrop::of).toList());
    Table table =
        new Table(
            "least score", "answers below, %", "right, %", "right above, %", "right just above, %");
    for (double least : new double[] {0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9}) {
      int[] below = new int[2];
      int[] above = new int[2];
      int[] band = new int[2];
      for (int i = 0; i < scores.size(); i++) {
        EmotionScores s = scores.get(i);
        int hit = classifier.labels().indexOf(s.best()) == labels.get(i) ? 1 : 0;
        int[] side = s.bestScore() < least ? below : above;
        side[0] += hit;
        side[1]++;
        if (s.bestScore() >= least && s.bestScore() < least + 0.1) {
          band[0] += hit;
          band[1]++;
        }
      }
      table.add(
          f("%.1f", least),
          f("%.0f", 100.0 * below[1] / scores.size()),
          f("%.0f", 100.0 * below[0] / Math.max(1, below[1])),
          f("%.0f", 100.0 * above[0] / Math.max(1, above[1])),
          f("%.0f", 100.0 * band[0] / Math.max(1, band[1])));
    }
    return table;
  }

  /** Pictures to look at, not to publish: they show people. */
  private static final class Sheets {
    private Sheets() {}

    static void write(Path folder, Map<String, Rule> rules, List<Labelled> photos, List<byte[]> fer)
        throws IOException {
      Files.createDirectories(folder);
      int columns = 16;
      int number = 0;
      for (Map.Entry<String, Rule> rule : rules.entrySet()) {
        BufferedImage sheet = new BufferedImage(columns * 50, 8 * 50, BufferedImage.TYPE_BYTE_GRAY);
        for (int i : IntStream.range(0, 4 * columns).toArray()) {
          Labelled face = photos.get(i * photos.size() / (4 * columns));
          put(sheet, i, FaceCrop.of(face.photo(), rule.getValue().square(face.face())).pixels());
          put(sheet, 4 * columns + i, fer.get(i));
        }
        ImageIO.write(
            sheet,
            "png",
            folder.resolve(f("%02d %s.png", number++, rule.getKey().replace(':', ' '))).toFile());
      }
    }

    private static void put(BufferedImage sheet, int i, byte[] face) {
      sheet.getRaster().setDataElements(i % 16 * 50, i / 16 * 50, 48, 48, face);
    }
  }
}
