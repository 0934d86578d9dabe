package org.sezim.training.network;

import static org.bytedeco.pytorch.global.torch.upsample_nearest2d;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.sezim.training.onnx.OnnxGraph;

/** Nearest-neighbor upsampling: doubles height and width; each value becomes a 2×2 square. */
@JsonTypeName("upsample")
public record Upsampling() implements Layer {
  @Override
  public Shape output(Shape input) {
    input.requireMaps(kind());
    return Shape.maps(input.channels(), 2 * input.height(), 2 * input.width());
  }

  @Override
  public Tensor forward(Tensor input, List<Tensor> weights, GeneratorOptional random) {
    return upsample_nearest2d(input, new long[] {2 * input.size(2), 2 * input.size(3)});
  }

  @Override
  public String export(OnnxGraph graph, String input, Shape shape, List<Parameter> weights) {
    return graph.add(
        "Resize",
        List.of(input, "", graph.constant("scales", new float[] {1, 1, 2, 2}, 4)),
        OnnxGraph.text("mode", "nearest"),
        OnnxGraph.text("coordinate_transformation_mode", "asymmetric"),
        OnnxGraph.text("nearest_mode", "floor"));
  }
}
