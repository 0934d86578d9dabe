// Runs Sezim's emotion models in ONNX Runtime for the web, as WebAssembly like in a browser, and compares the
// probabilities with Sezim's own.
//
// usage: node check.mjs MODELS CASES    (called by bench/interop/run)

import { readFileSync, readdirSync } from 'node:fs';
import * as ort from 'onnxruntime-web';

// All that an application needs: faces are a Uint8Array of N·48·48 gray pixels; the result has N·C probabilities, face
// after face. In a browser, model may be a URL. The runtime does not expose the file's metadata: take the labels from
// `./sezim inspect`.
async function recognize(model, faces) {
  const session = await ort.InferenceSession.create(model);
  const pixels = new ort.Tensor('uint8', faces, [faces.length / (48 * 48), 48, 48]);
  const { probabilities } = await session.run({ pixels }, ['probabilities']);
  return probabilities;
}

const TOLERANCE = 1e-4;
ort.env.wasm.numThreads = 1;
const [models, cases] = process.argv.slice(2);
const faces = new Uint8Array(readFileSync(`${cases}/faces.u8`));
const names = readdirSync(cases).filter((file) => file.endsWith('.f32')).map((file) => file.slice(0, -4)).sort();
for (const name of names) {
  const found = await recognize(new Uint8Array(readFileSync(`${models}/sezim-${name}.onnx`)), faces);
  const expected = new Float32Array(new Uint8Array(readFileSync(`${cases}/${name}.f32`)).buffer);
  const labels = readFileSync(`${cases}/${name}.labels`, 'utf8').split(',');
  const same = found.data.length === expected.length && found.dims[1] === labels.length;
  const largest = same ? found.data.reduce((most, p, i) => Math.max(most, Math.abs(p - expected[i])), 0) : Infinity;
  const fits = largest <= TOLERANCE; // false for NaN
  if (!fits) process.exitCode = 1;
  console.log(
    `JavaScript, onnxruntime-web ${ort.env.versions.web}: ${name}: ${found.dims[0]} faces,` +
      ` largest difference ${largest.toExponential(1)}${fits ? '' : ', too large'}`,
  );
}
