// The server: requests, its refusals, and what to do when it is away.

import { byId, sleep } from './dom.js';
import { t, tell } from './texts.js';

const KEY = 'sezim.key';
const TRIES_WHEN_BUSY = 30;

/** Heat maps cost hundreds of answers a face: a server that cannot spare them is not pressed. */
const TRIES_TO_EXPLAIN = 2;

/** Why a request failed: the server's own words, or none if it did not answer. */
export class Problem extends Error {
  constructor(status, detail, retryAfter = 0) {
    super(detail);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  get gone() {
    return this.status === 0;
  }
}

async function request(path, options = {}) {
  const headers = storedKey() ? { authorization: 'Bearer ' + storedKey() } : {};
  let answer;
  try {
    answer = await fetch(path, { ...options, headers });
    if (answer.ok) {
      return await answer.json();
    }
  } catch (e) {
    if (e.name === 'AbortError') {
      throw e;
    }
    throw new Problem(0, e.message);
  }
  const problem = await answer.json().catch(() => ({}));
  const wait = answer.status === 429 || answer.status === 503 ? Number(answer.headers.get('retry-after')) || 1 : 0;
  throw new Problem(answer.status, problem.detail ?? problem.title ?? answer.statusText, wait);
}

/** Asks until there is an answer: waits while the server is busy or away, asks the person for a key. */
async function insist(path, options, { waiting = () => {}, signal, tries = TRIES_WHEN_BUSY } = {}) {
  let broken = 0;
  let busy = 0;
  for (;;) {
    try {
      return await request(path, { ...options, signal });
    } catch (e) {
      if (signal?.aborted) {
        throw e;
      }
      if (e.status === 401) {
        await askForKey();
      } else if (e.retryAfter > 0 && ++busy < tries) {
        waiting('busy');
        await sleep(1000 * Math.min(e.retryAfter, 10));
      } else if (e.gone) {
        waiting('gone');
        // A server that is there but breaks off twice does not want this request.
        if ((await untilBack()) && ++broken === 2) {
          throw e;
        }
      } else {
        throw e;
      }
    }
  }
}

/** One photo's result. */
export async function recognize(file, { explain = false, ...rest } = {}) {
  const body = new FormData();
  body.append('photo', file, file.name);
  const answer = await insist(
    `v1/recognize${explain ? '?explain=true' : ''}`,
    { method: 'POST', body },
    explain ? { ...rest, tries: TRIES_TO_EXPLAIN } : rest,
  );
  const result = answer.results[0];
  if (result.error !== undefined) {
    throw new Problem(422, result.error);
  }
  return result;
}

export const model = () => insist('v1/model', {});

/** Where live frames go. */
export function liveAddress() {
  const address = new URL('v1/live', document.baseURI);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  if (storedKey()) {
    // Browsers give a WebSocket no header.
    address.searchParams.set('key', storedKey());
  }
  return address;
}

// --- Away and back ---------------------------------------------------------------------------

let coming = null;

/** Waits until the server answers; true if it did so at once. */
export function untilBack() {
  coming ??= wait().finally(() => {
    coming = null;
  });
  return coming;
}

async function wait() {
  if (await answers()) {
    return true;
  }
  notice('gone');
  for (let pause = 1000; ; pause = Math.min(1.5 * pause, 5000)) {
    await sleep(pause);
    if (await answers()) {
      notice('back');
      return false;
    }
  }
}

async function answers() {
  try {
    return (await fetch('healthz', { cache: 'no-store', signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
}

function notice(state) {
  const box = byId('notice');
  box.className = 'notice ' + state;
  tell(box, () => t('server.' + state));
  if (state === 'back') {
    setTimeout(() => {
      if (box.className === 'notice back') {
        box.className = 'notice';
        tell(box, () => '');
      }
    }, 4000);
  }
}

// --- Keys ------------------------------------------------------------------------------------

let asking = null;
let key = '';

function storedKey() {
  try {
    return sessionStorage.getItem(KEY) ?? key;
  } catch {
    return key;
  }
}

/** Asks for the server's key; several requests wait for one answer. */
function askForKey() {
  asking ??= new Promise((done) => {
    const dialog = byId('key');
    const form = byId('key-form');
    dialog.addEventListener('cancel', (event) => event.preventDefault());
    form.addEventListener(
      'submit',
      () => {
        key = byId('key-value').value;
        try {
          sessionStorage.setItem(KEY, key);
        } catch {
          // It lasts until the page is left.
        }
        form.reset();
        asking = null;
        done();
      },
      { once: true },
    );
    dialog.showModal();
  });
  return asking;
}
