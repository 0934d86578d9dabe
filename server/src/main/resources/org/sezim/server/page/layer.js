// Boxes and labels over a photo or video, at any display size.

import { layoutLabels } from './label-layout.js';
import { color, inkOn } from './faces.js';

/** Positions the box of a face in percent, so that it follows the layer's size. */
export function placeBox(node, { box }, { width, height }) {
  node.style.left = `${(100 * box.x) / width}%`;
  node.style.top = `${(100 * box.y) / height}%`;
  node.style.width = `${(100 * box.width) / width}%`;
  node.style.height = `${(100 * box.height) / height}%`;
}

/** Sets the colors of a box or label. */
export function colorize(node, face) {
  const background = color(face.emotion, Object.keys(face.emotions));
  node.style.setProperty('--face', background);
  node.style.setProperty('--face-ink', inkOn(background));
  node.classList.toggle('uncertain', face.uncertain);
}

/** Positions the labels beside their boxes; a label without free space is shown only while its face is selected. */
export function placeLabels(layer, faces, labels, { width, height }) {
  const shown = { width: layer.clientWidth, height: layer.clientHeight };
  const [sx, sy] = [shown.width / width, shown.height / height];
  const boxes = faces.map(({ box }) => ({
    x: sx * box.x,
    y: sy * box.y,
    width: sx * box.width,
    height: sy * box.height,
  }));
  const sizes = labels.map((label) => ({ width: label.offsetWidth, height: label.offsetHeight }));
  layoutLabels(boxes, sizes, shown).forEach((found, i) => {
    const position = found ?? inside(boxes[i], sizes[i], shown);
    labels[i].classList.toggle('crowded', !found);
    labels[i].style.transform = `translate(${position.x}px, ${position.y}px)`;
  });
}

const inside = (box, size, shown) => ({
  x: Math.max(0, Math.min(box.x, shown.width - size.width)),
  y: Math.max(0, Math.min(box.y - size.height, shown.height - size.height)),
});
