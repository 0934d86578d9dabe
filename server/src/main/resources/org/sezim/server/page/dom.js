// Helpers for the DOM.

export const byId = (id) => document.getElementById(id);

/** Creates an element: make('p', {class: 'hint'}, 'text', child). Properties that start with "on" are listeners. */
export function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) {
      node.addEventListener(name.slice(2), value);
    } else if (value === true) {
      node.setAttribute(name, '');
    } else if (value !== false && value !== undefined) {
      node.setAttribute(name, value);
    }
  }
  node.append(...children);
  return node;
}

export const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Offers a file for download. */
export function save(blob, name) {
  const link = make('a', { href: URL.createObjectURL(blob), download: name });
  link.click();
  // The browser reads the blob after this task.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Announces a text to screen readers. */
export function announce(text) {
  byId('announcer').textContent = text;
}
