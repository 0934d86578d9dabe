// Results as files, in the formats of ./sezim recognize.

import { color, inkOn, labelOf } from './faces.js';
import { layoutLabels } from './label-layout.js';

/** A JSON array with one object per photo. */
export function json(results) {
  return `[\n ${results.map((result) => JSON.stringify(result)).join(',\n ')}\n]\n`;
}

const POINTS = ['rightEye', 'leftEye', 'nose', 'rightMouth', 'leftMouth'];

const FIXED = [
  'source',
  'face',
  'x',
  'y',
  'width',
  'height',
  'confidence',
  ...['right_eye', 'left_eye', 'nose', 'right_mouth', 'left_mouth'].flatMap((name) => [`${name}_x`, `${name}_y`]),
  'emotion',
  'score',
  'tiny',
  'uncertain',
];

/** CSV (RFC 4180): one line per face, photo without faces, or error. */
export function csv(results) {
  const labels = [...new Set(results.flatMap(({ faces = [] }) => faces.flatMap((face) => Object.keys(face.emotions))))];
  const header = [...FIXED, ...labels, 'error'];
  const rows = results.flatMap((result) => {
    if (result.error !== undefined) {
      return [{ source: result.source, error: result.error }];
    }
    if (result.faces.length === 0) {
      return [{ source: result.source, emotion: 'no face' }];
    }
    return result.faces.map((face, i) => ({ source: result.source, face: i + 1, ...columns(face) }));
  });
  return [header, ...rows.map((row) => header.map((name) => row[name] ?? ''))].map(record).join('');
}

function columns({ box, confidence, landmarks, emotion, score, tiny, uncertain, emotions }) {
  const points = landmarks ? POINTS.flatMap((name) => landmarks[name]) : [];
  const coordinates = FIXED.slice(7, 17).map((name, i) => [name, points[i]]);
  return { ...box, confidence, ...Object.fromEntries(coordinates), emotion, score, tiny, uncertain, ...emotions };
}

const record = (values) => values.map(quoted).join(',') + '\r\n';

const quoted = (value) => (/[",\r\n]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : value);

/** Photos with a shorter side below this are enlarged, so that labels are readable. */
const MIN_SIDE = 240;

/** A canvas with the photo, boxes and labels, in the size of the photo or a multiple of it. */
export function annotated(image, { width, height, faces }) {
  const n = Math.max(1, Math.ceil(MIN_SIDE / Math.min(width, height)));
  const canvas = document.createElement('canvas');
  canvas.width = n * width;
  canvas.height = n * height;
  const g = canvas.getContext('2d');
  g.imageSmoothingQuality = 'high';
  g.drawImage(image, 0, 0, canvas.width, canvas.height);
  const side = Math.sqrt(canvas.width * canvas.height);
  const largeFirst = [...faces].sort((a, b) => area(b.box) - area(a.box));
  const boxes = largeFirst.map(({ box }) => ({ x: n * box.x, y: n * box.y, width: n * box.width, height: n * box.height }));
  const line = Math.max(2, side / 250);
  boxes.forEach((box, i) => drawBox(g, box, line, largeFirst[i]));
  const size = (box) => Math.max(11, side / 75, Math.min(side / 28, box.width / 6));
  const sizes = boxes.map((box, i) => {
    g.font = font(size(box));
    return { width: g.measureText(labelOf(largeFirst[i])).width + size(box) * 0.7, height: size(box) * 1.45 };
  });
  layoutLabels(boxes, sizes, canvas).forEach((position, i) => {
    if (position) {
      drawLabel(g, position, size(boxes[i]), largeFirst[i]);
    }
  });
  return canvas;
}

const area = ({ width, height }) => width * height;
const font = (size) => `600 ${size}px system-ui, sans-serif`;
const colorOf = (face) => color(face.emotion, Object.keys(face.emotions));

function drawBox(g, { x, y, width, height }, line, face) {
  g.lineWidth = 2 * line;
  g.strokeStyle = 'rgb(0 0 0 / 60%)';
  g.strokeRect(x, y, width, height);
  g.lineWidth = line;
  g.strokeStyle = colorOf(face);
  g.setLineDash(face.uncertain ? [3 * line, 3 * line] : []);
  g.strokeRect(x, y, width, height);
  g.setLineDash([]);
}

function drawLabel(g, { x, y, width, height }, size, face) {
  g.fillStyle = face.uncertain ? '#202020' : colorOf(face);
  g.fillRect(x, y, width, height);
  g.fillStyle = face.uncertain ? '#ffffff' : inkOn(colorOf(face));
  g.font = font(size);
  g.textBaseline = 'middle';
  g.fillText(labelOf(face), x + size * 0.35, y + height * 0.53);
}
