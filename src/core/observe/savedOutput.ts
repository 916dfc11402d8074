import { isMap } from '../isMap';
import { jsonEndsEarly } from '../jsonEndsEarly';
import { parseManifest } from '../manifest/parseManifest';
import { serverRelease } from './clusterRelease';
import { isAuditEvent, isAuditEventList } from './evidence/auditEntry';
import { auditEntries, auditText, isAuditText } from './evidence/auditText';
import type { Evidence } from './evidence/evidence';
import { describedObjects } from './describedText';
import { isOtlp } from './nodeRecords/spanCalls';
import { isStartFile, isTooDeep, readStartFile } from './saved/readStartFile';
import { SavedOutputError } from './saved/savedOutputError';

/**
 * Evidence from what somebody saved: `kubectl get pods,events -o json` or `-o yaml` (a List, objects, several documents, an array of them),
 * a watch's stream (`{type, object}`, one after the other), a recording (`watch`, `events`, `owners`), a start that Pod Startup saved; and beside these
 * what belongs to them: the text of `kubectl describe pod` or `kubectl get events`, with coarse times; the journal of containerd or CRI-O, a kubelet's spans as OTLP JSON, its configz; the API server's audit log; `kubectl version -o json`.
 * @throws SavedOutputError where it is no YAML, no JSON and no log
 */
export function savedEvidence(text: string): Evidence[] {
  if (isStartFile(text)) return readStartFile(text);
  if (isAuditText(text)) return [{ kind: 'audit', ...auditText(text) }];
  if (isRuntimeLog(text)) return [{ kind: 'nodeLog', node: '', text }];
  const described = describedObjects(text);
  if (described) return described.map(added);
  return savedValues(text).flatMap(evidenceIn);
}

/**
 * The values of a text that somebody saved: JSON, lines of JSON, or YAML.
 * @throws SavedOutputError where it is neither
 */
export function savedValues(text: string): unknown[] {
  const values = readValues(text);
  if (values.some((value) => isTooDeep(value))) throw new SavedOutputError('its values are nested too deep');
  return values;
}

/** Lines in the form of both runtimes' logs, and no object that quotes one. */
export function isRuntimeLog(text: string): boolean {
  return !/^\s*(?:[{[]|---|#|\w+:)/.test(text) && /\btime="[^"]+" level=\w+ msg=/.test(text);
}

function readValues(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    if (lines.length > 1 && lines[0]?.startsWith('{') && lines[0].endsWith('}')) {
      return lines.map((line, i) => {
        try {
          const value: unknown = JSON.parse(line);
          return value;
        } catch {
          const isCut = jsonEndsEarly(line);
          throw new SavedOutputError(
            isCut ? `line ${i + 1}: ${endsEarly(line)}` : `line ${i + 1} is not a JSON object`,
          );
        }
      });
    }
    const { objects, problems } = parseManifest(text);
    const problem = problems.find(({ severity }) => severity === 'error');
    if (jsonEndsEarly(text) && (problem || objects.length === 0)) throw new SavedOutputError(endsEarly(text));
    if (problem) throw new SavedOutputError(`line ${problem.line}, column ${problem.column}: ${problem.message}`);
    return objects.map(({ value }) => value);
  }
}

function endsEarly(json: string): string {
  return `the JSON ends early, after ${json.trimEnd().length} characters: save it again`;
}

function evidenceIn(value: unknown): Evidence[] {
  if (Array.isArray(value)) return value.flatMap(evidenceIn); // as jq leaves the items of a list
  if (!isMap(value)) return [];
  if (isAuditEvent(value) || isAuditEventList(value)) return [{ kind: 'audit', entries: auditEntries(value), cut: [] }];
  if (isOtlp(value)) return [{ kind: 'spans', value }];
  if ('kubeletconfig' in value) return [{ kind: 'configz', node: '', value }];
  if (serverRelease(value) !== undefined) return [{ kind: 'version', value }];
  const { kind, items, type, object, watch, events, owners, at } = value;
  if (Array.isArray(watch)) return [watch, events, owners].filter(Array.isArray).flat().flatMap(evidenceIn);
  if (Array.isArray(items)) {
    // A typed list leaves out what its items are.
    const own = typeof kind === 'string' && kind.endsWith('List') && kind !== 'List' ? kind.slice(0, -4) : undefined;
    return items.flatMap((item: unknown) => evidenceIn(own ? { kind: own, ...(isMap(item) ? item : {}) } : item));
  }
  if (isMap(object) && (type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED')) {
    const when = typeof at === 'string' ? Date.parse(at) : Number.NaN;
    return [{ kind: 'object', type, object, ...(Number.isFinite(when) && { arrived: { at: when, precision: 0 } }) }];
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
