package org.sezim.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sezim.emotion.EmotionScores;
import org.sezim.face.FaceCrop;

class DynamicBatcherTest {
  private static final List<String> LABELS = List.of("dark", "light");

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
  private final Semaphore begun = new Semaphore(0);
  private final CountDownLatch go = new CountDownLatch(1);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** A uniform face, which {@link #scores} scores by its gray value. */
  private static FaceCrop face(int gray) {
    byte[] pixels = new byte[FaceCrop.PIXELS];
    Arrays.fill(pixels, (byte) gray);
    return FaceCrop.of(pixels);
  }

  private static EmotionScores scores(FaceCrop face) {
    float light = face.pixel(0, 0) / 255f;
    return EmotionScores.of(LABELS, new float[] {1 - light, light});
  }

  /** The first run waits for {@link #go}. */
  private List<EmotionScores> network(List<FaceCrop> faces) {
    begun.release();
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (faces.contains(face(13))) {
      throw new IllegalStateException("unlucky");
    }
    return faces.stream().map(DynamicBatcherTest::scores).toList();
  }

  /** Begins one call per list; the others begin while the first one runs. */
  private List<Future<List<EmotionScores>>> calls(
      DynamicBatcher<FaceCrop, EmotionScores> runs, List<List<FaceCrop>> all)
      throws InterruptedException {
    List<Future<List<EmotionScores>>> calls = new ArrayList<>();
    for (List<FaceCrop> faces : all) {
      Thread[] own = new Thread[1];
      CountDownLatch started = new CountDownLatch(1);
      calls.add(
          threads.submit(
              () -> {
                own[0] = Thread.currentThread();
                started.countDown();
                return runs.run(faces);
              }));
      started.await();
      if (calls.size() == 1) {
        begun.acquire();
      } else {
        // Until it waits in the queue.
        while (own[0].getState() != Thread.State.WAITING) {
          Thread.onSpinWait();
        }
      }
    }
    return calls;
  }

  @Test
  void requestsDuringARunShareTheNext() throws InterruptedException, ExecutionException {
    DynamicBatcher<FaceCrop, EmotionScores> runs = new DynamicBatcher<>(this::network, sizes::add);
    List<List<FaceCrop>> all =
        List.of(
            List.of(face(1)),
            List.of(face(20), face(30)),
            List.of(face(40)),
            List.of(face(50), face(60), face(70)));
    List<Future<List<EmotionScores>>> calls = calls(runs, all);
    go.countDown();
    for (int i = 0; i < all.size(); i++) {
      assertEquals(
          all.get(i).stream().map(DynamicBatcherTest::scores).toList(), calls.get(i).get(), "" + i);
    }
    assertEquals(List.of(1, 6), sizes);
  }

  @Test
  void failureReachesAllRequestsOfItsRunOnly() throws InterruptedException, ExecutionException {
    DynamicBatcher<FaceCrop, EmotionScores> runs = new DynamicBatcher<>(this::network, sizes::add);
    List<Future<List<EmotionScores>>> calls =
        calls(runs, List.of(List.of(face(1)), List.of(face(13)), List.of(face(2))));
    go.countDown();
    assertEquals(List.of(scores(face(1))), calls.get(0).get());
    assertThrows(ExecutionException.class, () -> calls.get(1).get());
    assertThrows(ExecutionException.class, () -> calls.get(2).get());
    assertEquals(List.of(scores(face(2))), runs.run(List.of(face(2))));
    assertEquals(List.of(1, 1), sizes);
  }

  @Test
  void noFacesNeedNoRun() {
    DynamicBatcher<FaceCrop, EmotionScores> runs = new DynamicBatcher<>(this::network, sizes::add);
    assertEquals(List.of(), runs.run(List.of()));
    assertEquals(List.of(), sizes);
  }
}
