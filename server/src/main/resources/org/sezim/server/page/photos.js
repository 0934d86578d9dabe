// Photos: from a file to its faces on the page.

import { recognize } from './api.js';
import { announce, make, save } from './dom.js';
import { annotated } from './export.js';
import { Bars, Glyph, caution, labelOf } from './faces.js';
import { faceSquare, paint, rests } from './heatmap.js';
import { colourise, placeBox, placeLabels } from './layer.js';
import { emotion, many, number, percent, t, tell } from './texts.js';

/** A mouse that only passes over a face asks for nothing. */
const LINGER_MS = 180;

/** So many photos at a time: the server has others to serve. */
const AT_ONCE = 2;

const waiting = [];
let working = 0;

function next() {
  while (working < AT_ONCE && waiting.length > 0) {
    working++;
    waiting
      .shift()()
      .finally(() => {
        working--;
        next();
      });
  }
}

/** One photo: its picture, boxes, and what is said of its faces. */
export class PhotoView {
  #file;
  #changed;
  #address;
  #abort = new AbortController();
  #picture;
  #layer = make('div', { class: 'layer' });
  #stage;
  #side = make('div', { class: 'side' });
  #state = make('p', { class: 'state' });
  #savePicture;
  #heat = make('canvas', { class: 'heat', 'aria-hidden': 'true', hidden: true });
  #lens = make('canvas', { class: 'lens', width: 192, height: 192, 'aria-hidden': 'true' });
  #heatText = make('p', { class: 'hint' });
  #boxes = [];
  #labels = [];
  #chips = [];
  #detail = null;
  #selected = 0;
  #looking = -1;
  #maps = null;
  #timer = 0;
  #resized = new ResizeObserver(() => this.#placeLabels());

  /** The server's answer, or {source, error}; nothing while there is none. */
  result = null;

  /**
   * @param file the photo
   * @param changed called when there is an answer
   * @param removed called when the person takes the photo away
   */
  constructor(file, { changed, removed }) {
    this.#file = file;
    this.#changed = changed;
    this.#address = URL.createObjectURL(file);
    this.#picture = make('img', { src: this.#address, alt: '' });
    this.#picture.addEventListener('load', () => this.#shape(this.#picture.naturalWidth, this.#picture.naturalHeight));
    this.#picture.addEventListener('error', () => this.#cannotShow());
    this.#stage = make('div', { class: 'stage reading' }, this.#picture, this.#layer);
    const name = file.name;
    this.#savePicture = tell(make('button', { type: 'button', hidden: true, onclick: () => this.#save() }), () =>
      t('save.picture'),
    );
    tell(this.#savePicture, () => t('save.picture.of', { name }), 'aria-label');
    const remove = make('button', { type: 'button', class: 'close', onclick: removed }, '✕');
    tell(remove, () => t('photo.remove', { name }), 'aria-label');
    this.node = make(
      'li',
      { class: 'photo' },
      make('div', { class: 'photo-head' }, make('h3', {}, name), this.#savePicture, remove),
      make('div', { class: 'photo-body' }, this.#stage, this.#side),
    );
    this.#say('reading');
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
        waiting: (why) => this.#say(why),
      });
      this.#show();
    } catch (e) {
      if (this.#abort.signal.aborted) {
        return;
      }
      const gone = e.gone || e.status === undefined;
      this.result = { source: this.#file.name, error: gone ? t('photo.broken') : e.message };
      this.#stage.className = 'stage failed';
      this.#say(gone ? 'broken' : 'error', gone ? '' : e.message);
    }
    this.#changed(this);
  }

  /** One line in the place of the answer, and the server's own words below it. */
  #say(state, words = '') {
    tell(this.#state, () => t('photo.' + state));
    this.#state.className = 'state ' + state;
    this.#side.replaceChildren(this.#state, ...(words ? [make('p', { class: 'hint', lang: 'en' }, words)] : []));
  }

