// Requests to the server: errors, retries, keys, and waiting while it is unreachable.

import { byId, sleep } from './dom.js';
import { bindText, t } from './texts.js';

const STORAGE_KEY = 'sezim.key';
const MAX_TRIES = 30;

/** Heat maps take hundreds of model evaluations per face, so a busy server is not asked often. */
const MAX_EXPLAIN_TRIES = 2;

/** A failed request: status and detail of the server, or status 0 if it did not answer. */
export class Problem extends Error {
  constructor(status, detail, retryAfter = 0) {
    super(detail);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  get unreachable() {
    return this.status === 0;
  }
}

async function request(path, options = {}) {
  const headers = storedKey() ? { authorization: 'Bearer ' + storedKey() } : {};
  let response;
  try {
    response = await fetch(path, { ...options, headers });
    if (response.ok) {
      return await response.json();
    }
  } catch (e) {
    if (e.name === 'AbortError') {
      throw e;
    }
    throw new Problem(0, e.message);
  }
  const problem = await response.json().catch(() => ({}));
  const wait = response.status === 429 || response.status === 503 ? Number(response.headers.get('retry-after')) || 1 : 0;
  throw new Problem(response.status, problem.detail ?? problem.title ?? response.statusText, wait);
}

/** Sends a request until it is answered: waits while the server is busy or unreachable, and asks for a key if needed. */
async function requestWithRetry(path, options, { waiting = () => {}, signal, tries = MAX_TRIES } = {}) {
  let failed = 0;
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
      } else if (e.unreachable) {
        waiting('gone');
        // The server is up but broke off this request twice: gives up.
        if ((await untilServerAnswers()) && ++failed === 2) {
          throw e;
        }
      } else {
        throw e;
      }
    }
  }
}

/** Recognizes one photo and returns its result. */
export async function recognize(file, { explain = false, ...rest } = {}) {
  const body = new FormData();
  body.append('photo', file, file.name);
  const answer = await requestWithRetry(
    `v1/recognize${explain ? '?explain=true' : ''}`,
    { method: 'POST', body },
    explain ? { ...rest, tries: MAX_EXPLAIN_TRIES } : rest,
  );
  const result = answer.results[0];
  if (result.error !== undefined) {
    throw new Problem(422, result.error);
  }
  return result;
}

export const model = () => requestWithRetry('v1/model', {});

/** Address of the WebSocket for live frames. */
export function liveAddress() {
  const address = new URL('v1/live', document.baseURI);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  if (storedKey()) {
    // Browsers cannot add a header to a WebSocket.
    address.searchParams.set('key', storedKey());
  }
  return address;
}

// --- Waiting for the server ------------------------------------------------------------------

let waitingForServer = null;

/** Waits until the server answers; resolves to true if it did at once. */
export function untilServerAnswers() {
  waitingForServer ??= wait().finally(() => {
    waitingForServer = null;
  });
  return waitingForServer;
}

async function wait() {
  if (await isUp()) {
    return true;
  }
  notice('gone');
  for (let pause = 1000; ; pause = Math.min(1.5 * pause, 5000)) {
    await sleep(pause);
    if (await isUp()) {
      notice('back');
      return false;
    }
  }
}

async function isUp() {
  try {
    return (await fetch('healthz', { cache: 'no-store', signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
}

function notice(state) {
  const box = byId('notice');
  box.className = 'notice ' + state;
  bindText(box, () => t('server.' + state));
  if (state === 'back') {
    setTimeout(() => {
      if (box.className === 'notice back') {
        box.className = 'notice';
        bindText(box, () => '');
      }
    }, 4000);
  }
}

// --- Keys ------------------------------------------------------------------------------------

let keyDialog = null;
let key = '';

function storedKey() {
  try {
    return sessionStorage.getItem(STORAGE_KEY) ?? key;
  } catch {
    return key;
  }
}

/** Asks for the API key; concurrent requests share one dialog. */
function askForKey() {
  keyDialog ??= new Promise((done) => {
    const dialog = byId('key');
    const form = byId('key-form');
    dialog.addEventListener('cancel', (event) => event.preventDefault());
    form.addEventListener(
      'submit',
      () => {
        key = byId('key-value').value;
        try {
          sessionStorage.setItem(STORAGE_KEY, key);
        } catch {
          // The key lasts until the page is closed.
        }
        form.reset();
        keyDialog = null;
        done();
      },
      { once: true },
    );
    dialog.showModal();
  });
  return keyDialog;
}
