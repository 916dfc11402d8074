// `npm run bench`: sizes and times, one line each. Hovers are timed side by side with yaml-language-server, given
// the same texts and the API's fields as a JSON schema. Names as arguments run a part: sizes activation terminal simulate
// check clock hover live diagnosis page editor
import { build } from 'esbuild';
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { pageBench } from './benchPage.mjs';
import { podsInTrouble } from './benchPods.mjs';
import { packagesFolder } from './cache.mjs';
import { ensureInstalled } from './install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'out/bench');
/** How often a file is edited, and hovered on after that: editors run for hours, so both sides get warm. */
const edits = 41;
/**
 * Milliseconds that the editor leaves between an edit, or a hover, and its next question: half of `editor.hover.delay`,
 * counted from where the pointer came to rest (ContentHoverController, HoverOperation). Both sides are also asked at
 * once, as no editor does.
 */
const rest = 150;
/** Milliseconds of quiet after an edit, and of work at once, as src/host/readAhead.ts and inParts.ts have them. */
const ahead = { quiet: 50, part: 5 };
/** So many fresh windows each are opened with an empty webview and with the panel, in turn; the medians count. */
const windows = 3;
const asked = process.argv.slice(2);
const panelPage = () => pageBench({ line, ms, median, load, root });
const parts = {
  sizes,
  activation,
  terminal: terminals,
  simulate: simulations,
  check: checks,
  clock,
  hover: hovers,
  live,
  diagnosis: diagnoses,
  page: panelPage,
  editor,
};

ensureInstalled();
mkdirSync(out, { recursive: true });
for (const name of asked.length > 0 ? asked : Object.keys(parts)) await parts[name]();
process.exit(0);

function line(what, value, aim = '') {
  console.log(`${what.padEnd(58)} ${value.padStart(22)}${aim && `   aim: ${aim}`}`);
}

function ms(value) {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function timed(run) {
  const since = performance.now();
  run();
  return performance.now() - since;
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Takes steps in parts, as the extension host does (src/host/inParts.ts), until a time; then it is that time. */
async function inParts(steps, until) {
  while (performance.now() < until) {
    const since = performance.now();
    let isDone = false;
    do isDone = steps.next().done;
    while (!isDone && performance.now() - since < ahead.part);
    if (isDone) break;
    await pause(0);
  }
  await pause(Math.max(0, until - performance.now()));
}

/** Bundles a module of src for this process. `plugins`: of esbuild. */
async function load(name, contents, plugins = []) {
  const outfile = join(out, `${name}.mjs`);
  await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'neutral',
    format: 'esm',
    external: ['node:*', 'playwright-core', '../../tools/*'],
    mainFields: ['module', 'main'],
    outfile,
    plugins,
    logLevel: 'error',
  });
  return import(pathToFileURL(outfile).href);
}

async function sizes() {
  const { packageExtension } = await import('./package.mjs');
  const { packTerminal } = await import('./npmPackage.mjs');
  const size = (path) => statSync(join(root, path)).size / 1024;
  const core = readdirSync(join(root, 'dist/host')).map((file) => size(`dist/host/${file}`));
  const kb = (value) => `${value.toFixed(0)} KB`;
  const atOnce = loadedWith('dist/extension.node.js').reduce((sum, file) => sum + size(file), 0);
  line('host bundle: what activation loads', kb(atOnce), '< 300 KB');
  const all = size('dist/extension.node.js') + core.reduce((a, b) => a + b, 0);
  line('host bundle: the core, loaded when something is explained', kb(all - atOnce));
  line('host bundle for the web', kb(size('dist/extension.web.cjs')));
  const forVersion = loadedWith('dist/cli.js').reduce((sum, file) => sum + size(file), 0);
  line('terminal: what --version loads', kb(forVersion));
  line('VSIX', kb(statSync(packageExtension()).size / 1024), '< 1536 KB');
  line('npm package', kb(statSync(packTerminal()).size / 1024), '< 1024 KB');
}

