// The camera: sends frames to the server one by one and draws the faces over the video.

import { liveAddress, model, untilServerAnswers } from './api.js';
import { Chart } from './chart.js';
import { announce, byId, make, save, sleep } from './dom.js';
import { Bars, Glyph, labelOf } from './faces.js';
import { colorize, placeBox, placeLabels } from './layer.js';
import { bindText, emotion, percent, plural, t } from './texts.js';

/** Longest side of a sent frame in pixels; enough for the detector. */
const MAX_SIDE = 640;
const JPEG_QUALITY = 0.8;

/** Shortest time per frame: a higher rate would not look smoother. */
const MIN_FRAME_MS = 50;

/** Time after which a missing answer counts as a lost connection. */
const ANSWER_TIMEOUT_MS = 10_000;

/** Interval of updates of the chart's text for screen readers. */
const CHART_TEXT_MS = 5000;

export class Camera {
  #video = byId('video');
  #layer = byId('live-layer');
  #chart = new Chart(byId('chart'));
  #bars = new Bars(byId('mood-bars'), { allInColor: true });
  #glyph = new Glyph();
  #canvas = make('canvas');
  #faces = new Map();
  #stream = null;
  #run = 0;
  #times = [];
  #chartTextTime = 0;
  #onEmotion;

  /** @param onEmotion called with the strongest emotion of each frame */
  constructor(onEmotion) {
    this.#onEmotion = onEmotion;
    byId('off-face').append(this.#glyph.node);
    byId('camera-toggle').addEventListener('click', () => (this.on ? this.stop() : this.start()));
    byId('save-mood').addEventListener('click', () => save(new Blob([this.#moodCsv()], { type: 'text/csv' }), 'mood.csv'));
    bindText(byId('camera-where'), () => t('camera.where', { host: location.host }));
    bindText(byId('chart'), () => this.#chartText(), 'aria-label');
    this.#updateButton();
    this.#state('off');
    this.#mood(null);
  }

  get on() {
    return this.#run % 2 === 1;
  }

  async start() {
    if (this.on) {
      return;
    }
    const run = ++this.#run;
    this.#updateButton();
    this.#state('asking');
    if (!navigator.mediaDevices?.getUserMedia) {
      this.#fail('insecure');
      return;
    }
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: 'user', width: { ideal: MAX_SIDE }, height: { ideal: 480 } },
      });
    } catch (e) {
      if (run === this.#run) {
        this.#fail({ NotAllowedError: 'denied', NotFoundError: 'missing', NotReadableError: 'taken' }[e.name] ?? 'failed');
      }
      return;
    }
    if (run !== this.#run) {
      stream.getTracks().forEach((track) => track.stop());
      return;
    }
    this.#stream = stream;
    const [track] = stream.getVideoTracks();
    track.addEventListener('ended', () => this.stop());
    // People expect a mirror image of themselves, but not of other things.
    byId('live').classList.toggle('mirrored', track.getSettings().facingMode !== 'environment');
    this.#video.srcObject = stream;
    await this.#video.play().catch(() => {});
    if (run !== this.#run) {
      return;
    }
    this.#video.hidden = false;
    byId('live').style.setProperty('--aspect', this.#video.videoWidth / this.#video.videoHeight);
    this.#state('on');
    announce(t('camera.started'));
    this.#chart.clear();
    this.#draw(run);
    await this.#sendFrames(run);
  }

  stop() {
    if (!this.on) {
      return;
    }
    this.#end();
    this.#state('off');
    announce(t('camera.stopped'));
  }

  #fail(why) {
    this.#end();
    this.#state(why);
    announce(t('camera.' + why));
  }

  #end() {
    this.#run++;
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = null;
    this.#video.srcObject = null;
    this.#video.hidden = true;
    this.#times = [];
    this.#clearFaces();
    this.#updateButton();
  }

  #updateButton() {
    const button = byId('camera-toggle');
    bindText(button, () => t(this.on ? 'camera.stop' : 'camera.start'));
    button.classList.toggle('stop', this.on);
  }

