// All words come from texts/LANGUAGE.json; a new language is one file there and one line here.

const LANGUAGES = { en: 'English', kk: 'Қазақша', ru: 'Русский' };
const CHOICE = 'sezim.language';

let language = 'en';
let texts = {};
const told = new WeakMap();

/** The words for a key, with {name} replaced by values.name. */
export function t(key, values = {}) {
  return fill(texts[key] ?? key, values);
}

/** The words for a number of things, in the form that the language has for it. */
export function many(key, n, values = {}) {
  const forms = texts[key] ?? { other: key };
  return fill(forms[new Intl.PluralRules(language).select(n)] ?? forms.other, { n: number(n), ...values });
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

export const number = (n, options = {}) => new Intl.NumberFormat(language, options).format(n);

/** 0–1 as per cent; what is above nothing never reads as nothing. */
export function percent(value, digits = 0) {
  const least = 0.5 * 10 ** -(digits + 2);
  if (value > 0 && value < least) {
    return '< ' + percent(2 * least, digits);
  }
  return number(value, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** An emotion's name; a label that no language file knows stays as the model has it. */
export const emotion = (label) => texts['emotion.' + label] ?? label;

/** Puts words into a node, now and whenever the language changes. */
export function tell(node, words, attribute = 'text') {
  const all = told.get(node) ?? new Map();
  told.set(node, all.set(attribute, words));
  node.dataset.told = '';
  write(node, attribute, words());
  return node;
}

function write(node, attribute, words) {
  if (attribute === 'text') {
    node.textContent = words;
  } else {
    node.setAttribute(attribute, words);
  }
}

/** Loads the person's language and fills the page; calls changed after each later change. */
export async function start(select, changed) {
  for (const [code, name] of Object.entries(LANGUAGES)) {
    const option = new Option(name, code);
    option.lang = code;
    select.add(option);
  }
  for (const node of document.querySelectorAll('[data-text]')) {
    tell(node, () => t(node.dataset.text));
  }
  for (const node of document.querySelectorAll('[data-label]')) {
    tell(node, () => t(node.dataset.label), 'aria-label');
  }
  select.addEventListener('change', async () => {
    remember(select.value);
    await speak(select.value);
    changed();
  });
  select.value = preferred();
  await speak(select.value);
}

function preferred() {
  const wanted = [remembered(), ...navigator.languages].map((code) => code?.split('-')[0]);
  return wanted.find((code) => code in LANGUAGES) ?? 'en';
}

async function speak(code) {
  const answer = await fetch(`texts/${code}.json`);
  texts = await answer.json();
  language = code;
  document.documentElement.lang = code;
  document.title = t('title');
  for (const node of document.querySelectorAll('[data-told]')) {
    told.get(node).forEach((words, attribute) => write(node, attribute, words()));
  }
}

// Where storage is forbidden the choice lasts until the page is left.
function remembered() {
  try {
    return localStorage.getItem(CHOICE);
  } catch {
    return null;
  }
}

function remember(code) {
  try {
    localStorage.setItem(CHOICE, code);
  } catch {
    // See above.
  }
}
