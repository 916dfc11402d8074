import type { Circumstances } from '../core/circumstances/circumstances';
import { describedNote, describedObjects } from '../core/observe/describedText';
import type { ClusterRelease } from '../core/observe/clusterRelease';
import type { Observation, TraceSelection } from '../core/observe/observation';
import { isOfMembers } from '../core/observe/members';
import { savedObservation, type SavedFile } from '../core/observe/savedObservation';
import { podTemplatePath } from '../core/manifest/podSpecs';
import type { Manifest } from '../core/manifest/parseManifest';
import type { Trace } from '../core/trace/trace';
import { clusterText } from './clusterText';
import { comparisonText } from './comparisonText';
import { diagnosesText } from './diagnoses';
import type { Flags } from './commandLine';
import type { ManifestFile } from './manifestFile';
import { waitingText } from './gatesText';
import { observedGainText } from './whatIfGain';
import { readSaved } from './readSaved';
import { workloadText } from './workloadText';

/** What saved files say about a start. */
export interface ObservedStart {
  files: readonly SavedFile[];
  observation: Observation;
  /** As the trace of it was asked for. */
  selection: TraceSelection;
  trace: Trace;
  /** The manifest that the start is compared with. */
  source?: ManifestFile;
  /** What crictl printed of its node, beside what is predicted. */
  node?: string;
  /** What was not read, and why. */
  left: readonly string[];
}

/** Reads the start from files. Throws CommandError for anything that is not output of a cluster. */
export function observedStart(
  files: readonly SavedFile[],
  { source, left = [] }: { source?: ManifestFile | undefined; left?: readonly string[] },
): ObservedStart {
  const observation = readSaved(() => savedObservation(files));
  const selection = { members: source && membersOf(source.manifest) };
  const trace = observation.trace(selection);
  return { files, observation, selection, trace, left, ...(source && { source }) };
}

/**
 * An observed start in words: the start itself as `tell` tells it, its cluster, what was otherwise than simulated, why
 * pods do not run, and what of the files was not read.
 *
 * @param flags how the pods of a workload are grouped
 * @param beside the circumstances of the simulation that it is compared with, given its cluster
 */
export function observedText(
  { files, observation, trace, source, node = '', left }: ObservedStart,
  beside: (release: ClusterRelease) => Circumstances,
  tell: (trace: Trace) => string,
  flags: Flags = {},
): string {
  const isDescribed = files.some((one) => describedObjects(one.text) !== undefined);
  const release = observation.release(trace.view.pods[0]?.spec?.nodeName);
  const sections = [
    tell(trace),
    workloadText(trace, flags),
    waitingText(trace),
    observedGainText(trace, flags, release),
    clusterText(release),
    isDescribed ? describedNote : '',
    ...(source ? [strangersNote(trace, source), comparisonText(trace, source.manifest, beside(release))] : []),
    node,
    diagnosesText(trace, source),
    [...left, ...observation.unread].map((what) => `not read: ${what}\n`).join(''),
    observation.strayLogs
      .map((log) => `not read: ${log} (a log of which container? name the file as POD_CONTAINER.log)\n`)
      .join(''),
    [...observation.leftOut].map((what) => `not read: ${what} (not of the type that the API declares)\n`).join(''),
  ];
  return sections.filter((section) => section !== '').join('\n');
}

/** That a manifest may be that of other pods: it makes none of these. '' where it makes one, or its names are the cluster's. */
function strangersNote({ view }: Trace, { manifest, file }: ManifestFile): string {
  const members = membersOf(manifest);
  const chains = view.pods.map(({ metadata = {} }) => [
    `Pod ${metadata.name}`,
    ...(metadata.ownerReferences ?? []).map(({ kind, name }) => `${kind} ${name}`),
  ]);
  const maker = manifest.objects.find(({ kind }) => podTemplatePath(kind));
  if (!members || !maker || chains.length === 0 || chains.some((chain) => isOfMembers(members, chain))) return '';
  return `note: ${file} may be the manifest of other pods: none of these is of its ${maker.kind} ${maker.name}\n`;
}

/** What a manifest has, by kind and name; undefined where a name is the cluster's to give. */
function membersOf({ objects }: Manifest): string[] | undefined {
  return objects.some(({ name }) => name === '') ? undefined : objects.map(({ kind, name }) => `${kind} ${name}`);
}
