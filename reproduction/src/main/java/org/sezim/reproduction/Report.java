package org.sezim.reproduction;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.sezim.training.recipe.Recipe;
import org.sezim.training.run.Provenance;

/**
 * Writes what came out: {@code report.md}, the same as {@code report.html}, every number in {@code
 * results.csv}. All three are made of the same sections, so none can say anything else.
 */
final class Report {
  private static final String TITLE = "The study, reproduced";
  private static final List<String> CSV_HEADER =
      List.of(
          "experiment",
          "table",
          "row",
          "column",
          "value",
          "low",
          "high",
          "unit",
          "seeds",
          "shown",
          "verdict");

  private final Results results;
  private final List<Section> sections;
  private final Map<String, String> missing;
  private final Table network;

  /**
   * @param sections in their order
   * @param missing experiments that are not in the report, each with why
   */
  Report(Results results, List<Section> sections, Map<String, String> missing) {
    this.results = results;
    this.sections = List.copyOf(sections);
    this.missing = missing;
    Recipe recipe = StudyNetwork.recipe();
    this.network =
        ArchitectureExperiment.table("The study's network", recipe, results.data().labels().size());
  }

  /** Writes the three files; the figures are there already. */
  void write(Path folder) throws IOException {
    String markdown = markdown();
    Files.writeString(folder.resolve("results.csv"), csv());
    Files.writeString(folder.resolve("report.md"), markdown);
    Files.writeString(folder.resolve("report.html"), HtmlReport.html(TITLE, markdown, folder));
  }

  private String markdown() {
    StringBuilder md = new StringBuilder("# " + TITLE + "\n\n");
    if (results.scale().quick()) {
      md.append(
          "> **A quick look, not a reproduction.** A few hundred faces and an epoch or two: its"
              + " figures say nothing about the study.\n\n");
    }
    md.append(
        "Zhaksylyk and Daribayev (Al-Farabi Kazakh National University), *Application of the"
            + " machine-learning algorithm for human emotions recognition*, train a convolutional"
            + " network on FER-2013. This report puts each of the study's claims to the test.\n\n");
    md.append("## What came out\n\n");
    md.append(Table.line(List.of("verdict", "claim", "measured", "holds if", "experiment")));
    md.append(Table.line(List.of(":---", ":---", "---:", ":---", ":---")));
    for (Section section : sections) {
      for (Claim check : section.checks()) {
        md.append(
            Table.line(
                List.of(
                    // First, so that a phone shows it without scrolling.
                    "**" + check.verdict().words() + "**",
                    check.statement(),
                    check.measured().text(),
                    check.range(),
                    section.title())));
      }
    }
    md.append('\n');
    missing.forEach(
        (name, why) ->
            md.append("Not in this report: ")
                .append(name)
                .append(", ")
                .append(why)
                .append(".\n\n"));
    md.append("## How to read the numbers\n\n").append(howToRead());
    md.append("## The network\n\n").append(network.markdown()).append('\n');
    md.append(
        "*Formula* is the study's (w, h) = (mW − kW + 1, mH − kH + 1). Multiply-adds are those of one"
            + " face; dropout, ReLU and pooling count as none. The study gives no sizes: the numbers"
            + " of kernels and neurons, the kernels' 3×3 pixels, the dropout rate, the learning rate"
            + " and the batch are Sezim's choice (`recipes/paper-cnn.yaml`).\n\n");
    for (Section section : sections) {
      md.append("## ").append(section.title()).append("\n\n");
      md.append("> ").append(section.claim()).append("\n\n");
      for (Claim check : section.checks()) {
        md.append("- ").append(check.statement()).append(": ").append(check.measured().text());
        md.append(" **").append(check.verdict().words()).append("**\n");
      }
      md.append(section.checks().isEmpty() ? "" : "\n");
      md.append(trainings(section)).append("\n\n");
      section.blocks().forEach(block -> md.append(block.markdown()).append('\n'));
    }
    md.append("## Repeat it\n\n").append(repeat());
    return md.toString();
  }

  /** Which trainings, and with which seeds, a section's numbers come from. */
  private String trainings(Section section) {
    Experiment experiment =
        Experiments.ALL.stream()
            .filter(e -> e.name().equals(section.name()))
            .findFirst()
            .orElseThrow();
    List<String> groups =
        experiment.groups(results.scale()).stream()
            .map(group -> "`" + group.name() + "`, " + results.seeds(group.name()))
            .toList();
    return "Trainings: " + String.join("; ", groups) + ".";
  }

