// Packs the recordings of several releases into one file for the tests, without what nobody can know beforehand and what no
// test of them reads: status polls, times, events' numbers, and of a pod's watch all but the first and the last. Those of one
// case follow each other, so that they cost little more than one.
//   node tools/pack-release-recordings.mjs FOLDER… test/recordings/releases.json.br
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { packed } from './packed.mjs';

const folders = process.argv.slice(2);
const target = folders.pop();
if (!target || folders.length === 0) throw new Error('usage: pack-release-recordings.mjs FOLDER… TARGET');

const polls = new Set(['PodSandboxStatus', 'ContainerStatus', 'ReopenContainerLog']);

/** Each kind of name that is drawn by lot, by a name of the same form that says how many there were before it. */
function withoutChance(text, manifest) {
  const known = new Map();
  const numbered = (pad, tail) => (drawn) => {
    if (!known.has(drawn)) known.set(drawn, pad + String(known.size).padStart(tail, '0'));
    return known.get(drawn);
  };
  const named = new Set(manifest.match(/\b[0-9a-f]{64}\b/g));
  const id = numbered('0'.repeat(60), 4);
  return text
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, numbered('00000000-0000-4000-8000-00000000', 4))
    .replace(/\b[0-9a-f]{64}\b/g, (drawn) => (named.has(drawn) ? drawn : id(drawn)))
    .replace(/kube-api-access-\w{5}/g, 'kube-api-access-00000')
    .replace(/\b10\.244\.\d+\.\d+/g, '10.244.0.2')
    .replace(/"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z"/g, '"2026-01-01T00:00:00Z"')
    .replace(/"resourceVersion":"\d+"/g, '"resourceVersion":"1"')
    .replace(/(\/containers\/[^/"]+\/)[0-9a-f]{8}(?=")/g, '$100000000')
    .replace(/"(kubernetes\.io\/config\.seen)":"[^"]*"/g, '"$1":"2026-01-01T00:00:00Z"')
    .replace(/\b\d+(?:\.\d+)?ms\b/g, '1ms');
}

function slim(recording) {
  const { name, manifest, namespace, kubernetes, runtime, seconds, plan, node, errors, services } = recording;
  const { actions, namespaceLabels, watch, events, cri } = recording;
  const uidOf = ({ object }) => object.metadata.uid;
  const ends = watch.filter((one, i) => {
    const isOf = (other) => uidOf(other) === uidOf(one);
    return watch.findIndex(isOf) === i || watch.findLastIndex(isOf) === i;
  });
  const told = events
    .filter(({ involvedObject }) => involvedObject.kind === 'Pod')
    .map(({ reason, type, message, involvedObject: { kind, name: pod, fieldPath } }) => {
      return { reason, type, message, involvedObject: { kind, name: pod, fieldPath } };
    });
  const calls = cri
    .filter(({ method }) => !polls.has(basename(method)))
    .map(({ method, request, response, error }) => ({ method: basename(method), request, response, error }));
  const given = { name, manifest, kubernetes, runtime, seconds, plan, node, services, actions, namespaceLabels };
  const found = {
    errors,
    watch: ends.map(({ type, object }) => ({ type, object })),
    events: told.filter((event, i) => told.findIndex((other) => JSON.stringify(other) === JSON.stringify(event)) === i),
    cri: calls,
  };
  return JSON.stringify({ ...given, namespace, ...JSON.parse(withoutChance(JSON.stringify(found), manifest)) });
}

const all = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ file, text: slim(JSON.parse(readFileSync(join(folder, file), 'utf8'))) })),
);
all.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
console.log(`${all.length} recordings, ${packed(target, `[${all.map((one) => one.text).join(',\n')}]`)}`);
