package org.sezim.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sezim.SezimException;
import org.sezim.bench.report.Format;
import org.sezim.bench.report.MarkedText;
import org.sezim.bench.report.Quantile;
import org.sezim.bench.report.Table;
import org.sezim.evaluation.Interval;

/** Intervals, bootstrap, tables and marked text. */
class FiguresTest {
  @Test
  void wilsonInterval() {
    Interval interval = Interval.ofShare(8, 10);
    assertEquals(0.4902, interval.low(), 1e-4);
    assertEquals(0.9433, interval.high(), 1e-4);
    assertEquals(1, Interval.ofShare(10, 10).high(), 1e-9);
    assertEquals(0, Interval.ofShare(0, 10).low(), 1e-9);
    assertEquals("80.0 % (49.0–94.3)", Format.percentWithin(8, 10));
    assertEquals("–", Format.percentWithin(0, 0));
  }

  @Test
  void quantilesInterpolate() {
    double[] values = {4, 1, 3, 2};
    assertEquals(2.5, Quantile.of(values, 0.5), 1e-9);
    assertEquals(1.75, Quantile.of(values, 0.25), 1e-9);
    assertEquals(4, Quantile.of(values, 1), 1e-9);
    assertEquals("2.5 (1.8–3.3)", Format.quartiles(values, 1));
  }

  @Test
  void theClassMeanWeighsEmotionsEqually() {
    StratifiedBootstrap answers =
        new StratifiedBootstrap(
            Map.of("happy", List.of(1, 1, 1, 1, 1, 1, 0, 0), "fear", List.of(0, 1)));
    assertEquals(10, answers.size());
    assertEquals(0.7, answers.mean(), 1e-9);
    assertEquals(0.625, answers.classMean(), 1e-9);
    assertEquals(answers.meanInterval(), answers.meanInterval());
    Interval interval = answers.meanInterval();
    assertEquals(true, interval.low() < 0.7 && interval.high() > 0.7, interval.toString());
  }

  @Test
  void pairedDifference() {
    StratifiedBootstrap one =
        new StratifiedBootstrap(Map.of("happy", List.of(1, 1, 0, 0), "fear", List.of(1)));
    StratifiedBootstrap two =
        new StratifiedBootstrap(Map.of("happy", List.of(1, 0, 0, 1), "fear", List.of(0)));
    assertEquals(0.2, one.minus(two).mean(), 1e-9);
    assertEquals(0.5, one.minus(two).classMean(), 1e-9);
    assertEquals(new Interval(0, 0), one.minus(one).meanInterval());
    StratifiedBootstrap other = new StratifiedBootstrap(Map.of("happy", List.of(1)));
    assertThrows(IllegalArgumentException.class, () -> one.minus(other));
  }

  @Test
  void tablesAreMarkdown() {
    Table table = new Table("a", "long name");
    table.add("1234", "é");
    assertEquals(
        "| a    | long name |\n| ---- | --------- |\n| 1234 | é         |\n", table.toString());
    assertThrows(IllegalArgumentException.class, () -> table.add("1"));
  }

  @Test
  void theMarkedPartIsReplaced() {
    String text = "x\n<!-- bench:a -->\nold\n<!-- /bench:a -->\ny\n";
    assertEquals(
        "x\n<!-- bench:a -->\nnew\n<!-- /bench:a -->\ny\n",
        MarkedText.replace("f.md", text, "a", "new\n"));
    assertEquals(
        "f.md: expected lines <!-- bench:b --> and <!-- /bench:b -->",
        assertThrows(SezimException.class, () -> MarkedText.replace("f.md", text, "b", ""))
            .getMessage());
  }
}
