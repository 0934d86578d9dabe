package org.sezim.reproduction;

import java.util.List;
import org.sezim.training.network.Convolution;
import org.sezim.training.network.Layer;
import org.sezim.training.network.MaxPooling;

/**
 * The receptive fields of the units of one layer, along one axis of the face. The center of unit
 * i's field is at start + i·step.
 *
 * @param start center of the first unit's field, in pixels from the face's edge
 * @param step distance between the centers of neighboring units, in pixels
 * @param size side of a field in pixels
 */
record ReceptiveField(double start, double step, int size) {
  /** The fields of the units of the last of the given layers. */
  static ReceptiveField of(List<Layer> layers) {
    double start = 0.5;
    double step = 1;
    double field = 1;
    for (Layer layer : layers) {
      int size = 1;
      int stride = 1;
      int padding = 0;
      if (layer instanceof Convolution c) {
        size = c.kernel();
        stride = c.stride();
        padding = c.padding();
      } else if (layer instanceof MaxPooling p) {
        size = p.size();
        stride = p.size();
      }
      start += ((size - 1) / 2.0 - padding) * step;
      field += (size - 1) * step;
      step *= stride;
    }
    return new ReceptiveField(start, step, (int) field);
  }

  /** The center of a unit's field, in pixels from the face's edge. */
  double center(int unit) {
    return start + unit * step;
  }
}
