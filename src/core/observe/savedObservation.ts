import { isMap } from '../isMap';
import type { Evidence } from './evidence/evidence';
import { Observation } from './observation';
import { podsFromEvents } from './podsFromEvents';
import { describedObjects } from './describedText';
import { isAuditText } from './evidence/auditText';
import { isKubectlLog, isLogName, savedLogs } from './evidence/savedLogs';
import { isStartFile, readStartFile } from './saved/readStartFile';
import { SavedOutputError } from './saved/savedOutputError';
import { isRuntimeLog, savedEvidence } from './savedOutput';
import type { WrittenObject } from '../api/kubernetesObject';

/** A file that somebody saved. */
export interface SavedFile {
  name: string;
  text: string;
  /** It is a container's log, whatever it looks like. */
  isLog?: boolean;
  /** It was found in a folder: nobody named it, and where it is none of what is read, the others still tell. */
  isFound?: boolean;
}

/**
 * What saved files tell together: one with pods or events, and any that make it more exact.
 * @throws SavedOutputError which names the file that is none of what `savedEvidence` reads, or all where none has a pod;
 *   of a file that was found in a folder, `unread` says it
 */
export function savedObservation(files: readonly SavedFile[]): Observation {
  const observation = new Observation();
  let tellsOfPods = false;
  /** What of the files tells nothing, where others tell of pods. */
  const passedOver: string[] = [];
  for (const file of files) {
    const all = readIn(file, observation.unread);
    if (all.length === 0 && !file.isFound && !looksSaved(file.text)) passedOver.push(nothingIn(file));
    for (const evidence of all) {
      tellsOfPods ||=
        evidence.kind === 'object' &&
        typeof evidence.object.kind === 'string' &&
        tellingKinds.test(evidence.object.kind);
      if (evidence.kind === 'denied') observation.unread.push(`${evidence.what}: ${evidence.text}`);
      observation.add(evidence);
      if (evidence.kind === 'audit') passedOver.push(...cutLines(file.name, evidence.cut));
    }
  }
  if (tellsOfPods && observation.pods.length === 0)
    // Who saved events alone asks for what they tell of.
    for (const pod of podsFromEvents(observation.podEvents))
      observation.add({ kind: 'object', type: 'ADDED', object: pod });
  if (tellsOfPods) {
    observation.unread.push(...passedOver);
    return observation;
  }
  const [unread] = observation.unread;
  if (unread !== undefined) throw new SavedOutputError(unread);
  const names = files.map(({ name }) => name).join(', ');
  throw new SavedOutputError(
    `${names}: it has neither a pod nor an event: save them with kubectl get pods,events -o json`,
  );
}

/** Which lines of an audit log are none, in words. */
function cutLines(name: string, cut: readonly number[]): string[] {
  if (cut.length === 0) return [];
  const told = cut.length === 1 ? `line ${cut[0]} is` : `${cut.length} lines (${cut.slice(0, 3).join(', ')}${cut.length > 3 ? ', …' : ''}) are`; // prettier-ignore
  return [`${name}: ${told} not JSON: left out`];
}

/** Objects that tell of pods: themselves, what is said of them, and what makes them, keeps their data or runs them. */
const tellingKinds =
  /^(?:Pod|Event|Deployment|ReplicaSet|StatefulSet|DaemonSet|Job|CronJob|PersistentVolumeClaim|ResourceQuota|Service|Node)$/;

/** Whether it is what kubectl logs printed: it says so, or its file is called so and is nothing else. */
function isContainerLog({ name, text, isLog = isKubectlLog(text) }: SavedFile): boolean {
  return (
    isLog ||
    (isLogName(name) && !isAuditText(text) && !isRuntimeLog(text) && !looksSaved(text) && !describedObjects(text))
  );
}

/** Whether a text begins as saved objects do: programs write their logs as JSON, too. */
function looksSaved(text: string): boolean {
  return (
    /^\s*(?:---|apiVersion:|kind:|items:)/.test(text) ||
    (/^\s*[{[]/.test(text) && objectKeys.test(text.slice(0, 4_000)))
  );
}

const objectKeys =
  /"(?:kind|items|involvedObject|object|watch|resourceSpans|kubeletconfig|serverVersion|gitVersion)"\s*:/;

/** What a file tells; where it was found and tells nothing of a cluster, that is said instead. */
function readIn(file: SavedFile, unread: string[]): Evidence[] {
  try {
    const all = evidenceIn(file);
    if (all.length > 0 && all.every(isWritten))
      throw new SavedOutputError(
        `${file.name}: this is a manifest that was not read from a cluster: explain it with pod-startup explain, or save the objects of the cluster with kubectl get pods,events -o json`,
      );
    if (file.isFound && all.length === 0 && !looksSaved(file.text)) throw new SavedOutputError(nothingIn(file));
    return all;
  } catch (error) {
    if (!file.isFound || !(error instanceof SavedOutputError)) throw error;
    unread.push(error.message);
    return [];
  }
}

function nothingIn({ name }: SavedFile): string {
  return `${name}: it has nothing from a cluster`;
}

function evidenceIn(file: SavedFile): Evidence[] {
  const { name, text } = file;
  if (!file.isLog && isStartFile(text, name)) return named(name, () => readStartFile(text));
  if (isContainerLog(file)) return savedLogs(name, text).map((log) => ({ kind: 'containerLog', log }));
  return named(name, () => savedEvidence(text));
}

/** What is wrong with a file is said with its name. */
function named(name: string, read: () => Evidence[]): Evidence[] {
  try {
    return read();
  } catch (error) {
    throw error instanceof SavedOutputError ? new SavedOutputError(`${name}: ${error.message}`) : error;
  }
}

/** Whether it is an object with nothing in it that only a cluster writes. */
function isWritten(evidence: Evidence): boolean {
  if (evidence.kind !== 'object') return false;
  const { kind, metadata, status }: WrittenObject & { status?: unknown } = evidence.object;
  if (kind === 'Event' || status !== undefined || !isMap(metadata)) return false;
  const { uid, resourceVersion, creationTimestamp } = metadata;
  return !uid && !resourceVersion && !creationTimestamp;
}