  #state(state) {
    const live = state === 'on';
    byId('live').classList.toggle('running', live);
    byId('off').hidden = live;
    byId('rate').hidden = !live;
    bindText(byId('camera-state'), () => t('camera.' + state));
    this.#glyph.show({ off: 'neutral', asking: 'surprise' }[state] ?? 'sad');
    bindText(byId('rate-text'), () => t('camera.on'));
  }

  /** Sends frames until the camera is stopped; reconnects after failures. */
  async #sendFrames(run) {
    while (run === this.#run) {
      let socket;
      try {
        // A refused WebSocket gives no reason; a request does, and asks for a missing key.
        await model();
        if (run !== this.#run) {
          return;
        }
        socket = new WebSocket(liveAddress());
        await opened(socket);
        while (run === this.#run) {
          const started = performance.now();
          if (document.visibilityState === 'visible') {
            const frame = await this.#frame();
            if (frame && run === this.#run) {
              const answer = answered(socket);
              socket.send(frame);
              const result = JSON.parse(await answer);
              if (run === this.#run) {
                this.#show(result);
              }
            }
          }
          await sleep(Math.max(0, MIN_FRAME_MS - (performance.now() - started)));
        }
      } catch {
        this.#clearFaces();
        if (run === this.#run) {
          bindText(byId('rate-text'), () => t('camera.waiting'));
          // Limits the retry rate if the server answers but accepts no frames.
          await Promise.all([untilServerAnswers(), sleep(1000)]);
        }
      } finally {
        socket?.close();
      }
    }
  }

  #frame() {
    const { videoWidth, videoHeight } = this.#video;
    const scale = Math.min(1, MAX_SIDE / Math.max(videoWidth, videoHeight));
    this.#canvas.width = Math.round(scale * videoWidth);
    this.#canvas.height = Math.round(scale * videoHeight);
    if (this.#canvas.width === 0) {
      return null;
    }
    this.#canvas.getContext('2d').drawImage(this.#video, 0, 0, this.#canvas.width, this.#canvas.height);
    return new Promise((done) => this.#canvas.toBlob(done, 'image/jpeg', JPEG_QUALITY));
  }

  #show(result) {
    const now = performance.now();
    this.#times = [...this.#times.filter((time) => time > now - 2000), now];
    if (result.error !== undefined) {
      bindText(byId('rate-text'), () => t('camera.unread'));
      return;
    }
    const span = Math.max(500, now - this.#times[0]);
    const rate = Math.round(((this.#times.length - 1) / span) * 1000);
    bindText(byId('rate-text'), () => `${t('camera.on')} · ${plural('camera.rate', rate)}`);
    this.#showFaces(result);
    this.#mood(result.mood ?? null);
    if (result.mood) {
      this.#chart.add(now, result.mood);
      byId('save-mood').disabled = false;
    }
  }

  #showFaces(result) {
    const lost = new Set(this.#faces.keys());
    const mirrored = byId('live').classList.contains('mirrored');
    const faces = result.faces.map((face) => ({ ...face, box: mirrored ? mirror(face.box, result.width) : face.box }));
    for (const face of faces) {
      lost.delete(face.track);
      if (!this.#faces.has(face.track)) {
        const nodes = { box: make('div', { class: 'box' }), label: make('span', { class: 'label' }) };
        this.#faces.set(face.track, nodes);
        this.#layer.append(nodes.box, nodes.label);
      }
      const { box, label } = this.#faces.get(face.track);
      placeBox(box, face, result);
      colorize(box, face);
      colorize(label, face);
      bindText(label, () => labelOf(face));
    }
    for (const track of lost) {
      Object.values(this.#faces.get(track)).forEach((node) => node.remove());
      this.#faces.delete(track);
    }
    placeLabels(this.#layer, faces, faces.map((face) => this.#faces.get(face.track).label), result);
  }

  #clearFaces() {
    this.#faces.clear();
    this.#layer.replaceChildren();
  }

  #mood(mood) {
    byId('mood-bars').classList.toggle('idle', !mood);
    if (!mood) {
      bindText(byId('mood-text'), () => t(this.on ? 'mood.none' : 'mood.off'));
      return;
    }
    const best = Object.keys(mood).reduce((a, b) => (mood[b] > mood[a] ? b : a));
    this.#bars.show(mood);
    bindText(byId('mood-text'), () => t('mood.mostly', { emotion: emotion(best), score: percent(mood[best]) }));
    this.#onEmotion(best);
    const now = performance.now();
    if (now - this.#chartTextTime > CHART_TEXT_MS) {
      this.#chartTextTime = now;
      bindText(byId('chart'), () => this.#chartText(), 'aria-label');
    }
  }

  /** The chart as text for screen readers: the mean of the last minute. */
  #chartText() {
    const now = performance.now();
    const moods = this.#chart.history.filter(({ time }) => time > now - 60_000).map(({ mood }) => mood);
    if (moods.length === 0) {
      return t('mood.chart.empty');
    }
    const means = Object.keys(moods[0])
      .map((label) => [label, moods.reduce((sum, mood) => sum + mood[label], 0) / moods.length])
      .sort(([, a], [, b]) => b - a);
    return t('mood.chart', { shares: means.map(([label, mean]) => `${emotion(label)} ${percent(mean)}`).join(', ') });
  }

  #draw(run) {
    if (run === this.#run) {
      this.#chart.draw(performance.now());
      requestAnimationFrame(() => this.#draw(run));
    }
  }

  #moodCsv() {
    const { history } = this.#chart;
    const labels = Object.keys(history[0].mood);
    const rows = history.map(({ time, mood }) => [
      ((time - history[0].time) / 1000).toFixed(2),
      ...labels.map((label) => mood[label]),
    ]);
    return [['second', ...labels], ...rows].map((row) => row.join(',') + '\r\n').join('');
  }
}

const mirror = (box, width) => ({ ...box, x: width - box.x - box.width });

function opened(socket) {
  return new Promise((done, failed) => {
    socket.addEventListener('open', done, { once: true });
    socket.addEventListener('close', () => failed(new Error('closed')), { once: true });
  });
}

function answered(socket) {
  return new Promise((done, failed) => {
    const timer = setTimeout(() => failed(new Error('no answer')), ANSWER_TIMEOUT_MS);
    const end = (then) => (event) => {
      clearTimeout(timer);
      then(event.data);
    };
    socket.onmessage = end(done);
    socket.onclose = end(() => failed(new Error('closed')));
  });
}
