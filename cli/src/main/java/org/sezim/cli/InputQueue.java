package org.sezim.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.OptionalLong;

/**
 * Inputs in their order, read ahead only when somebody asks what is to come, and then up to a
 * bound: so that the tree is walked once, and memory stays bounded. Not for use by several threads.
 */
final class InputQueue implements Iterator<Input> {
  /** They take about 40 MB. */
  private static final int MOST_AHEAD = 100_000;

  private final Iterator<Input> inputs;
  private final Deque<Input> ahead = new ArrayDeque<>();
  private long taken;

  InputQueue(Iterator<Input> inputs) {
    this.inputs = inputs;
  }

  @Override
  public boolean hasNext() {
    return !ahead.isEmpty() || inputs.hasNext();
  }

  @Override
  public Input next() {
    Input next = ahead.isEmpty() ? inputs.next() : ahead.remove();
    taken++;
    return next;
  }

  /** How many inputs there are, those taken included; empty while the end is too far to be seen. */
  OptionalLong total() {
    return seesEnd() ? OptionalLong.of(taken + ahead.size()) : OptionalLong.empty();
  }

  /** Whether one of the inputs that can be seen is a film. */
  boolean seesFilm() {
    seesEnd();
    return ahead.stream().anyMatch(Input.Moving.class::isInstance);
  }

  /** Reads ahead; whether that is to the end. */
  boolean seesEnd() {
    while (ahead.size() < MOST_AHEAD && inputs.hasNext()) {
      ahead.add(inputs.next());
    }
    return ahead.size() < MOST_AHEAD || !inputs.hasNext();
  }
}
