import type { Event, Pod } from '../../api/types';
import { everyKind } from '../../everyKind';
import { withoutSecrets } from '../../manifest/secretMask';
import { valueAt } from '../../path';
import { pullSettings } from '../calls/queueNotes';
import type { Evidence } from '../evidence/evidence';
import { operationLines } from '../nodeRecords/kubeletMetrics';
import { readLines } from '../nodeRecords/logLine';

type Kept = Exclude<Evidence, { kind: 'watched' }>;

/** The evidence that an observation took in, as far as it told something, so that it can be saved. */
export class KeptEvidence {
  readonly #all: Kept[] = [];
  /** Where the last version of what has one alone stands. */
  readonly #places = new Map<string, number>();

  /** Keeps a piece of evidence, in the place of the one before with the same key. */
  keep(evidence: Kept, key?: string): void {
    const kept = evidence.kind === 'metrics' ? narrowed(evidence) : evidence; // their text is long
    const place = key === undefined ? undefined : this.#places.get(key);
    if (place !== undefined) {
      this.#all[place] = kept;
      return;
    }
    if (key !== undefined) this.#places.set(key, this.#all.length);
    this.#all.push(kept);
  }

  /**
   * In the order in which it came, of pods and events those that are wanted, of the audit log what is about the namespaces
   * or about none, and of all only what is read.
   */
  wanted(isWanted: (object: Pod | Event) => boolean, namespaces: ReadonlySet<string>): Kept[] {
    return this.#all
      .filter((evidence) => evidence.kind !== 'object' || !isPodOrEvent(evidence.object) || isWanted(evidence.object))
      .map((evidence) => (evidence.kind === 'audit' ? ofNamespaces(evidence, namespaces) : narrowed(evidence)));
  }
}

function ofNamespaces(log: Kept & { kind: 'audit' }, namespaces: ReadonlySet<string>): Kept {
  return {
    kind: 'audit',
    cut: [],
    entries: log.entries.filter(({ namespace }) => namespace === '' || namespaces.has(namespace)),
  };
}

function isPodOrEvent(object: { kind?: unknown }): object is Pod | Event {
  return object.kind === 'Pod' || object.kind === 'Event';
}

/** Without what nobody reads, which may be much, or a Secret. */
function narrowed(evidence: Kept): Kept {
  switch (evidence.kind) {
    case 'object':
      return { ...evidence, object: withoutSecrets(evidence.object) };
    case 'metrics':
      return { ...evidence, text: operationLines(evidence.text) };
    case 'configz':
      return { ...evidence, value: { kubeletconfig: pullSettings(evidence.value) } };
    case 'nodeLog':
      return { ...evidence, text: readLines(evidence.text) };
    case 'spans':
      return { ...evidence, value: withoutSecrets({ resourceSpans: valueAt(evidence.value, ['resourceSpans']) }) };
    case 'audit':
    case 'containerLog':
    case 'version':
    case 'denied':
      return evidence;
    default:
      return everyKind(evidence);
  }
}