/** The terminal's command as whole processes, in turn with a node that does nothing: what is above that is its own. */
function terminals() {
  const cli = join(root, 'dist/cli.js');
  const commands = {
    'terminal: node -e 0, beside it': ['-e', '0'],
    'terminal: --version': [cli, '--version'],
    'terminal: explain of one pod': [cli, 'explain', join(root, 'samples/nginx.yaml')],
  };
  const aims = ['', '< 60 ms', '< 200 ms'];
  const times = Object.values(commands).map(() => []);
  for (let run = 0; run < 15; run++) {
    for (const [nth, args] of Object.values(commands).entries()) {
      let ended;
      times[nth].push(timed(() => (ended = spawnSync(process.execPath, args, { encoding: 'utf8' }))));
      if (ended.status !== 0) throw new Error(`node ${args.join(' ')} failed: ${ended.stderr}`);
    }
  }
  for (const [nth, what] of Object.keys(commands).entries()) line(what, ms(median(times[nth])), aims[nth]);
}

/** The files of the extension that load along with one. */
function loadedWith(file) {
  const { outputs } = JSON.parse(readFileSync(join(root, 'out/meta/node.json'), 'utf8'));
  const files = new Set([file]);
  for (const each of files)
    for (const { path, kind } of outputs[each].imports)
      if (kind === 'import-statement' && outputs[path]) files.add(path);
  return [...files];
}

function podYaml(containers, name = 'web') {
  const container = (i) => `    - name: c${i}
      image: registry.example/shop/web:1.${i}
      env:
        - name: LEVEL
          value: "${i}"
      ports:
        - containerPort: ${8000 + i}
      resources:
        requests:
          cpu: 25m
        limits:
          cpu: 500m
          memory: 64Mi
`;
  const all = Array.from({ length: containers }, (_, i) => container(i)).join('');
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  containers:\n${all}`;
}

function deployments(count) {
  const one = (i) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web-${i}
  labels:
    app: web-${i}
spec:
  replicas: 1
  selector:
    matchLabels:
      app: web-${i}
  template:
    metadata:
      labels:
        app: web-${i}
    spec:
      containers:
        - name: app
          image: registry.example/shop/web:1.4
          env:
            - name: LEVEL
              value: info
          resources:
            limits:
              cpu: 500m
              memory: 256Mi
`;
  return Array.from({ length: count }, (_, i) => one(i)).join('---\n');
}

async function simulations() {
  const { parseManifest, simulate } = await load(
    'simulate',
    `export { parseManifest } from './src/core/manifest/parseManifest';
     export { simulate } from './src/core/cluster/simulate/simulate';`,
  );
  const start = Date.parse('2026-01-01T00:00:00Z');
  const objects = (text) => parseManifest(text).objects.map(({ value }) => value);
  const run = (input) => () => simulate({ objects: input, start });
  const one = run(objects(podYaml(1)));
  for (let i = 0; i < 300; i++) one();
  line('simulation: 1 container, warm', ms(median(Array.from({ length: 300 }, () => timed(one)))), '< 1 ms');
  const seventy = run(objects(podYaml(70)));
  for (let i = 0; i < 10; i++) seventy();
  line('simulation: 70 containers', ms(median(Array.from({ length: 20 }, () => timed(seventy)))), '< 20 ms');
  const thousand = objects(deployments(1000));
  line('simulation: 1,000 Deployments', ms(timed(run(thousand))), '< 2 s');
  const heap = () => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed / 1048576;
  };
  const before = heap();
  const count = Number(process.env.BENCH_SIMULATIONS ?? 20_000);
  for (let i = 0; i < count; i++) one();
  const gc = globalThis.gc ? '' : ' (without --expose-gc)';
  line(
    `memory after ${count.toLocaleString('en')} simulations${gc}`,
    `${(heap() - before).toFixed(1)} MB more`,
    'flat',
  );
}

