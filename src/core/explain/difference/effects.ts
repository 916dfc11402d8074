import type { CriCall, CriRequest } from '../../cri/criCall';
import { entryOf, haveAlike } from '../../entryOf';
import { isMap } from '../../isMap';

/** One way in which the kubelet's calls respond to a change. Fields are named as in api.proto, entries by their keys. */
export type Effect = FieldEffect | CallEffect;

export interface FieldEffect {
  /** The call with what it is about: `CreateContainer app`, `PullImage nginx:1.27`, `RunPodSandbox`. */
  call: string;
  /** `config.linux.resources.cpu_quota`, `config.envs[PORT].value`, `config.mounts[/data].readonly`, … */
  field: string;
  /** The value on each side; undefined where the field is not sent. */
  without?: unknown;
  with?: unknown;
}

/** A call that is made on one side only, or another number of times. */
export interface CallEffect {
  call: string;
  change: string;
  madeWithout: number;
  madeWith: number;
}

export function isFieldEffect(effect: Effect): effect is FieldEffect {
  return 'field' in effect;
}

/** Calls that only look: they follow from the others, and their number is chance. */
const polls = new Set(['PodSandboxStatus', 'ContainerStatus', 'ReopenContainerLog', 'Status', 'Version']);

/** What one kind of call was: its first request, and how often it was made. */
class MadeCall {
  times = 1;
  #fields: Map<string, unknown> | undefined;

  constructor(
    readonly request: unknown,
    readonly mask: Mask,
  ) {}