  #shape(width, height) {
    this.#stage.style.setProperty('--aspect', width / height);
    this.#stage.style.setProperty('--natural', `${width}px`);
  }

  #cannotShow() {
    this.#picture.hidden = true;
    this.#stage.append(tell(make('p', { class: 'unshown' }), () => t('photo.unshown')));
  }

  #show() {
    const { width, height, faces } = this.result;
    this.#shape(width, height);
    this.#stage.className = 'stage';
    this.#savePicture.hidden = this.#picture.hidden;
    tell(this.#picture, () => many('photo.alt', faces.length), 'alt');
    if (faces.length === 0) {
      this.#say('none');
      this.#side.append(tell(make('p', { class: 'hint' }), () => t('photo.none.why')));
      announce(`${this.#file.name}: ${t('photo.none')}`);
      return;
    }
    this.#boxes = faces.map((face, i) => this.#box(face, i));
    this.#labels = faces.map((face) => {
      const label = tell(make('span', { class: 'label', 'aria-hidden': 'true' }), () => labelOf(face));
      colourise(label, face);
      return label;
    });
    // Small faces last, so that large ones do not lie over them.
    const order = faces.map((_, i) => i).sort((a, b) => area(faces[b]) - area(faces[a]));
    order.forEach((i, z) => (this.#boxes[i].style.zIndex = z + 1));
    this.#layer.append(this.#heat, ...this.#boxes, ...this.#labels);
    this.#resized.observe(this.#layer);
    this.#detail = new Detail();
    this.#chips = faces.map((face, i) => this.#chip(face, i));
    this.#side.replaceChildren(this.#detail.node, make('div', { class: 'why' }, this.#lens, this.#heatText));
    if (faces.length > 1) {
      this.#side.prepend(make('div', { class: 'chips', 'aria-hidden': 'true' }, ...this.#chips));
    }
    this.#select(0);
    announce(
      `${this.#file.name}: ${many('faces', faces.length)}: ${faces.map((face) => emotion(face.emotion)).join(', ')}`,
    );
  }

  #box(face, i) {
    const box = make('button', {
      type: 'button',
      class: 'box',
      onpointerenter: () => this.#look(i),
      onpointerleave: () => this.#unlook(),
      onfocus: () => this.#look(i),
      onblur: () => this.#unlook(),
      onclick: () => this.#look(i, 0),
      onkeydown: (event) => {
        if (event.key === 'Escape') {
          this.#unlook();
        }
      },
    });
    placeBox(box, face, this.result);
    colourise(box, face);
    const n = number(i + 1);
    const all = number(this.result.faces.length);
    tell(box, () => `${t('face.of', { n, all })}: ${labelOf(face)}. ${caution(face)}`.trim(), 'aria-label');
    return box;
  }

  #chip(face, i) {
    const thumb = make('canvas', { width: 88, height: 88, class: 'thumb' });
    this.#cut(thumb, face);
    const chip = make(
      'span',
      {
        class: 'chip',
        onpointerenter: () => this.#look(i),
        onpointerleave: () => this.#unlook(),
        onclick: () => this.#boxes[i].focus({ preventScroll: true }),
      },
      thumb,
      tell(make('span'), () => labelOf(face)),
    );
    colourise(chip, face);
    return chip;
  }

  /** Draws a face upright into a canvas, as the model sees it but in colour, under its heat map if it is given. */
  async #cut(canvas, face, heat) {
    await this.#picture.decode().catch(() => {});
    if (this.#picture.naturalWidth === 0) {
      return;
    }
    const { x, y, side, angle } = face.landmarks ? faceSquare(face) : this.#whole();
    const scale = canvas.width / side;
    const g = canvas.getContext('2d');
    g.save();
    g.imageSmoothingQuality = 'high';
    g.translate(canvas.width / 2, canvas.height / 2);
    g.rotate(-angle);
    g.drawImage(this.#picture, -scale * x, -scale * y, scale * this.result.width, scale * this.result.height);
    g.restore();
    if (heat) {
      g.drawImage(heat, 0, 0, canvas.width, canvas.height);
    }
  }

  /** Of a photo that is a face cut out already. */
  #whole() {
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
    this.#cut(this.#lens, this.result.faces[i]);
    tell(this.#heatText, () => t('heat.how'));
  }

  /** Shows a face's scores at once, and its heat map if one stays with it. */
  #look(i, linger = LINGER_MS) {
    if (this.#looking === i) {
      return;
    }
    this.#unlook();
    this.#looking = i;
    this.#select(i);
    this.#timer = setTimeout(() => this.#explain(i), linger);
  }

  #unlook() {
    clearTimeout(this.#timer);
    // The map beside the scores stays, since the words below it do.
    this.#heat.hidden = true;
    this.#looking = -1;
    this.#boxes.forEach((box) => box.classList.remove('explained', 'thinking'));
  }

  async #explain(i) {
    this.#boxes[i].classList.add('thinking');
    tell(this.#heatText, () => t('heat.reading'));
    try {
      this.#maps ??= recognize(this.#file, { explain: true, signal: this.#abort.signal });
      const { faces } = await this.#maps;
      if (this.#looking === i && faces[i]?.heatMap) {
        this.#showHeat(i, faces[i]);
      }
    } catch (e) {
      this.#maps = null;
      if (!this.#abort.signal.aborted) {
        tell(this.#heatText, () => t('heat.error'));
      }
    } finally {
      this.#boxes[i].classList.remove('thinking');
    }
  }

  #showHeat(i, face) {
    const { width, height } = this.result;
    const square = face.landmarks
      ? faceSquare(face)
      : { ...this.#whole(), side: width };
    paint(this.#heat, face.heatMap);
    this.#cut(this.#lens, face, this.#heat);
    this.#heat.style.width = `${(100 * square.side) / width}%`;
    this.#heat.style.aspectRatio = face.landmarks ? '1' : `${width} / ${height}`;
    this.#heat.style.left = `${(100 * square.x) / width}%`;
    this.#heat.style.top = `${(100 * square.y) / height}%`;
    this.#heat.style.transform = `translate(-50%, -50%) rotate(${square.angle}rad)`;
    this.#heat.hidden = false;
    this.#boxes[i].classList.add('explained');
    const place = rests(face);
    const words = () => t('heat.' + place, { emotion: emotion(face.heatMap.emotion) });
    tell(this.#heatText, () => `${words()} ${t('heat.key')}`);
    announce(words());
  }

  #save() {
    const name = this.#file.name.replace(/\.[^.]*$/, '');
    annotated(this.#picture, this.result).toBlob((blob) => save(blob, `${name}.faces.png`));
  }
}

const area = ({ box }) => box.width * box.height;

/** What is said of one face. */
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
    this.#glyph.feel(face.emotion);
    tell(this.#name, () => (face.uncertain ? t('face.perhaps', { emotion: emotion(face.emotion) }) : emotion(face.emotion)));
    tell(this.#score, () => t('face.score', { score: percent(face.score, 1) }));
    tell(this.#caution, () => caution(face));
    this.#bars.show(face.emotions);
  }
}
