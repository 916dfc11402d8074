import type { KubernetesObject } from '../apiserver/objectStore';
import { parseManifest } from '../manifest/parseManifest';
import type { Evidence } from './evidence';

/** A text that is no saved output of a cluster, and why. */
export class SavedOutputError extends Error {}

/**
 * Evidence from what somebody saved: `kubectl get pods,events -o json` or `-o yaml` (a List, objects, several documents),
 * a watch's stream (`{type, object}`, one after the other), or a recording (`watch`, `events`, `owners`).
 * @throws SavedOutputError where it is none of these
 */
export function savedEvidence(text: string): Evidence[] {
  const values = readValues(text);
  const evidence = values.flatMap(evidenceIn);
  if (!evidence.some((one) => one.kind === 'object' && (one.object.kind === 'Pod' || one.object.kind === 'Event')))
    throw new SavedOutputError(
      'there is neither a pod nor an event in it: save one with kubectl get pods,events -o json',
    );
  return evidence;
}

function readValues(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    if (lines.length > 1 && lines[0]?.startsWith('{') && lines[0].endsWith('}')) {
      return lines.map((line, i) => {
        try {
          return JSON.parse(line) as unknown;
        } catch {
          throw new SavedOutputError(`line ${i + 1} is no JSON object`);
        }
      });
    }
    const { objects, problems } = parseManifest(text);
    const problem = problems.find(({ severity }) => severity === 'error');
    if (problem) throw new SavedOutputError(`line ${problem.line}, column ${problem.column}: ${problem.message}`);
    return objects.map(({ value }) => value);
  }
}

function evidenceIn(value: unknown): Evidence[] {
  if (typeof value !== 'object' || value === null) return [];
  const { kind, items, type, object, watch, events, owners, at } = value as {
    kind?: string;
    items?: unknown[];
    type?: string;
    object?: KubernetesObject;
    watch?: unknown[];
    events?: unknown[];
    owners?: unknown[];
    at?: string;
  };
  if (Array.isArray(watch)) return [...watch, ...(events ?? []), ...(owners ?? [])].flatMap(evidenceIn);
  if (Array.isArray(items)) {
    // A typed list leaves out what its items are.
    const own = kind?.endsWith('List') && kind !== 'List' ? kind.slice(0, -4) : undefined;
    return items.flatMap((item) => evidenceIn(own ? { kind: own, ...(item as object) } : item));
  }
  if (object && (type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED')) {
    const arrived = at === undefined ? undefined : { at: Date.parse(at), precision: 0 };
    return [{ kind: 'object', type, object, ...(arrived && { arrived }) }];
  }
  if (kind === undefined) return isEvent(value) ? [added({ kind: 'Event', ...value })] : [];
  return [added(value)];
}

/** Recordings leave out an event's kind. */
function isEvent(value: object): boolean {
  return 'involvedObject' in value;
}

function added(object: object): Evidence {
  return { kind: 'object', type: 'ADDED', object };
}
