import { isMap } from '../isMap';
import { textAt } from '../trace/payload';
import type { Trace } from '../trace/trace';
import { generatedNames } from './comparedPods';

/** What differs between two starts though nothing was changed: uids, ids, times, addresses, generated names. */
export interface Chance {
  /** A text with what is of chance in it replaced: two that say the same are equal then. */
  without: (text: string) => string;
}

/** Fields that hold moments, versions and numbers that a cluster gives; what people write has other names. */
const fields = new Set([
  'batch.kubernetes.io/cronjob-scheduled-timestamp',
  'acquireTime',
  'completionTime',
  'created_at',
  'creationTimestamp',
  'deletionTimestamp',
  'eventTime',
  'finishedAt',
  'finished_at',
  'firstTimestamp',
  'host_id',
  'kubernetes.io/config.seen',
  'lastProbeTime',
  'lastScheduleTime',
  'lastSuccessfulTime',
  'lastTimestamp',
  'lastTransitionTime',
  'lastUpdateTime',
  'managedFields',
  'renewTime',
  'resourceVersion',
  'startTime',
  'startedAt',
  'started_at',
  'timestamp',
  'uid',
]);

/** Whether what a field holds is chance, whatever it is. */
export function isOfChance(field: string): boolean {
  return fields.has(field);
}

/** Fields that hold the ids that a runtime gives, and uids. */
const idFields = new Set(['container_id', 'containerID', 'pod_sandbox_id', 'id', 'uid', 'target_id']);
/** Fields of statuses and answers that hold addresses. */
const addressFields = new Set(['podIP', 'ip', 'address', 'hostIP']);

/** What is of chance in a trace, found by where it stands: the same text that a person wrote stays as it is. */
export function chanceOf(trace: Trace): Chance {
  const given = generatedNames(trace);
  const collect = (value: unknown, names: ReadonlySet<string>, stand: string): void => {
    if (Array.isArray(value)) for (const item of value) collect(item, names, stand);
    else if (isMap(value))
      for (const [name, entry] of Object.entries(value)) {
        if (typeof entry !== 'string') collect(entry, names, stand);
        else if (names.has(name) && entry !== '') given.set(entry.replace(/^.*:\/\//, ''), stand);
      }
  };
  for (const { protocol, request, response } of trace.messages) {
    collect(request, idFields, '<id>');
    collect(response, idFields, '<id>');
    // An event is named for its object and its nanosecond.
    if (textAt(request, 'kind') === 'Event')
      given.set(textAt(request, 'metadata', 'name')?.split('.').at(-1) ?? '', '<time>');
    if (protocol === 'CNI' || protocol === 'CRI') collect(response, addressFields, '<address>');
  }
  const written: unknown[] = [];
  for (const { metadata, spec, status } of trace.view.pods) {
    collect({ metadata, status }, idFields, '<id>');
    collect(status, addressFields, '<address>');
    written.push(spec, metadata?.annotations);
  }
  const digests = new Set(JSON.stringify(written).match(digest));
  return { without: (text) => withoutChance(text, given, digests) };
}

const digest = /sha256:[0-9a-f]{64}/g;
const uid = /[0-9a-f]{8}([-_])[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}/g;

function withoutChance(text: string, given: ReadonlyMap<string, string>, digests: ReadonlySet<string>): string {
  let rest = text;
  if (rest.includes('sha256:')) rest = rest.replace(digest, (one) => (digests.has(one) ? one : '<image>'));
  // systemd's slices cannot have dashes in their names.
  if (rest.length >= 36) rest = rest.replace(uid, (one) => given.get(one.replaceAll('_', '-')) ?? one);
  if (rest.includes('kube-api-access-')) rest = rest.replace(/kube-api-access-\w{5}\b/g, 'kube-api-access-<x>');
  if (rest.includes('/containers/')) rest = rest.replace(/(\/containers\/[^/]+\/)[0-9a-f]{8}$/, '$1<file>');
  if (rest.includes(' including waiting)'))
    rest = rest.replace(/ in [\d.µa-z]+ \([\d.µa-z]+ including waiting\)/, ' in <time>');
  return rest.replace(/[A-Za-z0-9-]+(?:\.\d+\.\d+\.\d+)?/g, (word) => given.get(word) ?? word);
}
