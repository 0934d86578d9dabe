package org.sezim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InputQueueTest {
  private final AtomicInteger walked = new AtomicInteger();

  private InputQueue queue(int photos) {
    Stream<Input> inputs =
        IntStream.range(0, photos)
            .mapToObj(i -> Input.of(Path.of(i + ".png"), Path.of(i + ".png")));
    Input video = Input.of(Path.of("last.mp4"), Path.of("last.mp4"));
    return new InputQueue(
        Stream.concat(inputs, Stream.of(video)).peek(input -> walked.incrementAndGet()).iterator());
  }

  @Test
  void nothingIsReadAheadUnlessSomebodyAsks() {
    InputQueue queue = queue(1000);
    assertEquals(Path.of("0.png"), queue.next().name());
    assertTrue(walked.get() <= 2, walked + " walked");
    assertEquals(OptionalLong.of(1001), queue.total());
    assertEquals(1001, walked.get());
    assertTrue(queue.seesVideo());
    for (int i = 1; i <= 1000; i++) {
      assertEquals(OptionalLong.of(1001), queue.total());
      assertEquals(Path.of(i < 1000 ? i + ".png" : "last.mp4"), queue.next().name());
    }
    assertFalse(queue.hasNext());
    assertEquals(OptionalLong.of(1001), queue.total());
    assertEquals(1001, walked.get());
  }

  @Test
  void ofMillionsOnlySomeAreInMemory() {
    InputQueue queue = queue(120_000);
    assertEquals(OptionalLong.empty(), queue.total());
    assertFalse(queue.seesVideo());
    assertFalse(queue.seesEnd());
    assertTrue(walked.get() <= 100_001, walked + " walked");
    for (int i = 0; i < 30_000; i++) {
      queue.next();
    }
    assertEquals(OptionalLong.of(120_001), queue.total());
    assertTrue(queue.seesVideo());
  }
}
