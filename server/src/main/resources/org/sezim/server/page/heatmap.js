// Where on a face an answer comes from.

// The same as core's FaceSquare: which square of the photo the emotion model saw.
const SIDE = 1.14;
const UP = 0.078;

/** Centre and side in pixels of the photo, angle in radians, clockwise. */
export function faceSquare({ box, landmarks }) {
  const side = SIDE * Math.sqrt(box.width * box.height);
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const points = Object.values(landmarks ?? {});
  const near = ([x, y]) => Math.abs(x - middle.x) <= box.width && Math.abs(y - middle.y) <= box.height;
  if (points.length === 0 || !points.every(near)) {
    return { ...middle, side, angle: 0 };
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

/** The smallest drop of probability that gets full colour: less is noise. */
const LEAST_FULL = 0.02;

/** Draws a map into a canvas, a pixel a number; orange speaks for the answer, blue against. */
export function paint(canvas, { width, height, drops }) {
  canvas.width = width;
  canvas.height = height;
  const full = drops.reduce((most, drop) => Math.max(most, Math.abs(drop)), LEAST_FULL);
  const image = new ImageData(width, height);
  drops.forEach((drop, i) => {
    const [r, g, b] = drop > 0 ? FOR : AGAINST;
    image.data.set([r, g, b, 255 * 0.8 * Math.min(1, Math.abs(drop) / full)], 4 * i);
  });
  canvas.getContext('2d').putImageData(image, 0, 0);
}

/** What most of that which speaks for the answer is nearest to: eyes, nose or mouth; or nothing clear. */
export function rests(face) {
  const { landmarks, heatMap } = face;
  if (!landmarks) {
    return 'unclear';
  }
  const square = faceSquare(face);
  const toMap = ([x, y]) => {
    const [dx, dy] = [x - square.x, y - square.y];
    const [cos, sin] = [Math.cos(square.angle), Math.sin(square.angle)];
    const scale = heatMap.width / square.side;
    return [(dx * cos + dy * sin) * scale + heatMap.width / 2, (dy * cos - dx * sin) * scale + heatMap.height / 2];
  };
  const { rightEye, leftEye, nose, rightMouth, leftMouth } = landmarks;
  const mouth = [(rightMouth[0] + leftMouth[0]) / 2, (rightMouth[1] + leftMouth[1]) / 2];
  const places = [
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
      sums[places.reduce((a, b) => (distance(b) < distance(a) ? b : a))[0]] += drop;
    }
  });
  const total = sums.eyes + sums.nose + sums.mouth;
  return Object.keys(sums).find((name) => sums[name] > total / 2) ?? 'unclear';
}