  /** The request's values by their paths. */
  get fields(): ReadonlyMap<string, unknown> {
    if (this.#fields) return this.#fields;
    const fields = new Map<string, unknown>();
    flatten(this.request, '', fields, this.mask);
    return (this.#fields = fields);
  }
}

type Mask = (text: string) => string;

export type MadeCalls = ReadonlyMap<string, MadeCall>;

/**
 * The calls of one pod in a form in which two starts can be compared: what no one can know beforehand (uids, ids,
 * image ids, addresses, times) has a placeholder.
 *
 * @param manifest the objects that the calls were made from, which hold the digests that are known
 */
export function madeCalls(calls: readonly CriCall[], uid: string, manifest: unknown): MadeCalls {
  let written: string | undefined;
  const isWritten = (digest: string): boolean => (written ??= JSON.stringify(manifest)).includes(digest);
  const mask = (text: string): string => maskUnknowable(text, uid, isWritten);
  const made = new Map<string, MadeCall>();
  for (const call of calls) {
    if (polls.has(call.method)) continue;
    const name = callName(call);
    const known = made.get(name);
    if (known) {
      if (call.method !== 'ExecSync') known.times++;
      continue;
    }
    made.set(name, new MadeCall(call.request, mask));
  }
  return made;
}

/** How the starts differ: changed fields in the order of the calls, then calls made more or less often. */
export function effectsBetween(without: MadeCalls, withIt: MadeCalls): Effect[] {
  const effects: Effect[] = [];
  for (const name of new Set([...withIt.keys(), ...without.keys()])) {
    const a = without.get(name);
    const b = withIt.get(name);
    if (a && b && !isSameRequest(a, b)) {
      for (const field of new Set([...b.fields.keys(), ...a.fields.keys()])) {
        const [before, after] = [a.fields.get(field), b.fields.get(field)];
        if (!isSame(before, after)) effects.push({ call: name, field, without: before, with: after });
      }
    }
    const [madeWithout, madeWith] = [a?.times ?? 0, b?.times ?? 0];
    if (madeWithout === madeWith) continue;
    const change = !a ? 'made' : !b ? 'not made' : `made ${madeWith} times, not ${madeWithout}`;
    effects.push({ call: name, change, madeWithout, madeWith });
  }
  return effects;
}

/** The call's name with what it is about, where the request says so. */
export function callName(call: CriRequest): string {
  const subject = subjectOf(call);
  return subject ? `${call.method} ${subject}` : call.method;
}

function subjectOf({ method, request }: CriRequest): string | undefined {
  switch (method) {
    case 'CreateContainer':
      return request?.config?.metadata?.name;
    case 'ImageStatus':
    case 'PullImage':
      return request?.image?.image;
    case 'ExecSync':
      return request?.cmd?.join(' ');
    default:
      return undefined;
  }
}

/** Whether two requests certainly have the same fields: most do, and to look at that is quicker than to name them. */
function isSameRequest(a: MadeCall, b: MadeCall): boolean {
  const compare = (left: unknown, right: unknown): boolean => {
    if (left === right) return true;
    if (typeof left === 'string') return typeof right === 'string' && a.mask(left) === b.mask(right);
    if (Array.isArray(left))
      return Array.isArray(right) && left.length === right.length && left.every((item, i) => compare(item, right[i]));
    return isMap(left) && isMap(right) && haveAlike(left, right, entries);
  };
  const entries = (before: unknown, after: unknown, key: string): boolean =>
    ids.has(key) || key === configSeen ? after !== undefined : compare(before, after);
  const fields = (before: unknown, after: unknown, key: string): boolean =>
    key === sandboxConfig ? after !== undefined : entries(before, after, key);
  const [left, right] = [a.request, b.request];
  return isMap(left) && isMap(right) ? haveAlike(left, right, fields) : compare(left, right);
}

/** CreateContainer repeats the sandbox's config, which is RunPodSandbox's to tell. */
const sandboxConfig = 'sandbox_config';
const configSeen = 'kubernetes.io/config.seen';
/** Fields that carry ids, and maps' entries that carry times. */
const ids = new Set(['pod_sandbox_id', 'container_id', 'target_id', 'host_id']);

function flatten(value: unknown, path: string, fields: Map<string, unknown>, mask: Mask): void {
  if (Array.isArray(value)) {
    if (value.length === 0) fields.set(path, value);
    value.forEach((item: unknown, i) => flatten(item, `${path}[${entryName(item) ?? i}]`, fields, mask));
  } else if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    if (path === sandboxConfig) return;
    if (entries.length === 0) fields.set(path, value);
    for (const [name, entry] of entries) {
      const below = path ? `${path}.${name}` : name;
      if (ids.has(name)) fields.set(below, '<id>');
      else if (name === configSeen) fields.set(below, '<time>');
      else flatten(entry, below, fields, mask);
    }
  } else fields.set(path, typeof value === 'string' ? mask(value) : value);
}

/** How an entry of a list is named in a field's path: by its key or its mount point, else by its index. */
export function entryName(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const name = entryOf(item, 'container_path') ?? entryOf(item, 'key');
  return typeof name === 'string' ? name : undefined;
}

function maskUnknowable(text: string, uid: string, isWritten: (digest: string) => boolean): string {
  let masked = uid ? text.replaceAll(uid, '<uid>') : text;
  // systemd's slices can not have dashes in their names.
  if (uid && masked.includes('.slice')) masked = masked.replaceAll(uid.replaceAll('-', '_'), '<uid>');
  if (masked.includes('/containers/')) masked = masked.replace(/(\/containers\/[^/]+\/)[0-9a-f]{8}$/, '$1<file>');
  if (masked.includes('sha256:')) {
    masked = masked.replace(/sha256:[0-9a-f]{64}/g, (digest) => (isWritten(digest) ? digest : '<image>'));
  }
  if (masked.includes('pvc-')) masked = masked.replace(/pvc-[0-9a-f]{8}-[0-9a-f-]{27}/g, 'pvc-<uid>');
  if (masked.includes('kube-api-access-')) masked = masked.replace(/kube-api-access-\w{5}\b/g, 'kube-api-access-<x>');
  return masked;
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  return typeof a === 'object' && typeof b === 'object' && a !== null && b !== null && isEmpty(a) && isEmpty(b);
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
