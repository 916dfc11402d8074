import type { Event, Pod } from '../../../../src/core/api/types';
import type { ReleaseRecording } from '../../../recordings/recordings';
import { sortedDeep, withoutUnknowable } from './unknowable';

// The rules by which what the API shows in the end is held to a recording: each pod as it was last seen, in full; each
// event that occurred, whatever its order and count; each refusal. What is left out is what nobody can know
// (unknowable.ts), times, versions, who set which field, the ids and digests that the runtime gives, and:
//
// - `resources` and `allocatedResources` of the pod's status, which the kubelet reads back from the node's cgroups
//   (the recordings' machine said 9007199254740988Ki where there is no limit);
// - a memory of "0" in the resources of a container's status, which is what that runtime says where none is set;
// - how long a back-off is, how long a pull took and how large an image is;
// - of the kubelet 1.18, events that the recording does not have: they often came after its end;
// - of containerd: who a container runs as, and which of its names an image is called by on that machine.

interface Shown {
  watch: readonly { object: Pod }[];
  events: readonly Event[];
  errors: readonly { code: number; reason?: string; message: string }[];
}

/** In what the end of a simulation differs from the recorded one, a line each. */
export function outcomeDifferences(recording: ReleaseRecording, simulated: Shown): string[] {
  const [wanted, made] = [podsOf(recording.watch, recording), podsOf(simulated.watch, recording)];
  const [events, ours] = [eventsOf(recording.events, recording), eventsOf(simulated.events, recording)];
  const [refused, refusedHere] = [recording.errors, simulated.errors].map((errors) =>
    errors.map(({ code, reason, message }) => JSON.stringify([code, reason, message])),
  );
  return [
    ...(wanted.length === made.length ? [] : [`${made.length} pods, not ${wanted.length}`]),
    ...wanted.flatMap((pod, i) => (made[i] ? fieldDifferences(pod, made[i]) : [])),
    ...without(events, ours).map((event) => `no event ${event}`),
    ...(recording.kubernetes.startsWith('v1.18') ? [] : without(ours, events)).map(
      (event) => `event ${event} did not occur`,
    ),
    ...without(refused!, refusedHere!).map((error) => `no error ${error}`),
    ...without(refusedHere!, refused!).map((error) => `error ${error} did not occur`),
  ];
}

/** In what the pod as it was first seen differs from the recorded one, a line each. */
export function storedDifferences(recording: ReleaseRecording, simulated: Pick<Shown, 'watch'>): string[] {
  const [want, got] = [recording.watch, simulated.watch].map(([first]) => stored(first?.object, recording));
  return fieldDifferences(want, got).map((difference) => `stored ${difference}`);
}

function stored(pod: Pod | undefined, recording: ReleaseRecording): unknown {
  if (!pod) return undefined;
  const { uid: _, resourceVersion: __, creationTimestamp: ___, managedFields: ____, ...metadata } = pod.metadata ?? {};
  const text = JSON.stringify({ metadata, spec: pod.spec, status: pod.status }).replace(
    /"\d{4}-\d\d-\d\dT[\d:.]+Z"/g,
    '"<time>"',
  );
  return sortedDeep(withoutUnknowable(JSON.parse(text), { ...recording, pod: metadata.name ?? '' }));
}

function without(all: readonly string[], others: readonly string[]): string[] {
  return all.filter((one) => !others.includes(one));
}

/** Each pod as it was last seen, in an order that does not depend on its name. */
function podsOf(watch: Shown['watch'], recording: ReleaseRecording): unknown[] {
  const last = new Map(watch.map(({ object }) => [object.metadata?.uid, object]));
  return [...last.values()]
    .map((pod) => seen(pod, recording))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function seen(pod: Pod, recording: ReleaseRecording): unknown {
  const { uid: _, resourceVersion: __, creationTimestamp: ___, managedFields: ____, ...metadata } = pod.metadata ?? {};
  const { resources: _____, allocatedResources: ______, ...status } = pod.status ?? {};
  if (metadata.finalizers?.length === 0) delete metadata.finalizers;
  const known = withoutUnknowable({ spec: pod.spec, metadata, status }, { ...recording, pod: metadata.name ?? '' });
  const text = JSON.stringify(sortedDeep(known))
    .replace(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"<time>"')
    .replace(/"(fakecri|containerd):\/\/[^"]*"/g, '"<id>"')
    .replace(/"imageID":"[^"]*"/g, '"imageID":"<id>"')
    .replace(/back-off [\dms]+ /g, 'back-off <duration> ');
  const shown = JSON.parse(text) as { status: Pod['status'] };
  const { containerStatuses = [], initContainerStatuses = [], ephemeralContainerStatuses = [] } = shown.status ?? {};
  for (const container of [...containerStatuses, ...initContainerStatuses, ...ephemeralContainerStatuses]) {
    for (const amounts of [container.resources?.limits, container.resources?.requests])
      if (amounts?.['memory'] === '0') delete amounts['memory'];
    if (!recording.runtime.startsWith('containerd')) continue;
    delete container.user;
    container.image = '<name>';
  }
  return shown;
}

function eventsOf(events: readonly Event[], recording: ReleaseRecording): string[] {
  const told = events
    .filter(({ involvedObject }) => involvedObject.kind === 'Pod')
    .map(({ reason, type, message, involvedObject: { fieldPath, name = '' } }) =>
      JSON.stringify(
        withoutUnknowable([reason, type, withoutMeasures(message ?? ''), fieldPath], { ...recording, pod: name }),
      ),
    );
  return [...new Set(told)].sort();
}

function withoutMeasures(message: string): string {
  return message.replace(/\b\d+(\.\d+)?(ms|s|µs)\b/g, '<duration>').replace(/(Image size: )\d+/g, '$1<n>');
}

/** A line for each field in which two objects differ, with its path; items of lists by their name or type. */
function fieldDifferences(wanted: unknown, made: unknown): string[] {
  const [want, got] = [fieldsOf(wanted), fieldsOf(made)];
  return [...new Set([...want.keys(), ...got.keys()])].flatMap((path) =>
    want.get(path) === got.get(path) ? [] : [`${path} is ${got.get(path)}, not ${want.get(path)}`],
  );
}

function fieldsOf(value: unknown, path = '', into = new Map<string, string>()): Map<string, string> {
  const isFilled = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  if (!isFilled) return into.set(path, JSON.stringify(value));
  for (const [key, item] of Object.entries(value)) {
    const { name, type } = (item ?? {}) as { name?: string; type?: string };
    fieldsOf(item, Array.isArray(value) ? `${path}[${name ?? type ?? key}]` : path ? `${path}.${key}` : key, into);
  }
  return into;
}
