// Starts the page: tabs, input of photos, saving of results.

import { Camera } from './camera.js';
import { prepareCard, redrawCard } from './card.js';
import { announce, byId, make, save } from './dom.js';
import { csv, json } from './export.js';
import { Glyph } from './faces.js';
import { PhotoView } from './photos.js';
import { bindText, emotion, plural, start, t } from './texts.js';

const EMOTIONS = ['angry', 'disgust', 'fear', 'happy', 'sad', 'surprise', 'neutral'];

const brand = new Glyph('happy');
const camera = new Camera((label) => brand.show(label));
let photos = [];

await start(byId('language'), redrawCard);
byId('brand-face').append(brand.node);
byId('seven').append(
  ...EMOTIONS.map((label) => make('li', {}, new Glyph(label).node, bindText(make('span'), () => emotion(label)))),
);
bindText(byId('where'), () => t('where', { host: location.host }));
prepareCard();
prepareTabs();
preparePhotos();
document.body.classList.add('ready');

// --- Tabs ------------------------------------------------------------------------------------

function prepareTabs() {
  const tabs = [byId('tab-photos'), byId('tab-camera')];
  tabs.forEach((tab, i) => {
    tab.addEventListener('click', () => open(tab));
    tab.addEventListener('keydown', (event) => {
      if (['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) {
        event.preventDefault();
        const to = { Home: 0, End: 1 }[event.key] ?? 1 - i;
        open(tabs[to]);
        tabs[to].focus();
      }
    });
  });
  if (location.hash === '#camera') {
    open(tabs[1]);
  }
}

function open(chosen) {
  for (const tab of [byId('tab-photos'), byId('tab-camera')]) {
    const on = tab === chosen;
    tab.setAttribute('aria-selected', on);
    tab.tabIndex = on ? 0 : -1;
    byId(tab.getAttribute('aria-controls')).hidden = !on;
  }
  // The camera runs only while its tab is shown.
  if (chosen.id === 'tab-photos') {
    camera.stop();
  }
}

// --- Photos ----------------------------------------------------------------------------------

function preparePhotos() {
  const files = byId('files');
  byId('choose').addEventListener('click', () => files.click());
  files.addEventListener('change', () => {
    add([...files.files]);
    files.value = '';
  });
  byId('example').addEventListener('click', async () => {
    const response = await fetch('several.jpg').catch(() => null);
    if (response?.ok) {
      add([new File([await response.blob()], 'several.jpg', { type: 'image/jpeg' })]);
    } else {
      announce(t('server.gone'));
    }
  });
  byId('clear').addEventListener('click', () => {
    photos.forEach((photo) => photo.dispose());
    photos = [];
    refresh();
    byId('choose').focus();
    announce(t('photos.cleared'));
  });
  byId('save-json').addEventListener('click', () => save(new Blob([json(results())], { type: 'application/json' }), 'faces.json'));
  byId('save-csv').addEventListener('click', () => save(new Blob([csv(results())], { type: 'text/csv' }), 'faces.csv'));
  document.addEventListener('paste', (event) => add([...event.clipboardData.files]));
  prepareDrop();
}

function prepareDrop() {
  let depth = 0;
  const veil = byId('veil');
  const holdsFiles = (event) => event.dataTransfer?.types.includes('Files');
  const change = (by) => {
    depth = Math.max(0, depth + by);
    veil.classList.toggle('shown', depth > 0);
  };
  document.addEventListener('dragenter', (event) => holdsFiles(event) && change(1));
  document.addEventListener('dragleave', (event) => holdsFiles(event) && change(-1));
  document.addEventListener('dragover', (event) => holdsFiles(event) && event.preventDefault());
  document.addEventListener('drop', (event) => {
    if (holdsFiles(event)) {
      event.preventDefault();
      change(-depth);
      add([...event.dataTransfer.files]);
    }
  });
}

/** Adds photos above the older ones, in the given order. */
function add(files) {
  if (files.length === 0) {
    return;
  }
  open(byId('tab-photos'));
  const added = files.map((file) => {
    const photo = new PhotoView(file, { onResult: showResult, onRemove: () => remove(photo) });
    return photo;
  });
  photos = [...added, ...photos];
  byId('list').prepend(...added.map((photo) => photo.node));
  refresh();
  added.forEach((photo) => photo.start());
}

function showResult(photo) {
  const first = photo.result.faces?.[0];
  if (first) {
    brand.show(first.emotion);
  }
  refresh();
}

function remove(photo) {
  photo.dispose();
  photos = photos.filter((other) => other !== photo);
  photo.node.remove();
  refresh();
  byId('choose').focus();
}

const results = () => photos.map((photo) => photo.result).filter(Boolean);

function refresh() {
  const done = results();
  const faces = done.reduce((sum, { faces: found = [] }) => sum + found.length, 0);
  document.body.classList.toggle('has-photos', photos.length > 0);
  byId('toolbar').hidden = photos.length === 0;
  byId('save-json').disabled = byId('save-csv').disabled = done.length === 0;
  bindText(byId('summary'), () => `${plural('photos', photos.length)}, ${plural('faces', faces)}`);
  if (photos.length === 0) {
    byId('list').replaceChildren();
  }
}
