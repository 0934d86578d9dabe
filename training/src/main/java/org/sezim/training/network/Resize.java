package org.sezim.training.network;

import static org.bytedeco.pytorch.global.torch.adaptive_avg_pool2d;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.sezim.internal.Require;
import org.sezim.training.onnx.OnnxGraph;

/**
 * Shrinks maps: each output pixel is the mean of the input pixels that it covers; partly covered
 * pixels count in full (libtorch's {@code adaptive_avg_pool2d}).
 *
 * @param size side of the output in pixels
 */
@JsonTypeName("resize")
public record Resize(int size) implements Layer {
  /** Checks the setting. */
  public Resize {
    Require.atLeast("size", size, 1);
  }

  @Override
  public Shape output(Shape input) {
    input.requireMaps(kind(), size);
    return Shape.maps(input.channels(), size, size);
  }

  @Override
  public Tensor forward(Tensor input, List<Tensor> weights, GeneratorOptional random) {
    return adaptive_avg_pool2d(input, size, size);
  }

  /**
   * ONNX has no adaptive pooling; the product rows · map · columns with averaging matrices is
   * equal.
   */
  @Override
  public String export(OnnxGraph graph, String input, Shape shape, List<Parameter> weights) {
    String rows = graph.constant("rows", means(shape.height(), false), size, shape.height());
    String columns = graph.constant("columns", means(shape.width(), true), shape.width(), size);
    return graph.add("MatMul", List.of(graph.add("MatMul", List.of(rows, input)), columns));
  }

  /** The averaging matrix {@code [size,from]}, or its transpose. */
  private float[] means(int from, boolean transposed) {
    float[] matrix = new float[size * from];
    for (int i = 0; i < size; i++) {
      int first = i * from / size;
      int end = ((i + 1) * from + size - 1) / size;
      for (int j = first; j < end; j++) {
        matrix[transposed ? j * size + i : i * from + j] = 1f / (end - first);
      }
    }
    return matrix;
  }
}
