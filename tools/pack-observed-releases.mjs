// Packs what kubectl saw of the starts that were recorded on clusters of several releases, and when the runtime was really
// called, for the tests of the observer: of each fourth case, and of all that say how something fails or waits.
//   node tools/pack-observed-releases.mjs FOLDER… test/recordings/observedReleases.json.br
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { packed } from './packed.mjs';

const folders = process.argv.slice(2);
const target = folders.pop();
if (!target || folders.length === 0) throw new Error('usage: pack-observed-releases.mjs FOLDER… TARGET');

const methods = new Set(['RunPodSandbox', 'PullImage', 'CreateContainer', 'StartContainer']);

/** Of a request what says whose it is. */
function slimRequest({ config, sandbox_config, image, container_id }) {
  const metadata = (one) => one && { metadata: { name: one.metadata?.name } };
  return { config: metadata(config), sandbox_config: metadata(sandbox_config), image: image && { image: image.image }, container_id }; // prettier-ignore
}

function slim({ name, kubernetes, runtime, watch, events, cri }) {
  const slimPod = ({ spec, ...pod }) => ({ ...pod, spec: { ...spec, volumes: undefined, tolerations: undefined } });
  return {
    name,
    kubernetes,
    runtime,
    watch: watch.map(({ at, type, object }) => ({ at, type, object: slimPod(object) })),
    events,
    cri: cri
      .filter(({ method }) => methods.has(basename(method)))
      .map(({ start, end, method, request, response, error }) => {
        const id = response?.container_id;
        return {
          start,
          end,
          method,
          request: slimRequest(request),
          ...(id && { response: { container_id: id } }),
          error,
        };
      }),
  };
}

const all = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .filter((file, i) => i % 4 === 0 || /^(?:fault|pull|init|sidecar)\./.test(file))
    .map((file) => ({ file, value: slim(JSON.parse(readFileSync(join(folder, file), 'utf8'))) }))
    .filter(({ value }) => value.watch.length > 0),
);
all.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
console.log(
  `${all.length} recordings, ${packed(target, `[${all.map(({ value }) => JSON.stringify(value)).join(',\n')}]`)}`,
);
