// The model card: what the network is, how often it is right, what it cannot do.

import { model } from './api.js';
import { byId, make } from './dom.js';
import { emotion, number, percent, t, tell } from './texts.js';

let shown = null;

export function prepareCard() {
  const dialog = byId('card');
  byId('card-open').addEventListener('click', async () => {
    dialog.showModal();
    byId('card-title').focus();
    byId('card-body').replaceChildren(make('p', { class: 'hint' }, t('card.loading')));
    try {
      shown = await model();
      redrawCard();
    } catch (e) {
      byId('card-body').replaceChildren(make('p', { class: 'caution' }, t('card.error')), make('p', { lang: 'en' }, e.message));
    }
  });
  byId('card-close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) {
      dialog.close();
    }
  });
}

/** Again in another language. */
export function redrawCard() {
  if (shown) {
    const { name, labels, card } = shown;
    byId('card-body').replaceChildren(
      make('p', { class: 'card-name' }, name),
      ...accuracy(card),
      ...recalls(card, labels),
      ...limits(),
      ...ownWords(card),
      all(card),
    );
  }
}

const heading = (key) => make('h3', {}, t(key));
const paragraph = (key, values) => make('p', {}, t(key, values));

/** The split that a model was measured on, PublicTest first. */
function split(card) {
  const splits = Object.keys(card)
    .map((key) => /^metrics\.([^.]+)\.accuracy$/.exec(key)?.[1])
    .filter(Boolean);
  return splits.includes('PublicTest') ? 'PublicTest' : splits[0];
}

function accuracy(card) {
  const of = split(card);
  if (!of) {
    return [heading('card.accuracy'), paragraph('card.unmeasured')];
  }
  const figure = (name) => card[`metrics.${of}.${name}`];
  const tiles = [
    [percent(Number(figure('accuracy')), 1), t('card.right', { n: number(Number(figure('faces') ?? 0)), split: of })],
  ];
  if (figure('withoutCopies.accuracy')) {
    tiles.push([percent(Number(figure('withoutCopies.accuracy')), 1), t('card.without-copies')]);
  }
  if (figure('calibrationError')) {
    tiles.push([percent(Number(figure('calibrationError')), 1), t('card.calibration')]);
  }
  return [
    heading('card.accuracy'),
    make('dl', { class: 'tiles' }, ...tiles.map(([value, words]) => make('div', {}, make('dt', {}, words), make('dd', {}, value)))),
    ...interval(figure('interval95')),
  ];
}

function interval(range) {
  const [low, high] = (range ?? '').split('–').map(Number);
  return high ? [make('p', { class: 'hint' }, t('card.interval', { low: percent(low, 1), high: percent(high, 1) }))] : [];
}

function recalls(card, labels) {
  const of = split(card);
  const rows = labels
    .map((label) => [label, Number(card[`metrics.${of}.recall.${label}`])])
    .filter(([, recall]) => Number.isFinite(recall))
    .sort(([, a], [, b]) => b - a);
  if (rows.length === 0) {
    return [];
  }
  return [
    heading('card.recall'),
    make(
      'ul',
      { class: 'bars', role: 'list' },
      ...rows.map(([label, recall]) => {
        const fill = make('span');
        fill.style.width = `${100 * recall}%`;
        return make(
          'li',
          {},
          make('span', { class: 'name' }, emotion(label)),
          make('span', { class: 'track', 'aria-hidden': 'true' }, fill),
          make('span', { class: 'value' }, percent(recall)),
        );
      }),
    ),
  ];
}

function limits() {
  return [
    heading('card.limits'),
    make('ul', {}, ...['felt', 'labels', 'people', 'always'].map((key) => make('li', {}, t('card.limits.' + key)))),
    heading('card.use'),
    paragraph('card.use.for'),
    paragraph('card.use.not'),
  ];
}

/** In the language in which the model's makers wrote them. */
function ownWords(card) {
  const rows = ['use', 'misuse', 'limits', 'licence'].filter((key) => card[key]);
  if (rows.length === 0) {
    return [];
  }
  return [
    heading('card.own'),
    make('dl', { class: 'own', lang: 'en' }, ...rows.flatMap((key) => [make('dt', {}, key), make('dd', {}, card[key])])),
  ];
}

function all(card) {
  const rows = Object.entries(card).map(([key, value]) =>
    make('tr', {}, make('th', { scope: 'row' }, key), make('td', {}, make('pre', {}, String(value)))),
  );
  // A region that scrolls can be reached by keyboard.
  const table = make('div', { class: 'scroll', tabindex: '0', role: 'region', lang: 'en' }, make('table', {}, make('tbody', {}, ...rows)));
  tell(table, () => t('card.all'), 'aria-label');
  return make('details', {}, make('summary', {}, t('card.all')), table);
}
