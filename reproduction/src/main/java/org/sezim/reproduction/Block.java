package org.sezim.reproduction;

import java.util.List;

/** A part of a section. */
sealed interface Block permits Table, Block.Text, Block.Figures {
  /** As it stands in {@code report.md}, ending in a line break. */
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
   * Pictures side by side.
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
   * A figure, on disk as {@code figures/<name>.svg}.
   *
   * @param name of the file, without its ending
   * @param alt what it shows, for those who cannot see it
   * @param caption below it
   */
  record Figure(String name, String alt, String caption) {}
}
