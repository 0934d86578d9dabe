package org.sezim.reproduction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sezim.SezimException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {
  private static final String SVG =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"4\"/>";
  private static final String REPORT =
      """
      # The study, again

      ## Accuracy & loss

      > The network reaches 65 %.

      Verdict: **does not hold**.

      | network | accuracy |
      | --- | ---: |
      | paper | 61.47 % (59.9–63.0) |

      ![Loss by "epoch"](figures/loss.svg "Loss: lowest at epoch 22 & then up")

      ## Accuracy & loss

      ![One](figures/loss.svg)
      ![Two](figures/face.PNG "A face")

      ## Main
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeImages() throws Exception {
    Files.createDirectories(folder.resolve("figures"));
    Files.writeString(folder.resolve("figures/loss.svg"), SVG);
    Files.write(folder.resolve("figures/face.PNG"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
  }

  private String html(String markdown) {
    return HtmlReport.html("Report <1>", markdown, folder);
  }

  /** The page, parsed as XML. */
  private Document page(String markdown) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html(markdown))));
  }

  private static List<Element> all(Document page, String tag) {
    List<Element> elements = new ArrayList<>();
    NodeList nodes = page.getElementsByTagName(tag);
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static Element one(Document page, String tag) {
    List<Element> elements = all(page, tag);
    assertEquals(1, elements.size(), tag);
    return elements.get(0);
  }

  @Test
  void pageFetchesNothing() throws Exception {
    String html = html(REPORT);
    for (String reference : List.of("http:", "https:", "src=\"figures", "<script", "url(")) {
      assertFalse(html.contains(reference), reference);
    }
    Document page = page(REPORT);
    assertTrue(
        all(page, "meta").stream()
            .anyMatch(
                meta ->
                    meta.getAttribute("http-equiv").equals("Content-Security-Policy")
                        && meta.getAttribute("content")
                            .equals(
                                "default-src 'none'; img-src data:; style-src 'unsafe-inline'")));
    assertEquals("data:,", one(page, "link").getAttribute("href"));
    assertEquals("en", page.getDocumentElement().getAttribute("lang"));
  }

  @Test
  void sameInputGivesSameBytes() {
    assertEquals(html(REPORT), html(REPORT));
  }

  @Test
  void imagesAreInlined() throws Exception {
    Document page = page(REPORT);
    List<Element> images = all(page, "img");
    assertEquals(
        List.of("Loss by \"epoch\"", "One", "Two"),
        images.stream().map(image -> image.getAttribute("alt")).toList());
    assertEquals(
        "data:image/svg+xml;base64,"
            + Base64.getEncoder().encodeToString(SVG.getBytes(StandardCharsets.UTF_8)),
        images.get(0).getAttribute("src"));
    assertEquals("data:image/png;base64,iVBORw==", images.get(2).getAttribute("src"));
    assertEquals(
        List.of("Loss: lowest at epoch 22 & then up", "A face"),
        all(page, "figcaption").stream().map(Element::getTextContent).toList());
    List<Element> figures = all(page, "figure");
    assertEquals(3, figures.size());
    assertEquals("main", figures.get(0).getParentNode().getNodeName());
    assertEquals("figures", ((Element) figures.get(1).getParentNode()).getAttribute("class"));
    assertEquals(figures.get(1).getParentNode(), figures.get(2).getParentNode());
  }

  @Test
  void imageInASentenceStaysInline() throws Exception {
    Document page = page("See ![it](figures/loss.svg \"closely\") here.");
    assertEquals("p", one(page, "img").getParentNode().getNodeName());
    assertEquals("closely", one(page, "img").getAttribute("title"));
    assertTrue(all(page, "figure").isEmpty());
  }

  @Test
  void missingImageIsNamed() {
    SezimException missing =
        assertThrows(SezimException.class, () -> html("![Gone](figures/gone.svg)"));
    assertEquals(folder.resolve("figures/gone.svg").toString(), missing.place());
    assertEquals("no such file", missing.rule());
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://example.org/a.png", "data:image/png,", "/a.png", "//a/b.png"})
  void imagesOutsideTheFolderAreRejected(String target) {
    SezimException rejected =
        assertThrows(SezimException.class, () -> html("![a](" + target + ")"));
    assertEquals(target, rejected.place());
  }

  @Test
  void otherFileTypesAreRejected() {
    SezimException rejected = assertThrows(SezimException.class, () -> html("![a](metrics.csv)"));
    assertEquals("expected an image, .svg or .png", rejected.rule());
  }

  @Test
  void tablesScrollInABox() throws Exception {
    Document page = page(REPORT);
    Element box = (Element) one(page, "table").getParentNode();
    assertEquals("table", box.getAttribute("class"));
    assertEquals("0", box.getAttribute("tabindex"));
    assertEquals("region", box.getAttribute("role"));
    assertEquals("Table 1: Accuracy & loss", box.getAttribute("aria-label"));
    assertEquals(
        List.of("", "right"),
        all(page, "td").stream().map(cell -> cell.getAttribute("class")).toList());
    assertEquals("col", all(page, "th").get(0).getAttribute("scope"));
  }

  @ParameterizedTest
  @CsvSource({
    "holds, badge holds",
    "does not hold, badge fails",
    "cannot be told, badge unknown",
    "Holds, ''",
    "it holds, ''"
  })
  void verdictsAreBadges(String verdict, String badge) throws Exception {
    Element strong = one(page("This **" + verdict + "**."), "strong");
    assertEquals(badge, strong.getAttribute("class"));
    assertEquals(verdict, strong.getTextContent());
  }

  @Test
  void htmlInTheMarkdownIsText() throws Exception {
    String raw = "<script>alert(1)</script>";
    Document page = page(raw + "\n\nand <b onclick=\"x()\">this</b> & that");
    assertTrue(all(page, "script").isEmpty());
    assertTrue(all(page, "b").isEmpty());
    String text = one(page, "main").getTextContent();
    assertTrue(text.contains(raw), text);
    assertTrue(text.contains("<b onclick=\"x()\">this</b> & that"), text);
    assertFalse(html("[a](javascript:alert(1))").contains("javascript:"));
  }

  @Test
  void contentsLinkToTheSections() throws Exception {
    Document page = page(REPORT);
    List<String> ids = all(page, "h2").stream().map(h -> "#" + h.getAttribute("id")).toList();
    List<Element> links = all(page, "a");
    assertEquals("#main", links.get(0).getAttribute("href"));
    assertEquals("main", one(page, "main").getAttribute("id"));
    List<Element> contents = links.subList(1, links.size());
    assertEquals(ids, contents.stream().map(a -> a.getAttribute("href")).toList());
    assertEquals(
        List.of("Accuracy & loss", "Accuracy & loss", "Main"),
        contents.stream().map(Element::getTextContent).toList());
    assertEquals(3, ids.stream().distinct().count());
    assertFalse(ids.contains("#main"));
  }

  @Test
  void titleIsTheHeadingIfThereIsNone() throws Exception {
    Document page = page("Words.");
    assertEquals("Report <1>", one(page, "title").getTextContent());
    assertEquals("Report <1>", one(page, "h1").getTextContent());
    assertNull(page.getElementsByTagName("nav").item(0));
    assertEquals("The study, again", one(page(REPORT), "h1").getTextContent());
  }
}
