// Positions of labels, so that they hide neither faces nor each other.

const intersection = (a, b) =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));

const hiddenShare = (label, hidden) => intersection(label, hidden) / Math.max(1, hidden.width * hidden.height);

/** The largest cost of a position, in hidden shares of faces and labels. */
const MAX_COST = 0.12;

/**
 * Returns a position for each label, or null if every position hides too much.
 *
 * @param boxes {x, y, width, height} of the faces
 * @param sizes {width, height} of their labels
 * @param area {width, height} of the photo as shown
 */
export function layoutLabels(boxes, sizes, area) {
  const taken = [];
  return boxes.map((box, i) => {
    let best = null;
    let lowest = MAX_COST;
    for (const [x, y] of candidates(box, sizes[i])) {
      const position = {
        x: Math.max(0, Math.min(x, area.width - sizes[i].width)),
        y: Math.max(0, Math.min(y, area.height - sizes[i].height)),
        ...sizes[i],
      };
      const faces = boxes.reduce((sum, other, j) => sum + (j === i ? 0.6 : 1) * hiddenShare(position, other), 0);
      const cost = faces + taken.reduce((sum, other) => sum + 10 * hiddenShare(position, other), 0);
      if (cost < lowest - 1e-3) {
        best = position;
        lowest = cost;
      }
    }
    if (best) {
      taken.push(best);
    }
    return best;
  });
}

function candidates(box, { width, height }) {
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
