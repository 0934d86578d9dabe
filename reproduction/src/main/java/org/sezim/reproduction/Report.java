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
 * Writes {@code report.md}, the same report as {@code report.html}, and every number to {@code
 * results.csv}. All three are generated from the same sections, so they always agree.
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
   * @param sections the sections, in their order
   * @param missing experiments that are not in the report, with the reason
   */
  Report(Results results, List<Section> sections, Map<String, String> missing) {
    this.results = results;
    this.sections = List.copyOf(sections);
    this.missing = missing;
    Recipe recipe = StudyNetwork.recipe();
    this.network =
        NetworkTable.table("The study's network", recipe, results.data().labels().size());
  }

  /** Writes the three files into the folder, which already contains the figures. */
  void write(Path folder) throws IOException {
    String markdown = markdown();
    Files.writeString(folder.resolve("results.csv"), csv());
    Files.writeString(folder.resolve("report.md"), markdown);
    Files.writeString(folder.resolve("report.html"), HtmlReport.html(TITLE, markdown, folder));
  }

  private String markdown() {
    StringBuilder md = new StringBuilder("# " + TITLE + "\n\n");
    if (results.budget().quick()) {
      md.append(
          "> **A quick run, not a reproduction.** It uses few faces and two or three epochs, so its"
              + " figures say nothing about the study.\n\n");
    }
    md.append(
        "Zhaksylyk and Daribayev (Al-Farabi Kazakh National University), *Application of the"
            + " machine-learning algorithm for human emotions recognition*, train a convolutional"
            + " network on FER-2013. This report tests each of the study's claims.\n\n");
    md.append("## What came out\n\n");
    md.append(Table.line(List.of("verdict", "claim", "measured", "holds if", "experiment")));
    md.append(Table.line(List.of(":---", ":---", "---:", ":---", ":---")));
    for (Section section : sections) {
      for (Claim claim : section.claims()) {
        md.append(
            Table.line(
                List.of(
                    // First, so that it is visible on a phone without scrolling.
                    "**" + claim.verdict().label() + "**",
                    claim.statement(),
                    claim.measured().text(),
                    claim.range(),
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
        "*Formula* is the study's (w, h) = (mW − kW + 1, mH − kH + 1). Multiply-adds are per face;"
            + " dropout, ReLU and pooling count as zero. The study gives no sizes: the numbers of"
            + " kernels and neurons, the kernel size of 3×3 pixels, the dropout rate, the learning"
            + " rate and the batch size are Sezim's choice (`recipes/paper-cnn.yaml`).\n\n");
    for (Section section : sections) {
      md.append("## ").append(section.title()).append("\n\n");
      md.append("> ").append(section.study()).append("\n\n");
      for (Claim claim : section.claims()) {
        md.append("- ").append(claim.statement()).append(": ").append(claim.measured().text());
        md.append(" **").append(claim.verdict().label()).append("**\n");
      }
      md.append(section.claims().isEmpty() ? "" : "\n");
      md.append(trainings(section)).append("\n\n");
      section.blocks().forEach(block -> md.append(block.markdown()).append('\n'));
    }
    md.append("## Repeat it\n\n").append(repeat());
    return md.toString();
  }

  /** The trainings and seeds from which a section's numbers are computed. */
  private String trainings(Section section) {
    Experiment experiment =
        Experiments.ALL.stream()
            .filter(e -> e.name().equals(section.name()))
            .findFirst()
            .orElseThrow();
    List<String> groups =
        experiment.groups(results.budget()).stream()
            .map(group -> "`" + group.name() + "`, " + results.seeds(group.name()))
            .toList();
    return "Trainings: " + String.join("; ", groups) + ".";
  }

  private String howToRead() {
    return "A claim is expressed as a range for one number. It **holds** if the number's whole 95 %"
        + " interval is inside the range, it **does not hold** if the whole interval is outside, and"
        + " otherwise it **cannot be told**. All verdicts are computed by this rule.\n\n"
        + "A number is the mean over the seeds. The number of seeds is "
        + results.budget().seeds().size()
        + " for the experiments that the study's figures rest on (the first five), "
        + results.budget().sideSeeds().size()
        + " for the other comparisons. The interval, in brackets, combines two sources, whose"
        + " half-widths are added in quadrature. Seeds: Student's t on the standard deviation between"
        + " seeds, pooled over all trainings of this report that have several seeds; a training with"
        + " one seed therefore has an interval too, based on the spread of the others. Faces: the"
        + " normal approximation for a share of that many faces. In a difference, the two sides are"
        + " treated as independent, which makes the interval wider than necessary, since both use the"
        + " same faces. Numbers without an interval are counts, or come from one seed without other"
        + " trainings to compare it with. Times are medians over the epochs, with the quartiles in"
        + " brackets; other work on the machine affects them.\n\n"
        + "Validation uses PublicTest, in float32, without dropout. Training uses bfloat16 where the"
        + " recipe says so (all but the perceptron). No epoch and, in the searches, no learning rate"
        + " was chosen by its result on PublicTest; *Where it errs* is the exception and says"
        + " so.\n\n";
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
        "The same data, seeds, versions and type of processor give the same numbers, except for"
            + " times, with any number of cores. Another type of processor adds in another order,"
            + " which changes a single run about as much as another seed.\n");
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
        for (Claim claim : section.claims()) {
          csv.writeRecord(
              line(
                  List.of(section.name(), "claims", claim.statement(), "measured"),
                  claim.measured(),
                  claim.verdict().label()));
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
