// Photos: recognition of files and display of their faces.

import { recognize } from './api.js';
import { announce, make, save } from './dom.js';
import { annotated } from './export.js';
import { Bars, Glyph, caution, labelOf } from './faces.js';
import { cropRegion, mainPart, paint } from './heatmap.js';
import { colorize, placeBox, placeLabels } from './layer.js';
import { bindText, emotion, number, percent, plural, t } from './texts.js';

/** Time that the pointer must stay on a face before its heat map is requested. */
const HOVER_MS = 180;

/** Most photos sent at once, since the server has other clients. */
const MAX_CONCURRENT = 2;

const waiting = [];
let running = 0;

function next() {
  while (running < MAX_CONCURRENT && waiting.length > 0) {
    running++;
    waiting
      .shift()()
      .finally(() => {
        running--;
        next();
      });
  }
}

/** One photo with its boxes, and the details of the selected face. */
export class PhotoView {
  #file;
  #onResult;
  #address;
  #abort = new AbortController();
  #image;
  #layer = make('div', { class: 'layer' });
  #stage;
  #side = make('div', { class: 'side' });
  #state = make('p', { class: 'state' });
  #saveButton;
  #heat = make('canvas', { class: 'heat', 'aria-hidden': 'true', hidden: true });
  #cropCanvas = make('canvas', { class: 'lens', width: 192, height: 192, 'aria-hidden': 'true' });
  #heatText = make('p', { class: 'hint' });
  #boxes = [];
  #labels = [];
  #chips = [];
  #detail = null;
  #selected = 0;
  #focused = -1;
  #explained = null;
  #timer = 0;
  #resized = new ResizeObserver(() => this.#placeLabels());

  /** The result of the server, or {source, error}; null until there is one. */
  result = null;

