// Asks a real API server, the one of KUBECONFIG, to create the objects of the tables in test/core/cluster/apiserver,
// without keeping them (dry run), and packs its answers:
//   node tools/record-validation.mjs
// Of a server that is older than 1.37 it keeps only what that one answered otherwise.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';

const root = new URL('..', import.meta.url).pathname;
const folder = `${root}test/core/cluster/apiserver/`;
const bundle = `${root}out/record-validation.mjs`;
await build({
  stdin: {
    contents: `export * from './tables'; export { knowable } from './knowable'; export { kindOf } from '../../../../src/core/api/kinds';`,
    resolveDir: folder,
  },
  bundle: true,
  outfile: bundle,
  format: 'esm',
  platform: 'node',
  packages: 'external',
});
const { tablesIn, digestOf, namespaceOf, knowable, kindOf } = await import(bundle);

const proxy = spawn('kubectl', ['proxy', '--port=0'], { stdio: ['ignore', 'pipe', 'inherit'] });
const [said] = await once(proxy.stdout, 'data');
const server = `http://${/127\.0\.0\.1:\d+/.exec(String(said))?.[0]}`;

const newest = '1.37';
try {
  const { major, minor } = (await ask('GET', '/version')).body;
  const release = `${major}.${minor}`;
  const cases = tablesIn(folder).flatMap((table) => table.cases);
  const groups = new Map();
  for (const one of cases) {
    const namespace = namespaceOf(one.group);
    if (!groups.has(namespace)) groups.set(namespace, []);
    groups.get(namespace).push(one);
  }
  const answers = {};
  const failed = [];
  for (const [namespace, ofGroup] of groups) {
    const { given, namespaceLabels } = ofGroup[0].group;
    try {
      await prepare(namespace, namespaceLabels, given);
    } catch (error) {
      failed.push(`${error.message} in the group of ${ofGroup[0].key}`);
      for (const { key } of ofGroup) answers[digestOf(key)] = null;
      continue;
    }
    await inTurns(8, ofGroup, async ({ manifest, key }) => {
      const query = '?dryRun=All&fieldManager=kubectl-create&fieldValidation=Strict';
      const { body } = await ask('POST', pathOf(manifest, namespace) + query, manifest);
      answers[digestOf(key)] = answerOf(body);
    });
    await clear(namespace, given);
  }
  for (const why of failed) console.error(why);
  if (failed.length > 0 && release === newest) throw new Error('a group cannot be made');
  if (Object.keys(answers).length !== new Set(cases.map(({ key }) => key)).size) throw new Error('two cases share a digest'); // prettier-ignore
  if (release === newest) pack('validation', answers);
  else {
    const wanted = unpacked('validation');
    const differing = cases.filter((one) => !isSame(answers[digestOf(one.key)], wanted[digestOf(one.key)], one));
    const before = existsSync(pathOfPack('olderValidation')) ? unpacked('olderValidation') : {};
    pack('olderValidation', {
      ...before,
      [release]: sorted(Object.fromEntries(differing.map(({ key }) => [digestOf(key), answers[digestOf(key)]]))),
    });
    console.log(`${differing.length} of ${cases.length} answers of ${release} differ from ${newest}'s`);
  }
} finally {
  proxy.kill();
}

function pathOfPack(name) {
  return `${root}test/recordings/${name}.json.br`;
}

function unpacked(name) {
  return JSON.parse(brotliDecompressSync(readFileSync(pathOfPack(name))).toString('utf8'));
}

function pack(name, value) {
  const text = Buffer.from(JSON.stringify(sorted(value)));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  const packed = brotliCompressSync(text, { params });
  writeFileSync(pathOfPack(name), packed);
  console.log(`${name}: packed ${packed.length} bytes`);
}

function sorted(map) {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isSame(answer, wanted, one) {
  return JSON.stringify(answer && knowable(answer, one)) === JSON.stringify(knowable(wanted, one));
}

/** Without what is the server's own: uid, versions, times, who set which field. */
function answerOf(body) {
  if (!body) return null;
  if (body.kind === 'Status') return { code: body.code, reason: body.reason, message: body.message };
  const metadata = { ...body.metadata };
  for (const field of ['uid', 'resourceVersion', 'creationTimestamp', 'managedFields']) delete metadata[field];
  return { object: { ...body, metadata } };
}

async function prepare(namespace, labels, given) {
  await made({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } });
  await until(() => read(`/api/v1/namespaces/${namespace}/serviceaccounts/default`));
  await until(() => read(`/api/v1/namespaces/${namespace}/configmaps/kube-root-ca.crt`));
  for (const object of given) {
    const path = await made(object, namespace);
    if (object.kind === 'ResourceQuota') await until(async () => (await read(path))?.status?.hard);
  }
  // The admission plugins read from caches, which a watch fills.
  if (given.length > 0) await new Promise((resolve) => setTimeout(resolve, 500));
}

async function clear(namespace, given) {
  const widely = given.filter((object) => !pathOf(object, namespace).includes('/namespaces/'));
  for (const object of widely) await ask('DELETE', `${pathOf(object, namespace)}/${object.metadata.name}`);
  await ask('DELETE', `/api/v1/namespaces/${namespace}`);
  if (widely.length > 0) await new Promise((resolve) => setTimeout(resolve, 500));
}

/** Creates an object for good; returns its path. */
async function made(object, namespace) {
  const path = pathOf(object, namespace);
  const { status, body } = await ask('POST', path, object);
  if (status > 299) throw new Error(`${object.kind} ${object.metadata.name}: ${body?.message ?? status}`);
  return `${path}/${object.metadata.name}`;
}

async function read(path) {
  const { status, body } = await ask('GET', path);
  return status === 200 ? body : undefined;
}

async function until(look) {
  for (let i = 0; i < 100; i++) {
    if (await look()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the cluster did not come to it in 10 s');
}

function pathOf({ apiVersion, kind }, namespace) {
  const { resource, namespaced } = kindOf(kind);
  const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return `${group}${namespaced ? `/namespaces/${namespace}` : ''}/${resource}`;
}

async function ask(method, path, body) {
  const response = await fetch(server + path, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await response.text();
  // A handler that panics leaves no answer.
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : undefined };
}

async function inTurns(count, items, work) {
  const left = items.values();
  await Promise.all(Array.from({ length: count }, async () => {
    for (const item of left) await work(item);
  })); // prettier-ignore
}
