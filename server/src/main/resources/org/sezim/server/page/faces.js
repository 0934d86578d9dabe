// How a face is shown: color, label, glyph and score bars.

import { make } from './dom.js';
import { bindText, emotion, percent, t } from './texts.js';

// The colors of Okabe and Ito 2008, as in the images that ./sezim draws.
const COLORS = {
  angry: '#d55e00',
  disgust: '#009e73',
  fear: '#cc79a7',
  happy: '#f0e442',
  sad: '#0072b2',
  surprise: '#e69f00',
  neutral: '#56b4e9',
  contempt: '#bbbbbb',
};

export function color(label, labels = Object.keys(COLORS)) {
  return COLORS[label] ?? Object.values(COLORS)[Math.max(0, labels.indexOf(label)) % 8];
}

/** Black or white, whichever has the higher contrast on a color (WCAG 2). */
export function inkOn(hex) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000000' : '#ffffff';
}

export const labelOf = (face) => `${emotion(face.emotion)}${face.uncertain ? '?' : ''} ${percent(face.score)}`;

// Each mouth is two curves and each pair of brows two lines, so that they can be animated.
const LINES = {
  angry: ['M11 23Q16 18.5 21 23Q16 18.5 11 23', 'M8.6 8.8L13.6 11.2M23.4 8.8L18.4 11.2'],
  disgust: ['M10 22Q13 18.5 16 21Q19 23.5 22 19.5', 'M8.6 10.4L13.4 10.8M23.4 8.2L18.6 10.2'],
  fear: ['M10.5 22.5Q13.2 18.8 16 21.4Q18.8 24 21.5 20.6', 'M8.6 10.2L13 8M23.4 10.2L19 8'],
  happy: ['M9.2 18.8Q16 27 22.8 18.8Q16 27 9.2 18.8', 'M9 9.2L13.2 8.6M23 9.2L18.8 8.6'],
  sad: ['M10.5 23.4Q16 18 21.5 23.4Q16 18 10.5 23.4', 'M8.8 10.8L13.2 8.6M23.2 10.8L18.8 8.6'],
  surprise: ['M13.2 21.8Q16 16.4 18.8 21.8Q16 27.2 13.2 21.8', 'M8.8 7.8L13.2 7M23.2 7.8L18.8 7'],
  neutral: ['M11 21.5Q16 21.5 21 21.5Q16 21.5 11 21.5', 'M9 9.6L13.2 9.6M23 9.6L18.8 9.6'],
  contempt: ['M11 22Q16 22 21 19.4Q16 22 11 22', 'M9 9.8L13.2 10M23 8.4L18.8 9.2'],
};

/** A small drawing of a face: glyph.show('sad'). */
export class Glyph {
  #brows = line();
  #mouth = line();

  constructor(label = 'neutral') {
    this.node = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    this.node.setAttribute('viewBox', '0 0 32 32');
    this.node.setAttribute('class', 'glyph');
    this.node.setAttribute('aria-hidden', 'true');
    const head = document.createElementNS(this.node.namespaceURI, 'circle');
    for (const [name, value] of Object.entries({ cx: 16, cy: 16, r: 14.4 })) {
      head.setAttribute(name, value);
    }
    const eyes = line();
    eyes.setAttribute('d', 'M11.2 13.6v.9M20.8 13.6v.9');
    eyes.setAttribute('class', 'eyes');
    this.node.append(head, eyes, this.#brows, this.#mouth);
    this.show(label);
  }

  show(label) {
    const [mouth, brows] = LINES[label] ?? LINES.neutral;
    draw(this.#mouth, mouth);
    draw(this.#brows, brows);
  }
}

const line = () => document.createElementNS('http://www.w3.org/2000/svg', 'path');

function draw(path, d) {
  path.setAttribute('d', d);
  // Animates the change in browsers that support this property.
  path.style.setProperty('d', `path("${d}")`);
}

/** One bar per emotion; the best one is colored, or all are. Screen readers read the values. */
export class Bars {
  #rows = new Map();
  #list;
  #allInColor;

  constructor(list = make('ul', { class: 'bars', role: 'list' }), { allInColor = false } = {}) {
    this.#list = list;
    this.#allInColor = allInColor;
  }

  get node() {
    return this.#list;
  }

  show(scores) {
    const labels = Object.keys(scores);
    if (labels.join() !== [...this.#rows.keys()].join()) {
      this.#build(labels);
    }
    const best = labels.reduce((a, b) => (scores[b] > scores[a] ? b : a));
    this.#rows.forEach(({ row, fill, value }, label) => {
      row.classList.toggle('best', label === best);
      fill.style.width = `${100 * scores[label]}%`;
      fill.style.background = this.#allInColor || label === best ? color(label, labels) : '';
      bindText(value, () => percent(scores[label]));
    });
  }

  #build(labels) {
    this.#rows.clear();
    this.#list.replaceChildren();
    for (const label of labels) {
      const fill = make('span');
      const value = make('span', { class: 'value' });
      const row = make(
        'li',
        {},
        bindText(make('span', { class: 'name' }), () => emotion(label)),
        make('span', { class: 'track', 'aria-hidden': 'true' }, fill),
        value,
      );
      this.#rows.set(label, { row, fill, value });
      this.#list.append(row);
    }
  }
}

/** Warnings about an answer; empty if there are none. */
export function caution(face) {
  const warnings = [];
  if (face.uncertain) {
    warnings.push(t('face.uncertain'));
  }
  if (face.tiny) {
    warnings.push(t('face.tiny'));
  }
  return warnings.join(' ');
}
