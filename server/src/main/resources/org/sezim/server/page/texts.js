// Texts of the page, from texts/LANGUAGE.json. A new language needs one file there and one line here.

const LANGUAGES = { en: 'English', kk: 'Қазақша', ru: 'Русский' };
const STORAGE_KEY = 'sezim.language';

let language = 'en';
let texts = {};

/** The texts of each node: functions by attribute, called again when the language changes. */
const bindings = new WeakMap();

/** The text for a key, with {name} replaced by values.name. */
export function t(key, values = {}) {
  return fill(texts[key] ?? key, values);
}

/** The text for a number of things, in the plural form of the language. */
export function plural(key, n, values = {}) {
  const forms = texts[key] ?? { other: key };
  return fill(forms[new Intl.PluralRules(language).select(n)] ?? forms.other, { n: number(n), ...values });
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (match, name) => values[name] ?? match);

export const number = (n, options = {}) => new Intl.NumberFormat(language, options).format(n);

/** Formats 0–1 as a percentage; a small positive value is shown as "< 1%", never as 0. */
export function percent(value, digits = 0) {
  const smallest = 0.5 * 10 ** -(digits + 2);
  if (value > 0 && value < smallest) {
    return '< ' + percent(2 * smallest, digits);
  }
  return number(value, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** The name of an emotion; an unknown label is returned unchanged. */
export const emotion = (label) => texts['emotion.' + label] ?? label;

/** Sets the text or an attribute of a node, now and when the language changes. */
export function bindText(node, text, attribute = 'text') {
  const functions = bindings.get(node) ?? new Map();
  bindings.set(node, functions.set(attribute, text));
  node.dataset.bound = '';
  write(node, attribute, text());
  return node;
}

function write(node, attribute, text) {
  if (attribute === 'text') {
    node.textContent = text;
  } else {
    node.setAttribute(attribute, text);
  }
}

/** Loads the preferred language and fills the page; calls changed after each later change. */
export async function start(select, changed) {
  for (const [code, name] of Object.entries(LANGUAGES)) {
    const option = new Option(name, code);
    option.lang = code;
    select.add(option);
  }
  for (const node of document.querySelectorAll('[data-text]')) {
    bindText(node, () => t(node.dataset.text));
  }
  for (const node of document.querySelectorAll('[data-label]')) {
    bindText(node, () => t(node.dataset.label), 'aria-label');
  }
  select.addEventListener('change', async () => {
    storeLanguage(select.value);
    await loadLanguage(select.value);
    changed();
  });
  select.value = preferred();
  await loadLanguage(select.value);
}

function preferred() {
  const wanted = [storedLanguage(), ...navigator.languages].map((code) => code?.split('-')[0]);
  return wanted.find((code) => code in LANGUAGES) ?? 'en';
}

async function loadLanguage(code) {
  const response = await fetch(`texts/${code}.json`);
  texts = await response.json();
  language = code;
  document.documentElement.lang = code;
  document.title = t('title');
  for (const node of document.querySelectorAll('[data-bound]')) {
    bindings.get(node).forEach((text, attribute) => write(node, attribute, text()));
  }
}

// Without access to storage, the choice lasts until the page is closed.
function storedLanguage() {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

function storeLanguage(code) {
  try {
    localStorage.setItem(STORAGE_KEY, code);
  } catch {
    // See above.
  }
}
