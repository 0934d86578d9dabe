// Heat maps: which parts of a face speak for the answer.

// The same as core's CropRegion: the square of the photo that the emotion model sees.
const SIDE = 1.14;
const UP = 0.078;

/** Center and side in pixels of the photo, angle in radians, clockwise. */
export function cropRegion({ box, landmarks }) {
  const side = SIDE * Math.sqrt(box.width * box.height);
  const center = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const points = Object.values(landmarks ?? {});
  const near = ([x, y]) => Math.abs(x - center.x) <= box.width && Math.abs(y - center.y) <= box.height;
  if (points.length === 0 || !points.every(near)) {
    return { ...center, side, angle: 0 };
  }
  const { rightEye, leftEye, rightMouth, leftMouth } = landmarks;
  const mean = (axis, ...all) => all.reduce((sum, point) => sum + point[axis], 0) / all.length;
  const downX = mean(0, rightMouth, leftMouth) - mean(0, rightEye, leftEye);
  const downY = mean(1, rightMouth, leftMouth) - mean(1, rightEye, leftEye);
  const angle = Math.atan2(
    leftEye[1] - rightEye[1] + leftMouth[1] - rightMouth[1] - downX,
    leftEye[0] - rightEye[0] + leftMouth[0] - rightMouth[0] + downY,
  );
  return {
    x: mean(0, ...points) + UP * side * Math.sin(angle),
    y: mean(1, ...points) - UP * side * Math.cos(angle),
    side,
    angle,
  };
}

const FOR = [230, 159, 0];
const AGAINST = [0, 114, 178];

/** The smallest drop of probability with full color: less is noise. */
const MIN_FULL = 0.02;

/** Draws a map into a canvas, one pixel per number: orange speaks for the answer, blue against. */
export function paint(canvas, { width, height, drops }) {
  canvas.width = width;
  canvas.height = height;
  const full = drops.reduce((max, drop) => Math.max(max, Math.abs(drop)), MIN_FULL);
  const image = new ImageData(width, height);
  drops.forEach((drop, i) => {
    const [r, g, b] = drop > 0 ? FOR : AGAINST;
    image.data.set([r, g, b, 255 * 0.8 * Math.min(1, Math.abs(drop) / full)], 4 * i);
  });
  canvas.getContext('2d').putImageData(image, 0, 0);
}

/** The part nearest to more than half of the positive drops: eyes, nose or mouth, else unclear. */
export function mainPart(face) {
  const { landmarks, heatMap } = face;
  if (!landmarks) {
    return 'unclear';
  }
  const region = cropRegion(face);
  const toMap = ([x, y]) => {
    const [dx, dy] = [x - region.x, y - region.y];
    const [cos, sin] = [Math.cos(region.angle), Math.sin(region.angle)];
    const scale = heatMap.width / region.side;
    return [(dx * cos + dy * sin) * scale + heatMap.width / 2, (dy * cos - dx * sin) * scale + heatMap.height / 2];
  };
  const { rightEye, leftEye, nose, rightMouth, leftMouth } = landmarks;
  const mouth = [(rightMouth[0] + leftMouth[0]) / 2, (rightMouth[1] + leftMouth[1]) / 2];
  const parts = [
    ['eyes', rightEye],
    ['eyes', leftEye],
    ['nose', nose],
    ['mouth', rightMouth],
    ['mouth', mouth],
    ['mouth', leftMouth],
  ].map(([name, point]) => [name, toMap(point)]);
  const sums = { eyes: 0, nose: 0, mouth: 0 };
  heatMap.drops.forEach((drop, i) => {
    if (drop > 0) {
      const [x, y] = [i % heatMap.width, Math.floor(i / heatMap.width)];
      const distance = ([, [px, py]]) => (px - x) ** 2 + (py - y) ** 2;
      sums[parts.reduce((a, b) => (distance(b) < distance(a) ? b : a))[0]] += drop;
    }
  });
  const total = sums.eyes + sums.nose + sums.mouth;
  return Object.keys(sums).find((name) => sums[name] > total / 2) ?? 'unclear';
}