  /**
   * @param file the photo
   * @param onResult called when there is a result
   * @param onRemove called when the user removes the photo
   */
  constructor(file, { onResult, onRemove }) {
    this.#file = file;
    this.#onResult = onResult;
    this.#address = URL.createObjectURL(file);
    this.#image = make('img', { src: this.#address, alt: '' });
    this.#image.addEventListener('load', () => this.#shape(this.#image.naturalWidth, this.#image.naturalHeight));
    this.#image.addEventListener('error', () => this.#cannotShow());
    this.#stage = make('div', { class: 'stage reading' }, this.#image, this.#layer);
    const name = file.name;
    this.#saveButton = bindText(make('button', { type: 'button', hidden: true, onclick: () => this.#save() }), () =>
      t('save.photo'),
    );
    bindText(this.#saveButton, () => t('save.photo.of', { name }), 'aria-label');
    const remove = make('button', { type: 'button', class: 'close', onclick: onRemove }, '✕');
    bindText(remove, () => t('photo.remove', { name }), 'aria-label');
    this.node = make(
      'li',
      { class: 'photo' },
      make('div', { class: 'photo-head' }, make('h3', {}, name), this.#saveButton, remove),
      make('div', { class: 'photo-body' }, this.#stage, this.#side),
    );
    this.#showState('reading');
  }

  start() {
    waiting.push(() => this.#recognize());
    next();
  }

  dispose() {
    this.#abort.abort();
    this.#resized.disconnect();
    clearTimeout(this.#timer);
    URL.revokeObjectURL(this.#address);
  }

  async #recognize() {
    try {
      this.result = await recognize(this.#file, {
        signal: this.#abort.signal,
        waiting: (why) => this.#showState(why),
      });
      this.#show();
    } catch (e) {
      if (this.#abort.signal.aborted) {
        return;
      }
      const lost = e.unreachable || e.status === undefined;
      this.result = { source: this.#file.name, error: lost ? t('photo.broken') : e.message };
      this.#stage.className = 'stage failed';
      this.#showState(lost ? 'broken' : 'error', lost ? '' : e.message);
    }
    this.#onResult(this);
  }

  /** Shows a state in place of the result, and the server's message below it. */
  #showState(state, message = '') {
    bindText(this.#state, () => t('photo.' + state));
    this.#state.className = 'state ' + state;
    this.#side.replaceChildren(this.#state, ...(message ? [make('p', { class: 'hint', lang: 'en' }, message)] : []));
  }

  #shape(width, height) {
    this.#stage.style.setProperty('--aspect', width / height);
    this.#stage.style.setProperty('--natural', `${width}px`);
  }

  #cannotShow() {
    this.#image.hidden = true;
    this.#stage.append(bindText(make('p', { class: 'unshown' }), () => t('photo.unshown')));
  }

  #show() {
    const { width, height, faces } = this.result;
    this.#shape(width, height);
    this.#stage.className = 'stage';
    this.#saveButton.hidden = this.#image.hidden;
    bindText(this.#image, () => plural('photo.alt', faces.length), 'alt');
    if (faces.length === 0) {
      this.#showState('none');
      this.#side.append(bindText(make('p', { class: 'hint' }), () => t('photo.none.why')));
      announce(`${this.#file.name}: ${t('photo.none')}`);
      return;
    }
    this.#boxes = faces.map((face, i) => this.#box(face, i));
    this.#labels = faces.map((face) => {
      const label = bindText(make('span', { class: 'label', 'aria-hidden': 'true' }), () => labelOf(face));
      colorize(label, face);
      return label;
    });
    // Small faces are on top of large ones.
    const order = faces.map((_, i) => i).sort((a, b) => area(faces[b]) - area(faces[a]));
    order.forEach((i, z) => (this.#boxes[i].style.zIndex = z + 1));
    this.#layer.append(this.#heat, ...this.#boxes, ...this.#labels);
    this.#resized.observe(this.#layer);
    this.#detail = new Detail();
    this.#chips = faces.map((face, i) => this.#chip(face, i));
    this.#side.replaceChildren(this.#detail.node, make('div', { class: 'why' }, this.#cropCanvas, this.#heatText));
    if (faces.length > 1) {
      this.#side.prepend(make('div', { class: 'chips', 'aria-hidden': 'true' }, ...this.#chips));
    }
    this.#select(0);
    announce(
      `${this.#file.name}: ${plural('faces', faces.length)}: ${faces.map((face) => emotion(face.emotion)).join(', ')}`,
    );
  }

  #box(face, i) {
    const box = make('button', {
      type: 'button',
      class: 'box',
      onpointerenter: () => this.#focus(i),
      onpointerleave: () => this.#unfocus(),
      onfocus: () => this.#focus(i),
      onblur: () => this.#unfocus(),
      onclick: () => this.#focus(i, 0),
      onkeydown: (event) => {
        if (event.key === 'Escape') {
          this.#unfocus();
        }
      },
    });
    placeBox(box, face, this.result);
    colorize(box, face);
    const n = number(i + 1);
    const all = number(this.result.faces.length);
    bindText(box, () => `${t('face.of', { n, all })}: ${labelOf(face)}. ${caution(face)}`.trim(), 'aria-label');
    return box;
  }

  #chip(face, i) {
    const thumb = make('canvas', { width: 88, height: 88, class: 'thumb' });
    this.#drawCrop(thumb, face);
    const chip = make(
      'span',
      {
        class: 'chip',
        onpointerenter: () => this.#focus(i),
        onpointerleave: () => this.#unfocus(),
        onclick: () => this.#boxes[i].focus({ preventScroll: true }),
      },
      thumb,
      bindText(make('span'), () => labelOf(face)),
    );
    colorize(chip, face);
    return chip;
  }

  /** Draws the crop of a face upright and in color into a canvas, with a heat map over it if given. */
  async #drawCrop(canvas, face, heat) {
    await this.#image.decode().catch(() => {});
    if (this.#image.naturalWidth === 0) {
      return;
    }
    const { x, y, side, angle } = face.landmarks ? cropRegion(face) : this.#wholePhoto();
    const scale = canvas.width / side;
    const g = canvas.getContext('2d');
    g.save();
    g.imageSmoothingQuality = 'high';
    g.translate(canvas.width / 2, canvas.height / 2);
    g.rotate(-angle);
    g.drawImage(this.#image, -scale * x, -scale * y, scale * this.result.width, scale * this.result.height);
    g.restore();
    if (heat) {
      g.drawImage(heat, 0, 0, canvas.width, canvas.height);
    }
  }

