// Where labels go, so that they hide neither faces nor each other.

const common = (a, b) =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));

const share = (label, hidden) => common(label, hidden) / Math.max(1, hidden.width * hidden.height);

/** More than this of a face or label may not be hidden. */
const MOST = 0.12;

/**
 * A place for each label, or null where it would hide too much.
 *
 * @param boxes {x, y, width, height} of the faces
 * @param sizes {width, height} of their labels
 * @param picture {width, height}
 */
export function labelPlaces(boxes, sizes, picture) {
  const taken = [];
  return boxes.map((box, i) => {
    let best = null;
    let least = MOST;
    for (const [x, y] of beside(box, sizes[i])) {
      const place = {
        x: Math.max(0, Math.min(x, picture.width - sizes[i].width)),
        y: Math.max(0, Math.min(y, picture.height - sizes[i].height)),
        ...sizes[i],
      };
      const faces = boxes.reduce((sum, other, j) => sum + (j === i ? 0.6 : 1) * share(place, other), 0);
      const cost = faces + taken.reduce((sum, other) => sum + 10 * share(place, other), 0);
      if (cost < least - 1e-3) {
        best = place;
        least = cost;
      }
    }
    if (best) {
      taken.push(best);
    }
    return best;
  });
}

function beside(box, { width, height }) {
  const right = box.x + box.width;
  const bottom = box.y + box.height;
  return [
    [box.x, box.y - height],
    [box.x, bottom],
    [right - width, box.y - height],
    [right - width, bottom],
    [right, box.y],
    [box.x - width, box.y],
    [box.x, bottom - height],
  ];
}
