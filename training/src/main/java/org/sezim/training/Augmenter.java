package org.sezim.training;

import static org.bytedeco.pytorch.global.torch.affine_grid_generator;
import static org.bytedeco.pytorch.global.torch.arange;
import static org.bytedeco.pytorch.global.torch.avg_pool2d;
import static org.bytedeco.pytorch.global.torch.empty;
import static org.bytedeco.pytorch.global.torch.grid_sampler;
import static org.bytedeco.pytorch.global.torch.stack;
import static org.bytedeco.pytorch.global.torch.upsample_bilinear2d;

import java.util.SplittableRandom;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.sezim.face.FaceCrop;
import org.sezim.training.network.Network;
import org.sezim.training.recipe.Augmentation;

/**
 * Augmentation of batches of faces by a recipe's settings, in a few operations on the whole batch.
 * Pixels from outside a face repeat its edge. Not thread-safe.
 */
final class Augmenter {
  private static final int SIDE = FaceCrop.SIZE;

  // Constants of grid_sampler.
  private static final int BILINEAR = 0;
  private static final int BORDER = 1;

  private final Augmentation settings;
  private final GeneratorOptional random;
  private final SplittableRandom ratios;

  /**
   * Creates an augmenter.
   *
   * @param seed of all random numbers
   */
  Augmenter(Augmentation settings, long seed) {
    this.settings = settings;
    this.random = Network.random(seed);
    this.ratios = new SplittableRandom(seed);
  }

  /**
   * Returns an augmented copy.
   *
   * @param batch uint8 faces {@code [N,48,48]}
   * @return float faces, 0–255, of the same shape; mixup also mixes the targets, the labels are
   *     those of the larger part
   */
  FaceBatch apply(FaceBatch batch) {
    if (settings.equals(Augmentation.NONE)) {
      return batch;
    }
    Tensor faces = batch.pixels().to(ScalarType.Float).unsqueeze(1);
    faces = warp(faces);
    faces = blur(faces);
    faces = addContrastAndNoise(faces);
    faces = erase(faces);
    FaceBatch changed =
        new FaceBatch(faces.squeeze(1).clamp_(gray(0), gray(255)), batch.targets(), batch.labels());
    return settings.mixup() > 0 ? mix(changed) : changed;
  }

  private static ScalarOptional gray(int value) {
    return new ScalarOptional(new Scalar(value));
  }

  /** Draws one value per face, {@code [N,1,1,1]}. */
  private Tensor draw(long n, double from, double to) {
    return empty(n, 1, 1, 1).uniform_(from, to, random);
  }

  /** Chooses a share of the faces: 1 for the chosen, 0 for the others, {@code [N,1,1,1]}. */
  private Tensor chosen(long n, double share) {
    return draw(n, 0, 1).lt(new Scalar(share)).to(ScalarType.Float);
  }

  private Tensor warp(Tensor faces) {
    long n = faces.size(0);
    Tensor angle = draw(n, -1, 1).mul(new Scalar(Math.toRadians(settings.rotation()))).reshape(n);
    Tensor factor = draw(n, -1, 1).mul(new Scalar(Math.log1p(settings.scale()))).exp().reshape(n);
    // The grid is 2 wide, so a share of the width is twice that in grid units.
    Tensor x = draw(n, -1, 1).mul(new Scalar(2 * settings.shift())).reshape(n);
    Tensor y = draw(n, -1, 1).mul(new Scalar(2 * settings.shift())).reshape(n);
    Tensor mirror =
        chosen(n, settings.flip() ? 0.5 : 0).mul(new Scalar(-2.0)).add(new Scalar(1)).reshape(n);
    Tensor cos = angle.cos().mul(factor);
    Tensor sin = angle.sin().mul(factor);
    Tensor rows =
        stack(
            new TensorVector(
                stack(new TensorVector(cos.mul(mirror), sin.neg(), x), 1),
                stack(new TensorVector(sin.mul(mirror), cos, y), 1)),
            1);
    Tensor grid = affine_grid_generator(rows, new long[] {n, 1, SIDE, SIDE}, false);
    return grid_sampler(faces, grid, BILINEAR, BORDER, false);
  }

  private Tensor blur(Tensor faces) {
    if (settings.blur() == 0) {
      return faces;
    }
    Tensor small = avg_pool2d(faces, 2);
    Tensor blurred =
        upsample_bilinear2d(
            small, new long[] {SIDE, SIDE}, false, new DoubleOptional(), new DoubleOptional());
    Tensor weight = chosen(faces.size(0), settings.blur()).mul(draw(faces.size(0), 0, 1));
    return faces.lerp(blurred, weight);
  }

  private Tensor addContrastAndNoise(Tensor faces) {
    long n = faces.size(0);
    Tensor changed = faces;
    if (settings.contrast() > 0) {
      Tensor mean = changed.mean(new long[] {1, 2, 3}, true, new ScalarTypeOptional());
      Tensor factor = draw(n, 1 - settings.contrast(), 1 + settings.contrast());
      Tensor brighter = draw(n, -1, 1).mul(new Scalar(settings.contrast() * 127.5));
      changed = changed.sub(mean).mul(factor).add(mean).add(brighter);
    }
    if (settings.noise() > 0) {
      Tensor deviation = draw(n, 0, settings.noise()).mul(chosen(n, 0.5));
      Tensor noise = empty(n, 1, SIDE, SIDE).normal_(0, 1, random);
      changed = changed.add(noise.mul(deviation));
    }
    return changed;
  }

  private Tensor erase(Tensor faces) {
    if (settings.randomErasing() == 0) {
      return faces;
    }
    long n = faces.size(0);
    Tensor rows = randomInterval(n).reshape(n, 1, SIDE, 1);
    Tensor columns = randomInterval(n).reshape(n, 1, 1, SIDE);
    Tensor mask = rows.mul(columns).mul(chosen(n, settings.randomErasing()));
    return faces.lerp(draw(n, 0, 255), mask);
  }

  /** Draws a random interval of a row: 1 for the pixels inside, 0 for the others. */
  private Tensor randomInterval(long n) {
    Tensor half = draw(n, SIDE / 16.0, SIDE / 4.0).reshape(n, 1);
    Tensor center = draw(n, 0, SIDE).reshape(n, 1);
    Tensor pixels = arange(new Scalar(SIDE)).to(ScalarType.Float).unsqueeze(0);
    return pixels.sub(center).abs().lt(half).to(ScalarType.Float);
  }

  private FaceBatch mix(FaceBatch batch) {
    double ratio = beta(settings.mixup());
    Scalar weight = new Scalar(Math.min(ratio, 1 - ratio)); // the label is the larger part's
    return new FaceBatch(
        batch.pixels().lerp(batch.pixels().flip(0), weight),
        batch.targets().lerp(batch.targets().flip(0), weight),
        batch.labels());
  }

  /** Draws from Beta(α, α), the share of one of two Gamma(α, 1) values. */
  private double beta(double alpha) {
    double a = gamma(alpha);
    double b = gamma(alpha);
    return a + b > 0 ? a / (a + b) : 0;
  }

  /** Draws from Gamma(α, 1) by the method of Marsaglia and Tsang (2000). */
  private double gamma(double alpha) {
    if (alpha < 1) {
      return gamma(alpha + 1) * Math.pow(ratios.nextDouble(), 1 / alpha);
    }
    double d = alpha - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = ratios.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(ratios.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }
}
