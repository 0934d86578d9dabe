// The mood of the last minute: shares of the emotions over time, one above the other.

import { colour } from './faces.js';

const WINDOW_MS = 60_000;

/** A pause longer than this is a gap and no slow change. */
const GAP_MS = 1500;

export class Chart {
  #canvas;
  #points = [];

  constructor(canvas) {
    this.#canvas = canvas;
  }

  /** All of this visit's moods: {time, mood}, time in milliseconds. */
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
    for (const run of this.#runs()) {
      this.#drawRun(g, run, x, height);
    }
  }

  #runs() {
    const runs = [];
    let last = -Infinity;
    for (const point of this.#points) {
      if (point.time - last > GAP_MS) {
        runs.push([]);
      }
      runs.at(-1).push(point);
      last = point.time;
    }
    return runs;
  }

  #drawRun(g, run, x, height) {
    const labels = Object.keys(run[0].mood);
    const bottoms = run.map(() => 0);
    for (const label of labels) {
      const tops = run.map(({ mood }, i) => bottoms[i] + (mood[label] ?? 0));
      g.beginPath();
      run.forEach(({ time }, i) => g.lineTo(x(time), height * (1 - tops[i])));
      for (let i = run.length - 1; i >= 0; i--) {
        g.lineTo(x(run[i].time), height * (1 - bottoms[i]));
        bottoms[i] = tops[i];
      }
      g.closePath();
      g.fillStyle = colour(label, labels);
      g.fill();
    }
  }
}
