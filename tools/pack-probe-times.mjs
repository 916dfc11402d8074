// Packs what recordings tell of probes into one file for the tests: each case's manifest and plan once, and of each run when
// containers were seen started and ready, and when the kubelet began to kill them, in seconds from StartContainer:
//   node tools/pack-probe-times.mjs test/recordings/probeTimes.json.br FOLDER…
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const [target, ...folders] = process.argv.slice(2);
if (!target || folders.length === 0) throw new Error('usage: pack-probe-times.mjs TARGET FOLDER…');

const seconds = (stamp) => {
  const [, whole, fraction = '0'] = /^([^.Z]+)(?:\.(\d+))?Z$/.exec(stamp);
  return Date.parse(`${whole}Z`) / 1000 + Number(`0.${fraction}`);
};

/** [pod, container, for how long it was watched, started, ready, killed] of each container's first run; null for what was not seen. */
function timesOf({ cri, watch, events, appliedAt, seconds: watched }) {
  const runs = new Map();
  const find = (pod, container, id) =>
    [...runs.values()].find((run) => run.pod === pod && run.container === container && (!id || run.id === id));
  for (const { method, request, response, start, end } of cri) {
    const name = method.split('/').at(-1);
    if (name === 'CreateContainer' && !request.config.metadata.attempt)
      runs.set(response.container_id, {
        id: response.container_id,
        pod: request.sandbox_config.metadata.name,
        container: request.config.metadata.name,
      });
    const run = runs.get(request?.container_id);
    if (name === 'StartContainer' && run) run.start = seconds(end);
    if (name === 'StopContainer' && run) run.stopped ??= seconds(start);
  }
  for (const { at, object } of watch) {
    for (const { name, lifecycle } of [...(object.spec.initContainers ?? []), ...object.spec.containers]) {
      const run = find(object.metadata.name, name);
      if (run && lifecycle?.preStop) run.hookSeconds = lifecycle.preStop.sleep?.seconds ?? null;
    }
    for (const status of [...(object.status.initContainerStatuses ?? []), ...(object.status.containerStatuses ?? [])]) {
      const run = find(object.metadata.name, status.name, status.containerID?.split('//').at(-1));
      if (!run || !status.state.running) continue;
      if (status.started) run.started ??= seconds(at);
      if (status.ready) run.ready ??= seconds(at);
    }
  }
  for (const { reason, involvedObject, metadata } of events) {
    if (reason !== 'Killing') continue;
    const [, container] = /\{(.*)\}/.exec(involvedObject.fieldPath ?? '') ?? [];
    const run = find(involvedObject.name, container);
    // An event's name ends in the nanoseconds of its first time.
    if (run) run.killed ??= Number(BigInt(`0x${metadata.name.split('.').at(-1)}`) / 1000n) / 1e6;
  }
  // Events may be late where a node has many of them; StopContainer follows as soon as the preStop hook has ended.
  for (const run of runs.values())
    if (run.stopped !== undefined && run.hookSeconds !== null) run.killed ??= run.stopped - (run.hookSeconds ?? 0);
  const since = (moment, start) => (moment === undefined ? null : Math.round((moment - start) * 1000) / 1000);
  return [...runs.values()]
    .filter(({ start }) => start !== undefined)
    .map(({ pod, container, start, started, ready, killed }) => [
      pod,
      container,
      since(seconds(appliedAt) + watched, start),
      since(started, start),
      since(ready, start),
      since(killed, start),
    ]);
}

const cases = new Map();
for (const folder of folders)
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.json')) continue;
    const recording = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const { manifest, plan, kubernetes } = recording;
    const key = JSON.stringify([manifest, plan.execs]);
    if (!cases.has(key)) cases.set(key, { manifest, execs: plan.execs ?? [], runs: [] });
    cases.get(key).runs.push({ kubernetes, times: timesOf(recording) });
  }
const text = Buffer.from(JSON.stringify([...cases.values()]));
const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
const packed = brotliCompressSync(text, { params });
writeFileSync(target, packed);
console.log(
  `${cases.size} cases, ${[...cases.values()].flatMap(({ runs }) => runs).length} runs, packed ${packed.length}`,
);
