import { isMap } from '../isMap';
import { textAt } from '../trace/payload';
import type { ApiView } from '../api/view';
import type { Message } from '../trace/trace';
import { generatedNames } from './comparedPods';

/** What differs between two starts though nothing was changed: uids, ids, times, addresses, generated names. */
export interface Chance {
  /** A text with what is of chance in it replaced: two that say the same are equal then. */
  without: (text: string) => string;
}

/**
 * Fields that hold moments (each `metav1.Time` of k8s.io/api v0.37.2 but `time`, and CRI's), versions and numbers that a
 * cluster gives; what people write has other names.
 */
const fields = new Set([
  'acquireTime',
  'allocationTimestamp',
  'batch.kubernetes.io/cronjob-scheduled-timestamp',
  'beginRefreshAt',
  'completionTime',
  'created_at',
  'creationTimestamp',
  'deletionTimestamp',
  'eventTime',
  'evictionTime',
  'expectedCompletionTime',
  'expirationTimestamp',
  'finished_at',
  'finishedAt',
  'firstTimestamp',
  'heartbeatTime',
  'host_id',
  'kubernetes.io/config.seen',
  'lastHeartbeatTime',
  'lastObservedTime',
  'lastPhaseTransitionTime',
  'lastProbeTime',
  'lastScaleTime',
  'lastScheduleTime',
  'lastSuccessfulTime',
  'lastTimestamp',
  'lastTransitionTime',
  'lastUpdateTime',
  'managedFields',
  'pingTime',
  'renewTime',
  'resourceVersion',
  'started_at',
  'startedAt',
  'startTime',
  'timeAdded',
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

/** What tells what is of chance: calls with their answers, and the pods. */
export interface ChanceSource {
  messages: readonly Pick<Message, 'protocol' | 'request' | 'response'>[];
  view: Pick<ApiView, 'pods'>;
}

/** What is of chance in a start, found by where it stands: the same text that a person wrote stays as it is. */
export function chanceOf(trace: ChanceSource): Chance {
  const given = generatedNames(trace.view.pods);
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
  const most = Math.max(1, ...[...given.keys()].map((text) => text.split(between).length));
  return { without: (text) => withoutChance(text, { given, digests, most }) };
}

interface Known {
  /** What stands for each text that is of chance. */
  given: ReadonlyMap<string, string>;
  /** Digests that a person wrote. */
  digests: ReadonlySet<string>;
  /** The longest of the given texts has so many parts, what is between them included. */
  most: number;
}

const digest = /sha256:[0-9a-f]{64}/g;
const uid = /[0-9a-f]{8}([-_])[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}/g;

/** What addresses and names with dots in them are made of. */
const word = /[A-Za-z0-9-]+(?:[.:]+[A-Za-z0-9-]+)*/g;
const between = /([.:]+)/;

function withoutChance(text: string, known: Known): string {
  const { given, digests } = known;
  let rest = text;
  if (rest.includes('sha256:')) rest = rest.replace(digest, (one) => (digests.has(one) ? one : '<image>'));
  // systemd's slices cannot have dashes in their names.
  if (rest.length >= 36) rest = rest.replace(uid, (one) => given.get(one.replaceAll('_', '-')) ?? one);
  if (rest.includes('kube-api-access-')) rest = rest.replace(/kube-api-access-\w{5}\b/g, 'kube-api-access-<x>');
  if (rest.includes('/containers/')) rest = rest.replace(/(\/containers\/[^/]+\/)[0-9a-f]{8}$/, '$1<file>');
  if (rest.includes(' including waiting)'))
    rest = rest.replace(/ in [\d.µa-z]+ \([\d.µa-z]+ including waiting\)/, ' in <time>');
  return rest.replace(word, (one) => wordWithoutChance(one, known));
}

/** The longest text that is of chance at each place of the word: `10.244.0.5:8080` begins with an address. */
function wordWithoutChance(one: string, { given, most }: Known): string {
  const whole = given.get(one);
  if (whole !== undefined) return whole;
  const parts = one.split(between);
  let text = '';
  for (let i = 0; i < parts.length; i++) {
    const found = longestAt(parts, i, given, most);
    text += found?.stand ?? parts[i]!;
    i += (found?.parts ?? 1) - 1;
  }
  return text;
}

function longestAt(
  parts: readonly string[],
  from: number,
  given: ReadonlyMap<string, string>,
  most: number,
): { stand: string; parts: number } | undefined {
  for (let count = Math.min(most, parts.length - from); count > 0; count--) {
    const stand = given.get(parts.slice(from, from + count).join(''));
    if (stand !== undefined) return { stand, parts: count };
  }
  return undefined;
}
