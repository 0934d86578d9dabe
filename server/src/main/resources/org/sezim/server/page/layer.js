// Boxes and labels over a picture, at any size that it is shown in.

import { labelPlaces } from './places.js';
import { colour, inkOn } from './faces.js';

/** Puts a face's box where it is: shares of the picture, so that nothing has to be done on resizing. */
export function placeBox(node, { box }, { width, height }) {
  node.style.left = `${(100 * box.x) / width}%`;
  node.style.top = `${(100 * box.y) / height}%`;
  node.style.width = `${(100 * box.width) / width}%`;
  node.style.height = `${(100 * box.height) / height}%`;
}

/** The colours of a face's box or label. */
export function colourise(node, face) {
  const ground = colour(face.emotion, Object.keys(face.emotions));
  node.style.setProperty('--face', ground);
  node.style.setProperty('--face-ink', inkOn(ground));
  node.classList.toggle('uncertain', face.uncertain);
}

/** Puts the labels beside their boxes; those without room are shown with their face alone. */
export function placeLabels(layer, faces, labels, { width, height }) {
  const picture = { width: layer.clientWidth, height: layer.clientHeight };
  const [sx, sy] = [picture.width / width, picture.height / height];
  const boxes = faces.map(({ box }) => ({
    x: sx * box.x,
    y: sy * box.y,
    width: sx * box.width,
    height: sy * box.height,
  }));
  const sizes = labels.map((label) => ({ width: label.offsetWidth, height: label.offsetHeight }));
  labelPlaces(boxes, sizes, picture).forEach((place, i) => {
    const room = place ?? inside(boxes[i], sizes[i], picture);
    labels[i].classList.toggle('crowded', !place);
    labels[i].style.transform = `translate(${room.x}px, ${room.y}px)`;
  });
}

const inside = (box, size, picture) => ({
  x: Math.max(0, Math.min(box.x, picture.width - size.width)),
  y: Math.max(0, Math.min(box.y - size.height, picture.height - size.height)),
});
