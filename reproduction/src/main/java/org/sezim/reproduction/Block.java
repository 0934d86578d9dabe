package org.sezim.reproduction;

import java.util.List;

/** A part of a section: a table, a paragraph or a row of figures. */
sealed interface Block permits Table, Block.Text, Block.Figures {
  /** The Markdown for {@code report.md}, ending in a line break. */
  String markdown();

  /**
   * A paragraph.
   *
   * @param text Markdown
   */
  record Text(String text) implements Block {
    @Override
    public String markdown() {
      return text + "\n";
    }
  }

  /**
   * Figures side by side.
   *
   * @param figures in their order
   */
  record Figures(List<Figure> figures) implements Block {
    static Figures of(Figure... figures) {
      return new Figures(List.of(figures));
    }

    @Override
    public String markdown() {
      StringBuilder md = new StringBuilder();
      for (Figure f : figures) {
        md.append("![").append(f.alt()).append("](figures/").append(f.name()).append(".svg \"");
        md.append(f.caption()).append("\")\n");
      }
      return md.toString();
    }
  }

  /**
   * A figure, stored as {@code figures/<name>.svg}.
   *
   * @param name of the file, without its extension
   * @param alt the text alternative, for readers who cannot see the figure
   * @param caption shown below the figure
   */
  record Figure(String name, String alt, String caption) {}
}
