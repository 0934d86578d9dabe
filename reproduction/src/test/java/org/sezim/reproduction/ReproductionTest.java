package org.sezim.reproduction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.SezimException;
import org.sezim.dataset.DatasetOptions;
import org.sezim.dataset.FaceDataset;
import org.sezim.testing.TinyFer;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A whole quick reproduction on synthetic faces. */
class ReproductionTest {
  private static final Pattern FIGURE = Pattern.compile("!\\[[^]]*]\\((figures/[^ ]*)\\.svg ");

  @TempDir static Path folder;
  private static FaceDataset data;
  private static Path out;
  private static final List<String> FINISHED = new ArrayList<>();

  @BeforeAll
  static void reproduce() throws IOException {
    TinyFer.write(folder.resolve("tiny.csv"), 140, 70, 35, 1);
    data = FaceDataset.read(folder.resolve("tiny.csv"), DatasetOptions.defaults());
    out = folder.resolve("out");
    ReproductionListener listener =
        new ReproductionListener() {
          @Override
          public synchronized void finished(String run, String outcome) {
            FINISHED.add(run);
          }
        };
    Reproduction.Outcome outcome = run(out, List.of(), 2, listener);
    assertTrue(outcome.failures().isEmpty(), outcome.failures().toString());
    assertEquals(Optional.of(out.resolve("report.html")), outcome.report());
  }

  private static Reproduction.Outcome run(
      Path to, List<String> only, int jobs, ReproductionListener listener) throws IOException {
    Reproduction.Settings settings =
        new Reproduction.Settings(to, only, true, jobs, "sezim reproduce --quick");
    return Reproduction.run(data, settings, listener, () -> false);
  }

