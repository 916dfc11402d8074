// Asks a real API server, the one of KUBECONFIG, to create the objects of the tables in test/core/cluster/apiserver,
// without keeping them (dry run), and packs its answers:
//   node tools/record-validation.mjs
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';

const root = new URL('..', import.meta.url).pathname;
const folder = `${root}test/core/cluster/apiserver/`;
const bundle = `${root}out/record-validation.mjs`;
await build({
  stdin: {
    contents: `export * from './tables'; export { kindOf } from '../../../../src/core/api/kinds';`,
    resolveDir: folder,
  },
  bundle: true,
  outfile: bundle,
  format: 'esm',
  platform: 'node',
  packages: 'external',
});
const { tablesIn, digestOf, namespaceOf, kindOf } = await import(bundle);

const proxy = spawn('kubectl', ['proxy', '--port=0'], { stdio: ['ignore', 'pipe', 'inherit'] });
const [said] = await once(proxy.stdout, 'data');
const server = `http://${/127\.0\.0\.1:\d+/.exec(String(said))?.[0]}`;

try {
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
  if (failed.length > 0) process.exitCode = 1;
  if (failed.length === 0 && Object.keys(answers).length !== new Set(cases.map(({ key }) => key)).size) throw new Error('two cases share a digest'); // prettier-ignore
  const sorted = Object.fromEntries(Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1)));
  const text = Buffer.from(JSON.stringify(sorted));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  const packed = brotliCompressSync(text, { params });
  writeFileSync(`${root}test/recordings/validation.json.br`, packed);
  console.log(`${Object.keys(answers).length} answers, packed ${packed.length} bytes`);
} finally {
  proxy.kill();
}

/** Without what is the server's own: uid, versions, times, who set which field. */
function answerOf(body) {
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
  if (status > 299) throw new Error(`${object.kind} ${object.metadata.name}: ${body.message}`);
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
  return { status: response.status, body: await response.json() };
}

async function inTurns(count, items, work) {
  const left = items.values();
  await Promise.all(Array.from({ length: count }, async () => {
    for (const item of left) await work(item);
  })); // prettier-ignore
}