/** A check of many workloads: those that are alike but for their names, and those of which each is another. */
async function checks() {
  const { check, parseManifest } = await load(
    'check',
    `export { check } from './src/core/explain/check/check';
     export { parseManifest } from './src/core/manifest/parseManifest';`,
  );
  const run = (text) => () => {
    const [found] = check([{ manifest: parseManifest(text), file: 'many.yaml' }], { circumstances: {} });
    if (found.length > 0) throw new Error(found[0].message);
  };
  run(deployments(10))();
  const alike = deployments(1000);
  line('check: 1,000 Deployments', ms(timed(run(alike))), '< 3 s');
  let number = 0;
  const different = (count) => deployments(count).replaceAll('name: LEVEL', () => `name: LEVEL_${number++}`);
  line('check: 1,000 Deployments, each with a variable of its own', ms(timed(run(different(1000)))));
  line('check: 100 of these', ms(timed(run(different(100)))));
  const program = join(root, 'dist/cli.js');
  if (!existsSync(program)) throw new Error('npm run build first');
  const whole = (what) => {
    const since = performance.now();
    const { status, stdout } = spawnSync(process.execPath, [program, 'check', what], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stdout);
    return performance.now() - since;
  };
  const folder = mkdtempSync(join(tmpdir(), 'pod-startup-bench-'));
  try {
    const one = join(folder, 'many.yaml');
    writeFileSync(one, alike);
    mkdirSync(join(folder, 'many'));
    for (const [i, text] of alike.split('---\n').entries()) writeFileSync(join(folder, 'many', `web-${i}.yaml`), text);
    line('check: 1,000 Deployments in one file, the whole process', ms(whole(one)), '< 3 s');
    line('check: 1,000 Deployments in 1,000 files, the whole process', ms(whole(join(folder, 'many'))), '< 3 s');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the probe clock adds to a hover on a probe, and how wide its windows are beside the kubelet's own jitter. */
async function clock() {
  const contents = `export { parseManifest } from './src/core/manifest/parseManifest';
    export { hover } from './src/core/explain/hover/hover';`;
  const none = {
    name: 'without the clock',
    setup: (made) =>
      made.onLoad({ filter: /probeClockFacts\.ts$/ }, () => ({
        contents: 'export function probeClockFacts() { return []; }',
        loader: 'ts',
      })),
  };
  const sides = [await load('clock', contents), await load('clockless', contents, [none])];
  const text = (i) =>
    podYaml(70).replace(
      /( +)image: (\S+)(?=[^]*c69)/g,
      `$1image: $2\n$1startupProbe: {httpGet: {port: 80}, periodSeconds: 2, failureThreshold: ${30 + i}}\n` +
        '$1readinessProbe: {httpGet: {port: 80}, periodSeconds: 5}\n$1livenessProbe: {httpGet: {port: 80}, periodSeconds: 10}',
    );
  const taken = [[], []];
  for (let i = 0; i < edits; i++) {
    const changed = text(i);
    // Each goes first every other time.
    for (const at of i % 2 === 0 ? [0, 1] : [1, 0]) {
      const { parseManifest, hover } = sides[at];
      const manifest = parseManifest(changed);
      const place = changed.lastIndexOf('periodSeconds: 5') + 1;
      let said;
      taken[at].push(timed(() => (said = hover(manifest, place))));
      if (JSON.stringify(said).includes('after the application answers') !== (at === 0))
        throw new Error('no such hover');
    }
  }
  const [withClock, without] = taken.map(median);
  line('hover on a probe of 70 containers, after an edit', ms(withClock));
  line('  the same without the probe clock', ms(without));
  const { parseManifest, probeClockFacts, releaseOf } = await load(
    'clockShare',
    `export { parseManifest } from './src/core/manifest/parseManifest';
     export { probeClockFacts } from './src/core/explain/facts/probeClockFacts';
     export { releaseOf } from './src/core/release/kubernetesRelease';`,
  );
  const pod = parseManifest(text(0)).objects[0].value;
  const index = pod.spec.containers.findLastIndex(({ readinessProbe }) => readinessProbe);
  const path = ['spec', 'containers', index, 'readinessProbe', 'periodSeconds'];
  const field = { definition: 'Probe', field: 'periodSeconds' };
  const share = () => {
    if (probeClockFacts(field, path, pod, releaseOf('1.37')).length === 0) throw new Error('the clock says nothing');
  };
  share();
  line("  the probe clock's own share", ms(median(Array.from({ length: edits }, () => timed(share)))), '< 1 ms');
  await widths();
}

/** Of each moment of the recorded runs: the widths of its windows, beside what the kubelet's own turns leave open. */
async function widths() {
  const { moments, mostJitter, probeRuns } = await load(
    'widths',
    `export { moments, mostJitter, probeRuns } from './test/recordings/probeRuns';`,
  );
  const cases = JSON.parse(brotliDecompressSync(readFileSync(join(root, 'test/recordings/probeTimes.json.br'))));
  const runs = probeRuns(cases);
  console.log(`widths of the probe clock's windows, of ${runs.length.toLocaleString('en')} recorded runs, in seconds`);
  console.log('             windows  median  longest   of the jitter: median  most   real moments span');
  for (const what of moments) {
    const found = runs.filter(({ clock: { [what]: window } }) => window);
    const width = ({ clock: { [what]: window } }) => window.latest - window.earliest;
    const shares = found.map((run) => width(run) / mostJitter(run, what)).sort((a, b) => a - b);
    const all = found.map(width).sort((a, b) => a - b);
    const numbers = [median(all), all.at(-1)].map((value) => value.toFixed(1).padStart(7));
    const percents = [median(shares), shares.at(-1)].map((value) => `${(100 * value).toFixed(0)} %`.padStart(6));
    const spans = realSpans(found, moments.indexOf(what) + 3);
    console.log(
      `  ${what.padEnd(8)} ${String(found.length).padStart(9)} ${numbers.join('  ')} ${percents.join('').padStart(31)}   ${spans}`,
    );
  }
}

/** How far apart the same moment of a container came in its runs of one release, beside its window: the median and the most. */
function realSpans(runs, at) {
  const groups = new Map();
  for (const run of runs.filter(({ seen }) => seen[at] !== null)) {
    const key = JSON.stringify([run.kubernetes, run.seen[0], run.seen[1], run.answers, run.clock]);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  const spans = [...groups.values()]
    .filter((own) => own.length > 2)
    .map((own) => Math.max(...own.map(({ seen }) => seen[at])) - Math.min(...own.map(({ seen }) => seen[at])))
    .sort((a, b) => a - b);
  return spans.length === 0 ? '' : `${median(spans).toFixed(1)} to ${spans.at(-1).toFixed(1)}`;
}

/** The API's fields as a JSON schema, for the other side. */
async function jsonSchema() {
  const { schema } = await load('schema', `export { schema } from './src/core/api/schema';`);
  const scalars = { int32: 'integer', int64: 'integer', double: 'number', boolean: 'boolean', object: 'object' };
  const typeOf = (text) => {
    const type = text.replace(/[!#].*$/, '');
    if (type.startsWith('[')) return { type: 'array', items: typeOf(type.slice(1, -1)) };
    if (type.startsWith('{')) return { type: 'object', additionalProperties: typeOf(type.slice(1, -1)) };
    if (schema[type]) return { $ref: `#/definitions/${type}` };
    if (type === 'IntOrString' || type === 'Quantity') return { type: ['string', 'integer', 'number'] };
    return { type: scalars[type] ?? 'string' };
  };
  const definitions = Object.entries(schema).map(([name, fields]) => {
    const properties = Object.entries(fields).map(([field, type]) => {
      return [field, { description: `The field ${field} of ${name}.`, ...typeOf(type) }];
    });
    return [name, { type: 'object', properties: Object.fromEntries(properties) }];
  });
  const kinds = ['Pod', 'Deployment'];
  // oxlint-disable-next-line unicorn/no-thenable -- JSON schema's own word
  // oxlint-disable-next-line unicorn/no-thenable -- JSON Schema's own word
  const of = (kind) => ({ if: { properties: { kind: { const: kind } } }, then: { $ref: `#/definitions/${kind}` } });
  return { definitions: Object.fromEntries(definitions), allOf: kinds.map(of) };
}

/** yaml-language-server over its standard input and output. */
async function languageServer() {
  const folder = packagesFolder('yaml-language-server', ['yaml-language-server@2.0.0']);
  const program = join(folder, 'node_modules/yaml-language-server/bin/yaml-language-server');
  const child = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const waiting = new Map();
  let buffer = Buffer.alloc(0);
  let id = 0;
  const schemaFile = join(out, 'kubernetes.schema.json');
  writeFileSync(schemaFile, JSON.stringify(await jsonSchema()));
  const yaml = {
    hover: true,
    validate: false,
    completion: false,
    schemas: { [pathToFileURL(schemaFile).href]: '*.yaml' },
  };
  const send = (message) => {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  const take = (message) => {
    if (message.id !== undefined && message.method === undefined) waiting.get(message.id)?.(message.result);
    else if (message.method === 'workspace/configuration')
      send({ id: message.id, result: message.params.items.map(({ section }) => (section === 'yaml' ? yaml : {})) });
    else if (message.id !== undefined) send({ id: message.id, result: null });
  };
  child.stdout.on('data', (data) => {
    buffer = Buffer.concat([buffer, data]);
    for (;;) {
      const head = buffer.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/.exec(buffer.toString('utf8', 0, head))?.[1]);
      if (buffer.length < head + 4 + length) return;
      const text = buffer.toString('utf8', head + 4, head + 4 + length);
      buffer = buffer.subarray(head + 4 + length);
      take(JSON.parse(text));
    }
  });
  const request = (method, params) =>
    new Promise((resolve) => {
      waiting.set(++id, resolve);
      send({ id, method, params });
    });
  const notify = (method, params) => send({ method, params });
  const workspace = { configuration: true, didChangeConfiguration: { dynamicRegistration: true } };
  await request('initialize', { processId: process.pid, rootUri: null, capabilities: { workspace } });
  notify('initialized', {});
  notify('workspace/didChangeConfiguration', { settings: { yaml } });
  await pause(1000);
  return { request, notify, stop: () => child.kill() };
}

async function hovers() {
  const { parseManifest, hover, warmUp, linesAhead, readAhead } = await load(
    'hover',
    `export { parseManifest } from './src/core/manifest/parseManifest';
     export { hover } from './src/core/explain/hover/hover';
     export { linesAhead, readAhead } from './src/core/explain/hover/readAhead';
     export { warmUp } from './src/core/explain/hover/warmUp';`,
  );
  const server = await languageServer();
  const files = [
    ['1 container', podYaml(1), 'never slower'],
    ['70 containers', podYaml(70), '< 20 ms after an edit'],
    ['100 documents', deployments(100), 'never slower'],
    ['500 documents', deployments(500), '5 times faster'],
  ];
  for (const [name, text, aim] of files) {
    const edited = (i) =>
      text.replace(/image: registry\.example\/shop\/web:1\.\S+/, `image: registry.example/shop/web:2.${i}`);
    const here = positionOf(text, 'cpu: 500m');
    const there = positionOf(text, 'memory: ');
    const uri = `file:///bench/${name.replaceAll(' ', '-')}.yaml`;
    server.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
    const none = () => ({ edit: [], warm: [], elsewhere: [], editAtOnce: [], elsewhereAtOnce: [] });
    const [theirs, ours] = [none(), none()];
    let manifest;
    for (let i = 0; i < edits; i++) {
      const isAtOnce = i % 2 === 0;
      const [edit, elsewhere] = isAtOnce ? ['editAtOnce', 'elsewhereAtOnce'] : ['edit', 'elsewhere'];
      const changed = edited(i);
      const ask = async (taken, position) => {
        const since = performance.now();
        const answer = await server.request('textDocument/hover', { textDocument: { uri }, position });
        taken.push(performance.now() - since);
        if (!answer && i === 0) console.log(`  (yaml-language-server says nothing here: ${name})`);
      };
      server.notify('textDocument/didChange', {
        textDocument: { uri, version: i + 2 },
        contentChanges: [{ text: changed }],
      });
      if (!isAtOnce) await pause(rest);
      await ask(theirs[edit], here);
      await ask(theirs.warm, here);
      if (!isAtOnce) await pause(rest);
      await ask(theirs[elsewhere], there);

      const at = changed.lastIndexOf('cpu: 500m') + 1;
      const other = changed.lastIndexOf('memory: ') + 1;
      const parsed = () => (manifest = parseManifest(changed, manifest));
      if (!isAtOnce) {
        const until = performance.now() + rest;
        await pause(ahead.quiet);
        await inParts(readAhead(parsed(), changed.indexOf('web:2.'), linesAhead.edit), until);
      }
      ours[edit].push(
        timed(() => {
          if (isAtOnce) parsed();
          if (!hover(manifest, at)) throw new Error('no hover');
        }),
      );
      ours.warm.push(timed(() => hover(manifest, at)));
      if (!isAtOnce) await inParts(readAhead(manifest, at, linesAhead.hover), performance.now() + rest);
      ours[elsewhere].push(timed(() => hover(manifest, other)));
      // The first answer of all is a cold one; then comes what the extension does for the later ones when it was loaded.
      if (i === 0 && text === files[0][1]) for (const _ of warmUp()) await pause(25);
    }
    const lines = text.split('\n').length - 1;
    const said = ({ edit, warm, elsewhere, editAtOnce, elsewhereAtOnce }) =>
      `first ${ms(editAtOnce[0])}, edited ${ms(median(edit))} (at once ${ms(median(editAtOnce.slice(1)))}), ` +
      `again ${ms(median(warm))}, elsewhere ${ms(median(elsewhere))} (at once ${ms(median(elsewhereAtOnce))})`;
    line(`hover: ${name}, ${lines} lines`, '', aim);
    console.log(`  ours                 ${said(ours)}\n  yaml-language-server ${said(theirs)}`);
  }
  server.stop();
}

/**
 * A watched cluster of many pods: what it takes of the extension host. It is watched in a process of its own, whose memory
 * is not that of what other parts have loaded (a browser's driver, Mermaid, the bundler's output).
 */
async function live() {
  if (asked.length !== 1) {
    const { status } = spawnSync(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), 'live'], {
      stdio: 'inherit',
    });
    if (status !== 0) throw new Error('watching many pods failed');
    return;
  }
  const { watchManyPods } = await load('live', `export { watchManyPods } from './test/kubectl/manyPods';`);
  const recordings = JSON.parse(brotliDecompressSync(readFileSync(join(root, 'test/recordings/own.json.br'))));
  const story = recordings.find(({ name }) => name === 'seed.kubectl-run-nginx');
  const program = join(root, 'test/kubectl/answerByRules.cjs');
  const isOver = async (start) => {
    while (!start.isOver || start.lanes()?.length !== 500) await pause(250);
  };
  const { longestTurn, memory } = await watchManyPods(story, 500, 1000, program, isOver);
  line('500 pods, 1,000 news a second: longest turn of the host', ms(longestTurn), '< 100 ms');
  line('500 pods, 1,000 news a second: memory of the process', `${(memory / 1e6).toFixed(0)} MB`, '< 300 MB');
}

/** Line and column (from 0) of the last place where a text has the words. */
function positionOf(text, words) {
  const before = text.slice(0, text.lastIndexOf(words) + 1).split('\n');
  return { line: before.length - 1, character: before.at(-1).length };
}

/** When a webview's page drew last: milliseconds since the epoch, and since the page began. */
async function lastDrawn(page) {
  for (const frame of page.frames()) {
    const time = await frame
      .evaluate(() => {
        const own = performance.getEntriesByName('drawn').at(-1)?.startTime;
        return own && { at: performance.timeOrigin + own, own };
      })
      .catch(() => undefined);
    if (time) return time;
  }
  throw new Error('no page drew anything');
}

/** An extension whose command opens a webview that is drawn at once: what is left is VS Code's own time. */
function emptyWebview() {
  const folder = join(out, 'empty-webview');
  mkdirSync(folder, { recursive: true });
  const commands = [{ command: 'bench.empty', title: 'Bench: Empty Webview' }];
  const manifest = {
    name: 'bench',
    publisher: 'bench',
    version: '1.0.0',
    engines: { vscode: '^1.100.0' },
    main: './main.cjs',
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, contributes: { commands } }));
  writeFileSync(
    join(folder, 'main.cjs'),
    `const { commands, window } = require('vscode');
     exports.activate = () => commands.registerCommand('bench.empty', () => {
       const panel = window.createWebviewPanel('bench', 'Empty', { viewColumn: -2, preserveFocus: true }, { enableScripts: true });
       panel.webview.html = "<p>Drawn</p><script>document.body.className = 'drawn'; performance.mark('drawn')</script>";
     });`,
  );
  return folder;
}

/** What `activate` takes in the extension host of real VS Code, loading included; beside it an extension that does nothing. */
async function activation() {
  const own = [];
  const floor = [];
  for (let i = 0; i < 3; i++) {
    floor.push(await activationOf(emptyWebview(), 'bench.bench'));
    own.push(await activationOf(root.replace(/\/$/, ''), 'pod-startup.pod-startup'));
  }
  line('activation, from cold', ms(median(own)), '< 50 ms');
  console.log(`  an empty extension takes ${ms(median(floor))}`);
}

/** Milliseconds in a freshly started VS Code. */
async function activationOf(extension, id) {
  const { chromium } = await import('playwright-core');
  const { launchOptions } = await import('./chromium.mjs');
  const { startServer, workbenchUrl } = await import('./vscodeServer.mjs');
  const tests = join(out, 'activation.cjs');
  writeFileSync(
    tests,
    `exports.run = async () => {
      const extension = require('vscode').extensions.getExtension('${id}');
      const since = performance.now();
      await extension.activate();
      console.log('activation ' + (performance.now() - since));
    };`,
  );
  const browser = await chromium.launch(launchOptions());
  const server = await startServer();
  try {
    const page = await browser.newPage();
    let time = 0;
    let done = () => {};
    const ended = new Promise((resolve) => (done = resolve));
    await page.exposeFunction('codeAutomationExit', (code) => done(code));
    await page.exposeFunction('codeAutomationLog', (_type, args) => {
      time = Number(/^activation ([\d.]+)/.exec(args.join(' '))?.[1] ?? time);
    });
    await page.goto(workbenchUrl(server, { folder: out, extension, tests }));
    await ended;
    return time;
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Runs a command three times in a fresh window, its page closed in between: the times of `drawingTime`. */
async function drawings(workbench, command) {
  const times = [];
  for (let i = 0; i < 3; i++) {
    await workbench.openFile('nginx.yaml');
    times.push(await drawingTime(workbench, command, () => workbench.drawn()));
    if (i < 2) await workbench.command('View: Close All Editors');
  }
  return times;
}

/** Milliseconds from a command until the page says that it drew what it shall show, and since the page began. */
async function drawingTime({ page }, command, isThere) {
  await page.waitForTimeout(2000);
  await page.keyboard.press('F1');
  await page.locator('.quick-input-box input').fill(`>${command}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: command }).first().waitFor();
  const since = Date.now();
  await page.keyboard.press('Enter');
  await isThere();
  const { at, own } = await lastDrawn(page);
  return { all: at - since, own };
}

async function editor() {
  if (!existsSync(join(root, 'dist/extension.node.js'))) throw new Error('npm run build first');
  const { Workbench } = await load('workbench', `export { Workbench } from './test/e2e/workbench';`);
  const command = 'Pod Startup: Explain This Manifest';
  const [floor, panel] = [[], []];
  for (let i = 0; i < windows; i++) {
    const bare = await Workbench.open({ extension: emptyWebview() });
    floor.push(await drawings(bare, 'Bench: Empty Webview').finally(() => bare.close()));
    const workbench = await Workbench.open();
    try {
      panel.push(await drawings(workbench, command));
      if (i === windows - 1) await changes(workbench, command);
    } finally {
      await workbench.close();
    }
  }
  const all = (runs, at) => median(runs.map((run) => run[at].all));
  for (const [at, which] of ['first', 'second', 'third'].entries()) {
    const [ours, empty] = [all(panel, at), all(floor, at)];
    line(`command to drawn diagram: ${which}`, ms(ours));
    if (at === 0)
      line('  beside an empty webview in the same run', `${(ours / empty).toFixed(2)} times`, '< 1.5 times');
    else line("  without an empty webview's", ms(ours - empty), '< 200 ms');
    console.log(
      `  an empty webview takes ${ms(empty)}; since our page began ${ms(median(panel.map((run) => run[at].own)))}`,
    );
  }
}

/** How soon an open panel shows another manifest, and an edit. */
async function changes(workbench, command) {
  const { page } = workbench;
  const arrow = (text) => () => workbench.panel().locator('g.arrow', { hasText: text }).first().waitFor();
  const open = async (file) => {
    await workbench.command('View: Focus First Editor Group');
    await workbench.openFile(file);
  };
  await open('hovers.yaml');
  const { all } = await drawingTime(workbench, command, arrow('CreateContainer web'));
  line('command to drawn diagram: another manifest, the panel open', ms(all), '< 150 ms');
  await open('nginx.yaml');
  await drawingTime(workbench, command, arrow('CreateContainer nginx'));
  await page.locator('.view-line', { hasText: 'image: nginx' }).first().click();
  await page.keyboard.press('End');
  const times = [];
  for (const typed of ['a', 'ab', 'abc', 'abcd', 'abcde']) {
    const since = Date.now();
    await page.keyboard.type(typed.at(-1));
    await arrow(new RegExp(`PullImage nginx${typed}\\b`))();
    times.push((await lastDrawn(page)).at - since);
  }
  line('edit to redrawn diagram', ms(median(times)), '< 100 ms');
}

/** Why 500 pods do not run, with their events, owners and nodes, as a panel asks it at each news of them. */
async function diagnoses() {
  const { diagnose } = await load('diagnosis', "export { diagnose } from './src/core/diagnosis/diagnosis';");
  const { view, now } = podsInTrouble(500);
  const taken = Array.from({ length: 21 }, () => timed(() => diagnose(view, { now })));
  const found = diagnose(view, { now });
  if (found.length < 4) throw new Error(`${found.length} diagnoses of pods that all have a trouble`);
  line('diagnosing 500 pods, the first time', ms(taken[0]));
  line('diagnosing 500 pods, the median of 20 more', ms(median(taken.slice(1))), '< 50 ms');
}
