package org.sezim.reproduction;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;
import org.sezim.SezimException;

/**
 * Converts a report's Markdown to one self-contained HTML file: images are embedded, there are no
 * scripts and no external resources, and HTML in the Markdown is escaped. The file is also
 * well-formed XML, so that simple tools can read it. The same input gives the same bytes.
 */
final class HtmlReport {
  /** CSS classes that show a verdict, when it is the whole text in bold, as a badge. */
  private static final Map<String, String> BADGES =
      Map.of(
          "holds", "badge holds",
          "does not hold", "badge fails",
          "cannot be told", "badge unknown");

  private static final Map<String, String> IMAGE_TYPES =
      Map.of("svg", "image/svg+xml", "png", "image/png");

  private static final Pattern NOT_RELATIVE = Pattern.compile("^(/|[A-Za-z][A-Za-z0-9+.-]*:).*");

  private static final String STYLE = style();

  private HtmlReport() {}

  /**
   * Returns the HTML page of a report.
   *
   * @param title the page title; also the heading if the Markdown has no heading of level 1
   * @param markdown the report, with tables in GitHub's syntax
   * @param folder base of the images' relative paths
   * @throws SezimException if an image is not a file there, or is neither SVG nor PNG
   */
  static String html(String title, String markdown, Path folder) {
    List<Extension> extensions = List.of(TablesExtension.create());
    Node document = Parser.builder().extensions(extensions).build().parse(markdown);
    Blocks blocks = new Blocks();
    document.accept(blocks);
    HtmlRenderer renderer =
        HtmlRenderer.builder()
            .extensions(extensions)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .nodeRendererFactory(BlockRenderer::new)
            .attributeProviderFactory(context -> new Attributes(blocks.ids, folder))
            .build();
    String heading = blocks.titled ? "" : "<h1>" + escaped(title) + "</h1>\n";
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" \
        content="default-src 'none'; img-src data:; style-src 'unsafe-inline'" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="data:," />
        <title>"""
        + escaped(title)
        + "</title>\n<style>\n"
        + STYLE
        + "</style>\n</head>\n<body>\n"
        + "<a class=\"skip\" href=\"#main\">Skip to the report</a>\n"
        + contents(blocks.sections)
        + "<main id=\"main\" tabindex=\"-1\">\n"
        + heading
        + renderer.render(document)
        + "</main>\n</body>\n</html>\n";
  }

  private static String contents(Map<Heading, String> sections) {
    if (sections.isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder();
    html.append("<nav class=\"contents\" aria-label=\"Contents\">\n<ul>\n");
    for (Map.Entry<Heading, String> section : sections.entrySet()) {
      html.append("<li><a href=\"#")
          .append(escaped(section.getValue()))
          .append("\">")
          .append(escaped(text(section.getKey())))
          .append("</a></li>\n");
    }
    return html.append("</ul>\n</nav>\n").toString();
  }

  /** The text of a node, without its formatting. */
  private static String text(Node node) {
    StringBuilder text = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text part) {
            text.append(part.getLiteral());
          }

          @Override
          public void visit(Code part) {
            text.append(part.getLiteral());
          }

          @Override
          public void visit(SoftLineBreak part) {
            text.append(' ');
          }

          @Override
          public void visit(HardLineBreak part) {
            text.append(' ');
          }
        });
    return text.toString();
  }

  private static String escaped(String text) {
    StringBuilder html = new StringBuilder();
    new HtmlWriter(html).text(text);
    return html.toString();
  }

  private static String dataUri(Path folder, String target) {
    if (NOT_RELATIVE.matcher(target).matches()) {
      throw new SezimException(
          target, "expected an image path relative to the report, which fetches nothing");
    }
    Path file = folder.resolve(target);
    String extension = target.substring(target.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String type = IMAGE_TYPES.get(extension);
    if (type == null) {
      throw new SezimException(file.toString(), "expected an image, .svg or .png");
    }
    try {
      // Base64 for SVG as well: its quotes and hashes would otherwise have to be escaped.
      return "data:"
          + type
          + ";base64,"
          + Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    } catch (IOException e) {
      throw SezimException.unreadable(file, e);
    }
  }

  private static String style() {
    try (InputStream css = HtmlReport.class.getResourceAsStream("page.css")) {
      if (css == null) {
        throw new AssertionError("page.css is missing beside this class");
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A table in a box that scrolls horizontally, so that the page does not. */
  private static final class WideTable extends CustomBlock {
    private final String label;

    WideTable(String label) {
      this.label = label;
    }
  }

  /** The images of a paragraph that contains nothing else. */
  private static final class Figures extends CustomBlock {}

  /** Assigns ids to headings, and wraps tables and paragraphs of images in blocks of their own. */
  private static final class Blocks extends AbstractVisitor {
    final Map<Heading, String> ids = new HashMap<>();

    /** The headings of level 2, in their order, with their ids. */
    final Map<Heading, String> sections = new LinkedHashMap<>();

    boolean titled;

    private final IdGenerator generator = IdGenerator.builder().build();
    private String heading = "";
    private int tables;

    Blocks() {
      // Used by the page itself, so that a heading "Main" becomes main-1.
      generator.generateId("main");
    }

    @Override
    public void visit(Heading node) {
      heading = text(node);
      String id = generator.generateId(heading);
      ids.put(node, id);
      titled |= node.getLevel() == 1;
      if (node.getLevel() == 2) {
        sections.put(node, id);
      }
    }

    @Override
    public void visit(CustomBlock node) {
      if (node instanceof TableBlock) {
        tables++;
        String label = "Table " + tables + (heading.isEmpty() ? "" : ": " + heading);
        WideTable box = new WideTable(label);
        node.insertBefore(box);
        box.appendChild(node);
      } else {
        visitChildren(node);
      }
    }

    @Override
    public void visit(Paragraph node) {
      if (!onlyImages(node)) {
        return;
      }
      Figures figures = new Figures();
      node.insertBefore(figures);
      for (Node child = node.getFirstChild(); child != null; child = node.getFirstChild()) {
        if (child instanceof Image) {
          figures.appendChild(child);
        } else {
          child.unlink();
        }
      }
      node.unlink();
    }

    private static boolean onlyImages(Paragraph node) {
      boolean images = false;
      for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
        if (child instanceof Image) {
          images = true;
        } else if (!(child instanceof SoftLineBreak)
            && !(child instanceof HardLineBreak)
            && !(child instanceof Text space && space.getLiteral().isBlank())) {
          return false;
        }
      }
      return images;
    }
  }

  /** Renders the blocks that {@link Blocks} adds. */
  private static final class BlockRenderer implements NodeRenderer {
    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;

    BlockRenderer(HtmlNodeRendererContext context) {
      this.context = context;
      this.html = context.getWriter();
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(WideTable.class, Figures.class);
    }

    @Override
    public void render(Node node) {
      html.line();
      if (node instanceof WideTable table) {
        // Focusable and labeled, for scrolling by keyboard and for screen readers.
        html.raw("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"");
        html.text(table.label);
        html.raw("\">");
        context.render(table.getFirstChild());
        html.line();
        html.raw("</div>");
      } else if (node.getFirstChild() == node.getLastChild()) {
        figure((Image) node.getFirstChild());
      } else {
        html.raw("<div class=\"figures\">");
        for (Node image = node.getFirstChild(); image != null; image = image.getNext()) {
          html.line();
          figure((Image) image);
        }
        html.line();
        html.raw("</div>");
      }
      html.line();
    }

    private void figure(Image image) {
      html.raw("<figure>");
      context.render(image);
      String caption = image.getTitle();
      if (caption != null && !caption.isBlank()) {
        html.raw("<figcaption>");
        html.text(caption);
        html.raw("</figcaption>");
      }
      html.raw("</figure>");
    }
  }

  /** Sets ids, image data, badges, and table and code attributes. */
  private static final class Attributes implements AttributeProvider {
    private final Map<Heading, String> ids;
    private final Path folder;

    Attributes(Map<Heading, String> ids, Path folder) {
      this.ids = ids;
      this.folder = folder;
    }

    @Override
    public void setAttributes(Node node, String tag, Map<String, String> attributes) {
      if (node instanceof Heading heading) {
        attributes.put("id", ids.get(heading));
      } else if (node instanceof Image image) {
        attributes.put("src", dataUri(folder, image.getDestination()));
        if (node.getParent() instanceof Figures) {
          // The caption below the image has the same text.
          attributes.remove("title");
        }
      } else if (node instanceof StrongEmphasis) {
        String badge = BADGES.get(text(node));
        if (badge != null) {
          attributes.put("class", badge);
        }
      } else if (node instanceof TableCell cell) {
        String align = attributes.remove("align");
        if (align != null) {
          attributes.put("class", align);
        }
        if (cell.isHeader()) {
          attributes.put("scope", "col");
        }
      } else if (tag.equals("pre")) {
        attributes.put("tabindex", "0");
      }
    }
  }
}
