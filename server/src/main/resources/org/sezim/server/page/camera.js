// The camera: frames to the server one by one, what it finds drawn over the picture.

import { liveAddress, model, untilBack } from './api.js';
import { Chart } from './chart.js';
import { announce, byId, make, save, sleep } from './dom.js';
import { Bars, Glyph, labelOf } from './faces.js';
import { colourise, placeBox, placeLabels } from './layer.js';
import { emotion, many, percent, t, tell } from './texts.js';

/** Frames are sent no larger; the server's detector sees no more. */
const LONGEST_SIDE = 640;
const JPEG_QUALITY = 0.8;

/** More frames a second would look no smoother. */
const LEAST_MS_A_FRAME = 50;

/** A server that takes longer for one frame is taken for gone. */
const ANSWER_MS = 10_000;

const WORDS_EVERY_MS = 5000;

export class Camera {
  #video = byId('video');
  #layer = byId('live-layer');
  #chart = new Chart(byId('chart'));
  #bars = new Bars(byId('mood-bars'), { allInColour: true });
  #glyph = new Glyph();
  #canvas = make('canvas');
  #faces = new Map();
  #stream = null;
  #run = 0;
  #times = [];
  #told = 0;
  #felt;

  /** @param felt called with the strongest emotion */
  constructor(felt) {
    this.#felt = felt;
    byId('off-face').append(this.#glyph.node);
    byId('camera-toggle').addEventListener('click', () => (this.on ? this.stop() : this.start()));
    byId('save-mood').addEventListener('click', () => save(new Blob([this.#moodCsv()], { type: 'text/csv' }), 'mood.csv'));
    tell(byId('camera-where'), () => t('camera.where', { host: location.host }));
    tell(byId('chart'), () => this.#chartWords(), 'aria-label');
    this.#toggle();
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
    this.#toggle();
    this.#state('asking');
    if (!navigator.mediaDevices?.getUserMedia) {
      this.#fail('insecure');
      return;
    }
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: 'user', width: { ideal: LONGEST_SIDE }, height: { ideal: 480 } },
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
    // People know themselves from mirrors; a camera that looks away from them is no mirror.
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
    await this.#watch(run);
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
    this.#toggle();
  }

  #toggle() {
    const button = byId('camera-toggle');
    tell(button, () => t(this.on ? 'camera.stop' : 'camera.start'));
    button.classList.toggle('stop', this.on);
  }

  #state(state) {
    const live = state === 'on';
    byId('live').classList.toggle('running', live);
    byId('off').hidden = live;
    byId('rate').hidden = !live;
    tell(byId('camera-state'), () => t('camera.' + state));
    this.#glyph.feel({ off: 'neutral', asking: 'surprise' }[state] ?? 'sad');
    tell(byId('rate-text'), () => t('camera.on'));
  }

  /** Sends frames until the camera is stopped; comes back when the server does. */
  async #watch(run) {
    while (run === this.#run) {
      let socket;
      try {
        // A WebSocket that is refused does not say why; a request does, and asks for a missing key.
        await model();
        if (run !== this.#run) {
          return;
        }
        socket = new WebSocket(liveAddress());
        await opened(socket);
        while (run === this.#run) {
          const begun = performance.now();
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
          await sleep(Math.max(0, LEAST_MS_A_FRAME - (performance.now() - begun)));
        }
      } catch {
        this.#clearFaces();
        if (run === this.#run) {
          tell(byId('rate-text'), () => t('camera.waiting'));
          // A server that answers but takes no frames is not asked at full speed.
          await Promise.all([untilBack(), sleep(1000)]);
        }
      } finally {
        socket?.close();
      }
    }
  }

  #frame() {
    const { videoWidth, videoHeight } = this.#video;
    const scale = Math.min(1, LONGEST_SIDE / Math.max(videoWidth, videoHeight));
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
      tell(byId('rate-text'), () => t('camera.unread'));
      return;
    }
    const span = Math.max(500, now - this.#times[0]);
    const rate = Math.round(((this.#times.length - 1) / span) * 1000);
    tell(byId('rate-text'), () => `${t('camera.on')} · ${many('camera.rate', rate)}`);
    this.#showFaces(result);
    this.#mood(result.mood ?? null);
    if (result.mood) {
      this.#chart.add(now, result.mood);
      byId('save-mood').disabled = false;
    }
  }

  #showFaces(result) {
    const gone = new Set(this.#faces.keys());
    const mirrored = byId('live').classList.contains('mirrored');
    const faces = result.faces.map((face) => ({ ...face, box: mirrored ? mirror(face.box, result.width) : face.box }));
    for (const face of faces) {
      gone.delete(face.track);
      if (!this.#faces.has(face.track)) {
        const nodes = { box: make('div', { class: 'box' }), label: make('span', { class: 'label' }) };
        this.#faces.set(face.track, nodes);
        this.#layer.append(nodes.box, nodes.label);
      }
      const { box, label } = this.#faces.get(face.track);
      placeBox(box, face, result);
      colourise(box, face);
      colourise(label, face);
      tell(label, () => labelOf(face));
    }
    for (const track of gone) {
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
      tell(byId('mood-text'), () => t(this.on ? 'mood.none' : 'mood.off'));
      return;
    }
    const best = Object.keys(mood).reduce((a, b) => (mood[b] > mood[a] ? b : a));
    this.#bars.show(mood);
    tell(byId('mood-text'), () => t('mood.mostly', { emotion: emotion(best), score: percent(mood[best]) }));
    this.#felt(best);
    const now = performance.now();
    if (now - this.#told > WORDS_EVERY_MS) {
      this.#told = now;
      tell(byId('chart'), () => this.#chartWords(), 'aria-label');
    }
  }

  /** The chart for those who do not see it: its mean. */
  #chartWords() {
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
    const timer = setTimeout(() => failed(new Error('no answer')), ANSWER_MS);
    const end = (then) => (event) => {
      clearTimeout(timer);
      then(event.data);
    };
    socket.onmessage = end(done);
    socket.onclose = end(() => failed(new Error('closed')));
  });
}