  private static List<NamedCsvRecord> results() throws IOException {
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().ofNamedCsvRecord(out.resolve("results.csv"))) {
      return csv.stream().toList();
    }
  }

  @Test
  void everyTrainingRunsOnce() {
    assertEquals(35, FINISHED.size());
    assertEquals(35, FINISHED.stream().distinct().count());
  }

  @Test
  void everyFigureExists() throws Exception {
    Matcher figures = FIGURE.matcher(Files.readString(out.resolve("report.md")));
    int found = 0;
    while (figures.find()) {
      found++;
      Path svg = out.resolve(figures.group(1) + ".svg");
      assertTrue(Files.readString(svg).startsWith("<svg"), svg.toString());
    }
    assertEquals(22, found);
  }

  @Test
  void everyExperimentAndEveryLayerHasItsNumbers() throws Exception {
    List<String> experiments = results().stream().map(r -> r.getField("experiment")).toList();
    for (String name : Reproduction.experiments()) {
      assertTrue(experiments.contains(name), name);
    }
    assertEquals(
        2, // PrivateTest after both numbers of epochs
        results().stream()
            .filter(r -> r.getField("row").startsWith("PrivateTest"))
            .filter(r -> r.getField("table").equals("claims"))
            .count());
  }

  /** Every number of the CSV is on the page, formatted from its value. */
  @Test
  void pageShowsTheNumbersOfTheCsv() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    Element page =
        factory
            .newDocumentBuilder()
            .parse(out.resolve("report.html").toFile())
            .getDocumentElement();
    List<String> shown = new ArrayList<>();
    NodeList rows = page.getElementsByTagName("tr");
    for (int i = 0; i < rows.getLength(); i++) {
      Element row = (Element) rows.item(i);
      NodeList cells = row.getElementsByTagName("td");
      for (int c = 0; c < cells.getLength(); c++) {
        shown.add(cells.item(c).getTextContent().strip());
      }
    }
    List<NamedCsvRecord> results = results();
    assertTrue(results.size() > 200, "found " + results.size());
    for (NamedCsvRecord r : results) {
      String text = r.getField("shown");
      assertTrue(shown.contains(text), text + " is not on the page");
      Unit unit = Unit.valueOf(r.getField("unit").toUpperCase(Locale.ROOT));
      assertTrue(
          text.startsWith(unit.format(Double.parseDouble(r.getField("value")))),
          r.getField("value") + " is formatted as " + text);
    }
    String text = page.getTextContent();
    for (NamedCsvRecord r : results) {
      if (r.getField("table").equals("claims")) {
        assertTrue(text.contains(r.getField("row")), r.getField("row"));
        assertTrue(
            Stream.of(Verdict.values()).anyMatch(v -> v.label().equals(r.getField("verdict"))));
      }
    }
  }

  @Test
  void quickReportHasANotice() throws Exception {
    for (String name : List.of("report.md", "report.html")) {
      assertTrue(
          Files.readString(out.resolve(name)).contains("A quick run, not a reproduction"), name);
    }
  }

  @Test
  void secondCallTrainsNothingAndWritesTheSame() throws Exception {
    byte[] report = Files.readAllBytes(out.resolve("report.html"));
    byte[] results = Files.readAllBytes(out.resolve("results.csv"));
    AtomicInteger trained = new AtomicInteger();
    ReproductionListener listener =
        new ReproductionListener() {
          @Override
          public void start(long work, long workDone, int runs, int runsDone) {
            assertEquals(work, workDone);
            assertEquals(35, runsDone);
          }

          @Override
          public void step(long work) {
            trained.incrementAndGet();
          }
        };
    run(out, List.of(), 2, listener);
    assertEquals(0, trained.get());
    assertArrayEquals(report, Files.readAllBytes(out.resolve("report.html")));
    assertArrayEquals(results, Files.readAllBytes(out.resolve("results.csv")));
  }

  /** One job, stopped repeatedly, gives the same bytes as two jobs without a stop. */
  @Test
  void stoppedRunsResumeBitForBitWithAnyNumberOfJobs() throws Exception {
    Path stopped = folder.resolve("stopped");
    Reproduction.Settings settings =
        new Reproduction.Settings(stopped, List.of("cnn-50"), true, 1, "repeated");
    int calls = 0;
    Optional<Path> report = Optional.empty();
    while (report.isEmpty()) {
      AtomicInteger steps = new AtomicInteger(5);
      report =
          Reproduction.run(
                  data, settings, ReproductionListener.NONE, () -> steps.decrementAndGet() <= 0)
              .report();
      calls++;
      assertTrue(calls < 30, "no progress between stops");
    }
    assertTrue(calls > 3, "it was stopped only " + calls + " times");
    for (String run : List.of("cnn-30-seed-1", "cnn-50-seed-2")) {
      for (String file : List.of("metrics.csv", "gradients.csv", "model.onnx", "last.csv")) {
        assertArrayEquals(
            Files.readAllBytes(out.resolve("runs").resolve(run).resolve(file)),
            Files.readAllBytes(stopped.resolve("runs").resolve(run).resolve(file)),
            run + " " + file);
      }
    }
    String md = Files.readString(stopped.resolve("report.md"));
    assertTrue(md.contains("Not in this report: perceptron, training of "), md);
    assertFalse(md.contains("## Dropout"));
  }

  @Test
  void folderOfOtherDataIsRejected() throws Exception {
    TinyFer.write(folder.resolve("other.csv"), 140, 70, 0, 2);
    FaceDataset other = FaceDataset.read(folder.resolve("other.csv"), DatasetOptions.defaults());
    Reproduction.Settings settings =
        new Reproduction.Settings(out, List.of("cnn-30"), true, 1, "repeated");
    SezimException e =
        assertThrows(
            SezimException.class,
            () -> Reproduction.run(other, settings, ReproductionListener.NONE, () -> false));
    assertTrue(
        e.getMessage().contains("expected a run on Training 140, PublicTest 70, Priv"),
        e.getMessage());
    assertTrue(e.getMessage().endsWith("choose another --out"), e.getMessage());
    Reproduction.Settings full =
        new Reproduction.Settings(out, List.of("cnn-30"), false, 1, "repeated");
    assertTrue(
        assertThrows(
                SezimException.class,
                () -> Reproduction.run(data, full, ReproductionListener.NONE, () -> false))
            .getMessage()
            .contains("expected a run of recipe paper-cnn as planned, found another"));
  }

  @Test
  void unknownExperimentsAreNamed() {
    assertEquals(
        "only: expected some of " + String.join(", ", Reproduction.experiments()) + ", found cnn",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Reproduction.Settings(out, List.of("cnn"), true, 1, ""))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Reproduction.Settings(out, List.of(), true, 0, ""));
  }
}
