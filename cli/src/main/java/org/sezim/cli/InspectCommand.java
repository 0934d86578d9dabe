package org.sezim.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sezim.EmotionClassifier;
import org.sezim.ModelCard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sezim inspect}. */
@Command(
    name = "inspect",
    description = "Print the model card of an ONNX file: what it says of itself.",
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
      description = "ONNX file (default: the model inside Sezim).")
  Path file;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Format format;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (EmotionClassifier classifier = ModelOption.open(file)) {
      ModelCard card = classifier.card();
      if (format == Format.json) {
        Map<String, Object> map = new LinkedHashMap<>(card.properties());
        map.put("labels", card.labels());
        out.println(
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(map));
        return 0;
      }
      out.println(card.name());
      out.println("  input   pixels          uint8   [N,48,48], grey, 0–255");
      out.println("  output  logits          float32 [N," + card.labels().size() + "]");
      out.println("  output  probabilities   float32 [N," + card.labels().size() + "]");
      out.println("  labels  " + String.join(", ", card.labels()));
      card.properties()
          .forEach(
              (key, value) -> {
                if (!key.equals("name") && !key.equals("labels")) {
                  out.println(key + ": " + value.strip().replace("\n", "\n    "));
                }
              });
    }
    return 0;
  }
}