  /** The crop region of a photo that is a cropped face. */
  #wholePhoto() {
    const { width, height } = this.result;
    return { x: width / 2, y: height / 2, side: Math.max(width, height), angle: 0 };
  }

  #placeLabels() {
    placeLabels(this.#layer, this.result.faces, this.#labels, this.result);
  }

  #select(i) {
    this.#selected = i;
    [this.#boxes, this.#labels, this.#chips].forEach((nodes) =>
      nodes.forEach((node, j) => node.classList.toggle('selected', i === j)),
    );
    this.#detail.show(this.result.faces[i]);
    this.#drawCrop(this.#cropCanvas, this.result.faces[i]);
    bindText(this.#heatText, () => t('heat.how'));
  }

  /** Shows the scores of a face at once, and its heat map after a delay. */
  #focus(i, delay = HOVER_MS) {
    if (this.#focused === i) {
      return;
    }
    this.#unfocus();
    this.#focused = i;
    this.#select(i);
    this.#timer = setTimeout(() => this.#explain(i), delay);
  }

  #unfocus() {
    clearTimeout(this.#timer);
    // The map beside the scores stays, like the text below it.
    this.#heat.hidden = true;
    this.#focused = -1;
    this.#boxes.forEach((box) => box.classList.remove('explained', 'thinking'));
  }

  async #explain(i) {
    this.#boxes[i].classList.add('thinking');
    bindText(this.#heatText, () => t('heat.reading'));
    try {
      this.#explained ??= recognize(this.#file, { explain: true, signal: this.#abort.signal });
      const { faces } = await this.#explained;
      if (this.#focused === i && faces[i]?.heatMap) {
        this.#showHeat(i, faces[i]);
      }
    } catch (e) {
      this.#explained = null;
      if (!this.#abort.signal.aborted) {
        bindText(this.#heatText, () => t('heat.error'));
      }
    } finally {
      this.#boxes[i].classList.remove('thinking');
    }
  }

  #showHeat(i, face) {
    const { width, height } = this.result;
    const region = face.landmarks
      ? cropRegion(face)
      : { ...this.#wholePhoto(), side: width };
    paint(this.#heat, face.heatMap);
    this.#drawCrop(this.#cropCanvas, face, this.#heat);
    this.#heat.style.width = `${(100 * region.side) / width}%`;
    this.#heat.style.aspectRatio = face.landmarks ? '1' : `${width} / ${height}`;
    this.#heat.style.left = `${(100 * region.x) / width}%`;
    this.#heat.style.top = `${(100 * region.y) / height}%`;
    this.#heat.style.transform = `translate(-50%, -50%) rotate(${region.angle}rad)`;
    this.#heat.hidden = false;
    this.#boxes[i].classList.add('explained');
    const part = mainPart(face);
    const text = () => t('heat.' + part, { emotion: emotion(face.heatMap.emotion) });
    bindText(this.#heatText, () => `${text()} ${t('heat.key')}`);
    announce(text());
  }

  #save() {
    const name = this.#file.name.replace(/\.[^.]*$/, '');
    annotated(this.#image, this.result).toBlob((blob) => save(blob, `${name}.faces.png`));
  }
}

const area = ({ box }) => box.width * box.height;

/** Details of one face: emotion, scores and warnings. */
class Detail {
  #glyph = new Glyph();
  #name = make('p', { class: 'detail-name' });
  #score = make('p', { class: 'detail-score' });
  #caution = make('p', { class: 'caution' });
  #bars = new Bars();

  constructor() {
    this.node = make(
      'div',
      { class: 'detail' },
      make('div', { class: 'detail-head' }, this.#glyph.node, make('div', {}, this.#name, this.#score)),
      this.#bars.node,
      this.#caution,
    );
  }

  show(face) {
    this.#glyph.show(face.emotion);
    bindText(this.#name, () => (face.uncertain ? t('face.perhaps', { emotion: emotion(face.emotion) }) : emotion(face.emotion)));
    bindText(this.#score, () => t('face.score', { score: percent(face.score, 1) }));
    bindText(this.#caution, () => caution(face));
    this.#bars.show(face.emotions);
  }
}
