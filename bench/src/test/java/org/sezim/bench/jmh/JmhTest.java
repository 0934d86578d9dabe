package org.sezim.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs each benchmark once without JMH, and checks that JMH finds it. */
class JmhTest {
  @Test
  void jmhKnowsEveryBenchmark() throws IOException {
    try (InputStream list = JmhTest.class.getResourceAsStream("/META-INF/BenchmarkList")) {
      assertNotNull(list, "written by JMH's annotation processor");
      String text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
      for (Class<?> benchmark :
          List.of(FaceCropBenchmark.class, FaceDetectorBenchmark.class, PhotoBenchmark.class)) {
        assertEquals(
            1, text.lines().filter(l -> l.contains(benchmark.getName() + " ")).count(), text);
      }
    }
  }

  @Test
  void crops() {
    FaceCropBenchmark benchmark = new FaceCropBenchmark();
    benchmark.side = 200;
    assertNotNull(benchmark.crop());
  }

  @Test
  void converts() {
    PhotoBenchmark benchmark = new PhotoBenchmark();
    for (String type : List.of("3BYTE_BGR", "INT_RGB", "INT_ARGB", "BYTE_GRAY")) {
      benchmark.type = type;
      benchmark.makeImage();
      assertEquals(1280, benchmark.convert().width());
    }
  }

  @Test
  void detects() {
    FaceDetectorBenchmark benchmark = new FaceDetectorBenchmark();
    benchmark.width = 320;
    benchmark.makePhoto();
    assertEquals(List.of(), benchmark.detect());
    benchmark.close();
  }
}
