// The model card: metrics, limits and metadata of the emotion model.

import { model } from './api.js';
import { byId, make } from './dom.js';
import { bindText, emotion, number, percent, t } from './texts.js';

let current = null;

export function prepareCard() {
  const dialog = byId('card');
  byId('card-open').addEventListener('click', async () => {
    dialog.showModal();
    byId('card-title').focus();
    byId('card-body').replaceChildren(make('p', { class: 'hint' }, t('card.loading')));
    try {
      current = await model();
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

/** Shows the card again, in the current language. */
export function redrawCard() {
  if (current) {
    const { name, labels, card } = current;
    byId('card-body').replaceChildren(
      make('p', { class: 'card-name' }, name),
      ...accuracy(card),
      ...recalls(card, labels),
      ...limits(),
      ...authorNotes(card),
      allProperties(card),
    );
  }
}

const heading = (key) => make('h3', {}, t(key));
const paragraph = (key, values) => make('p', {}, t(key, values));

/** The split of the metrics to show, preferably PublicTest. */
function split(card) {
  const splits = Object.keys(card)
    .map((key) => /^metrics\.([^.]+)\.accuracy$/.exec(key)?.[1])
    .filter(Boolean);
  return splits.includes('PublicTest') ? 'PublicTest' : splits[0];
}

function accuracy(card) {
  const name = split(card);
  if (!name) {
    return [heading('card.accuracy'), paragraph('card.unmeasured')];
  }
  const figure = (metric) => card[`metrics.${name}.${metric}`];
  const tiles = [
    [percent(Number(figure('accuracy')), 1), t('card.right', { n: number(Number(figure('faces') ?? 0)), split: name })],
  ];
  if (figure('withoutCopies.accuracy')) {
    tiles.push([percent(Number(figure('withoutCopies.accuracy')), 1), t('card.without-copies')]);
  }
  if (figure('calibrationError')) {
    tiles.push([percent(Number(figure('calibrationError')), 1), t('card.calibration')]);
  }
  return [
    heading('card.accuracy'),
    make('dl', { class: 'tiles' }, ...tiles.map(([value, text]) => make('div', {}, make('dt', {}, text), make('dd', {}, value)))),
    ...interval(figure('interval95')),
  ];
}

function interval(range) {
  const [low, high] = (range ?? '').split('–').map(Number);
  return high ? [make('p', { class: 'hint' }, t('card.interval', { low: percent(low, 1), high: percent(high, 1) }))] : [];
}

function recalls(card, labels) {
  const name = split(card);
  const rows = labels
    .map((label) => [label, Number(card[`metrics.${name}.recall.${label}`])])
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

/** Notes of the model's authors, in their language. */
function authorNotes(card) {
  const rows = ['use', 'misuse', 'limits', 'licence'].filter((key) => card[key]);
  if (rows.length === 0) {
    return [];
  }
  return [
    heading('card.own'),
    make('dl', { class: 'own', lang: 'en' }, ...rows.flatMap((key) => [make('dt', {}, key), make('dd', {}, card[key])])),
  ];
}

function allProperties(card) {
  const rows = Object.entries(card).map(([key, value]) =>
    make('tr', {}, make('th', { scope: 'row' }, key), make('td', {}, make('pre', {}, String(value)))),
  );
  // A scrollable region must be reachable by keyboard.
  const table = make('div', { class: 'scroll', tabindex: '0', role: 'region', lang: 'en' }, make('table', {}, make('tbody', {}, ...rows)));
  bindText(table, () => t('card.all'), 'aria-label');
  return make('details', {}, make('summary', {}, t('card.all')), table);
}
