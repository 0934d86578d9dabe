package org.sezim.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sezim.ModelCard;
import org.sezim.SezimException;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.face.FaceDetector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sezim inspect}. */
@Command(
    name = "inspect",
    description = "Print the model card (metadata) of an ONNX file.",
    mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
  enum Format {
    text,
    json
  }

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      arity = "0..1",
      converter = ModelName.Converter.class,
      description =
          "Emotion model fer2013 or ferplus, or an ONNX file with an emotion model or a face"
              + " detector (default: ${DEFAULT-VALUE}).")
  ModelName model = ModelName.DEFAULT;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "Output format: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Format format;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    ModelCard card = card();
    if (format == Format.json) {
      Map<String, Object> map = new LinkedHashMap<>(card.properties());
      map.put("labels", card.labels());
      out.println(
          new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(map));
      return 0;
    }
    out.println(card.name());
    if (card.labels().isEmpty()) {
      out.println("  input   image           float32 [1,3,H,W], blue, green, red, 0–255");
      out.println("  output  cls_s, obj_s    float32 [1,A,1], for strides s of 8, 16, 32");
      out.println("  output  bbox_s          float32 [1,A,4]");
      out.println("  output  kps_s           float32 [1,A,10]");
    } else {
      out.println("  input   pixels          uint8   [N,48,48], gray, 0–255");
      out.println("  output  logits          float32 [N," + card.labels().size() + "]");
      out.println("  output  probabilities   float32 [N," + card.labels().size() + "]");
      out.println("  labels  " + String.join(", ", card.labels()));
    }
    card.properties()
        .forEach(
            (key, value) -> {
              if (!key.equals("name") && !key.equals("labels")) {
                out.println(key + ": " + value.strip().replace("\n", "\n    "));
              }
            });
    return 0;
  }

  /** The card of an emotion model or, if the file does not fit its contract, of a face detector. */
  private ModelCard card() {
    try (EmotionClassifier classifier = model.open()) {
      return classifier.card();
    } catch (SezimException noEmotionModel) {
      try (FaceDetector detector = FaceDetector.load(model.file())) {
        return detector.card();
      } catch (SezimException e) {
        throw noEmotionModel;
      }
    }
  }
}