  private String howToRead() {
    return "A claim is a range in which a number must lie. It **holds** if the number's whole 95 %"
        + " interval lies in the range, it **does not hold** if the whole interval lies outside, and"
        + " otherwise it **cannot be told**. The verdicts are computed by this rule.\n\n"
        + "A number is the mean over the seeds: "
        + results.scale().seeds().size()
        + " seeds for what the study's figures rest on (the first five experiments), "
        + results.scale().sideSeeds().size()
        + " for the other comparisons. Its interval, in brackets, has two parts, added as squares."
        + " Seeds: Student's t on the standard deviation from seed to seed, pooled over all trainings"
        + " here that have several seeds; so a training with one seed has an interval too, as wide as"
        + " the others' seeds say. Faces: the normal approximation for a share of that many faces. In"
        + " a difference the two sides are taken as independent, which makes its interval wider than"
        + " need be, since both saw the same faces. Numbers without an interval are counts, or come"
        + " from one seed with nothing to compare it to. Times are medians over the epochs, with the"
        + " quartiles in brackets: other work on the machine shows in them.\n\n"
        + "Validation is on PublicTest, in float32, without dropout. Training is in bfloat16 where the"
        + " recipe says so (all but the perceptron). No epoch and, in the"
        + " searches, no learning rate was chosen by looking at PublicTest; *Where it errs* is the"
        + " exception, and says so.\n\n";
  }

  private String repeat() {
    Provenance any = anyRun().provenance();
    double hours = 0;
    Set<String> commands = new LinkedHashSet<>();
    Set<String> processors = new LinkedHashSet<>();
    for (RunResult run : results.all()) {
      hours += run.folder().seconds().stream().mapToDouble(s -> s).sum() / 3600;
      commands.add(run.provenance().command());
      processors.add(run.provenance().processor());
    }
    StringBuilder md = new StringBuilder("```\n./");
    md.append(String.join("\n./", commands)).append("\n```\n\n");
    md.append("- Data: ").append(any.data().describeFaces());
    md.append("; SHA-256 `").append(any.data().sha256()).append("`\n");
    md.append("- Made with: ");
    md.append(
        String.join(
            ", ",
            any.versions().entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList()));
    md.append("\n- Processor: ").append(String.join("; ", processors));
    md.append(", each run on one thread\n- Training took ");
    md.append(String.format(Locale.ROOT, "%.1f", hours));
    md.append(" hours of one core, in ").append(results.all().size()).append(" runs\n\n");
    md.append(
        "The same data, seeds, versions and kind of processor give the same numbers, whatever the"
            + " number of cores; times excepted. Another processor sums in another order, which changes"
            + " single runs by about as much as another seed does.\n");
    return md.toString();
  }

  private RunResult anyRun() {
    return results.all().get(0);
  }

  private String csv() throws IOException {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord(CSV_HEADER);
      table(csv, "network", network);
      for (Section section : sections) {
        for (Claim check : section.checks()) {
          csv.writeRecord(
              line(
                  List.of(section.name(), "claims", check.statement(), "measured"),
                  check.measured(),
                  check.verdict().words()));
        }
        for (Block block : section.blocks()) {
          if (block instanceof Table table) {
            table(csv, section.name(), table);
          }
        }
      }
    }
    return text.toString();
  }

  private static void table(CsvWriter csv, String experiment, Table table) {
    for (Table.Row row : table.rows()) {
      for (int i = 0; i < row.cells().size(); i++) {
        if (row.cells().get(i).quantity().isPresent()) {
          csv.writeRecord(
              line(
                  List.of(experiment, table.title(), row.label(), table.columns().get(i + 1)),
                  row.cells().get(i).quantity().get(),
                  ""));
        }
      }
    }
  }

  private static List<String> line(List<String> place, Quantity quantity, String verdict) {
    Estimate estimate = quantity.estimate();
    List<String> line = new ArrayList<>(place);
    line.add(Double.toString(estimate.value()));
    line.add(estimate.interval().map(i -> Double.toString(i.low())).orElse(""));
    line.add(estimate.interval().map(i -> Double.toString(i.high())).orElse(""));
    line.add(quantity.unit().name().toLowerCase(Locale.ROOT));
    line.add(String.join(" ", estimate.seeds().stream().map(String::valueOf).toList()));
    line.add(quantity.text());
    line.add(verdict);
    return line;
  }
}
