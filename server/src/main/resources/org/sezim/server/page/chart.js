// Stacked area chart of the mood in the last minute.

import { color } from './faces.js';

const WINDOW_MS = 60_000;

/** Points farther apart than this are not connected. */
const GAP_MS = 1500;

export class Chart {
  #canvas;
  #points = [];

  constructor(canvas) {
    this.#canvas = canvas;
  }

  /** All points since the camera was started: {time, mood}, time in milliseconds. */
  history = [];

  add(time, mood) {
    const point = { time, mood };
    this.history.push(point);
    this.#points.push(point);
  }

  clear() {
    this.history = [];
    this.#points = [];
    this.draw(0);
  }

  draw(now) {
    const scale = devicePixelRatio;
    const { clientWidth, clientHeight } = this.#canvas;
    const [width, height] = [Math.round(scale * clientWidth), Math.round(scale * clientHeight)];
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    const g = this.#canvas.getContext('2d');
    g.clearRect(0, 0, width, height);
    const firstVisible = this.#points.findIndex(({ time }) => time >= now - WINDOW_MS);
    this.#points.splice(0, Math.max(0, firstVisible - 1));
    const x = (time) => width * (1 - (now - time) / WINDOW_MS);
    for (const segment of this.#segments()) {
      this.#drawSegment(g, segment, x, height);
    }
  }

  #segments() {
    const segments = [];
    let last = -Infinity;
    for (const point of this.#points) {
      if (point.time - last > GAP_MS) {
        segments.push([]);
      }
      segments.at(-1).push(point);
      last = point.time;
    }
    return segments;
  }

  #drawSegment(g, segment, x, height) {
    const labels = Object.keys(segment[0].mood);
    const bottoms = segment.map(() => 0);
    for (const label of labels) {
      const tops = segment.map(({ mood }, i) => bottoms[i] + (mood[label] ?? 0));
      g.beginPath();
      segment.forEach(({ time }, i) => g.lineTo(x(time), height * (1 - tops[i])));
      for (let i = segment.length - 1; i >= 0; i--) {
        g.lineTo(x(segment[i].time), height * (1 - bottoms[i]));
        bottoms[i] = tops[i];
      }
      g.closePath();
      g.fillStyle = color(label, labels);
      g.fill();
    }
  }
}
