package org.sezim.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.OptionalLong;

/**
 * The inputs in order, with read-ahead on demand up to a limit, so that the folder tree is walked
 * once and memory stays bounded. Not thread-safe.
 */
final class InputQueue implements Iterator<Input> {
  /** This many inputs take about 40 MB. */
  private static final int MAX_AHEAD = 100_000;

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

  /** The number of all inputs, including those taken; empty while the end is out of reach. */
  OptionalLong total() {
    return seesEnd() ? OptionalLong.of(taken + ahead.size()) : OptionalLong.empty();
  }

  /** Reads ahead; returns true if a video is among the inputs read ahead. */
  boolean seesVideo() {
    seesEnd();
    return ahead.stream().anyMatch(Input.Video.class::isInstance);
  }

  /** Reads ahead; returns true if that reaches the end. */
  boolean seesEnd() {
    while (ahead.size() < MAX_AHEAD && inputs.hasNext()) {
      ahead.add(inputs.next());
    }
    return ahead.size() < MAX_AHEAD || !inputs.hasNext();
  }
}
