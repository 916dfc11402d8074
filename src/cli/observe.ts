import type { Observation } from '../core/observe/observation';
import { observedCalls } from '../core/observe/calls/observedCalls';
import { describedNote, describedObjects } from '../core/observe/describedText';
import { savedObservation, type SavedFile } from '../core/observe/savedObservation';
import { SavedOutputError } from '../core/observe/savedOutput';
import type { Manifest } from '../core/manifest/parseManifest';
import { withImageChanges } from '../core/circumstances/imageChanges';
import { ofCluster } from '../core/circumstances/ofCluster';
import { changesOfPulls, observedSaving } from '../core/circumstances/whatIf/observedSaving';
import { observedSavingText } from '../core/circumstances/whatIf/savingText';
import { underWhatIfs } from '../core/circumstances/whatIf/underWhatIfs';
import { whatIfChip } from '../core/circumstances/whatIf/whatIfText';
import type { ClusterRelease } from '../core/observe/clusterRelease';
import { onOneLine } from '../core/onOneLine';
import type { Trace } from '../core/trace/trace';
import { checkWhatIfs } from './simulation';
import { clusterText } from './clusterText';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { diagnosesText } from './diagnoses';
import { isFolder } from './files';
import { supportBundle } from './supportBundle';
import { traceText } from './traceText';
import { comparisonText } from './comparisonText';
import { readLog, readManifest, readText } from './readInput';

/** `observe FILE…`: the start that saved output of a cluster tells of, all files together. */
export function observe(file: string, flags: Flags, more: readonly string[]): string {
  refuseUnused(flags);
  const left: string[] = [];
  const saved = [file, ...more].flatMap((name): SavedFile[] => {
    const bundle = isFolder(name) ? supportBundle(name) : undefined;
    for (const one of bundle?.left ?? []) left.push(one);
    return bundle?.files ?? [{ name, text: readText(name) }];
  });
  const logs = (flags.logs ?? []).map((name) => ({ name, text: readLog(name), isLog: true }));
  const files = [...saved, ...logs];
  const observation = observationOf(files);
  const { manifest: from } = flags;
  const source = from === undefined ? undefined : { manifest: readManifest(from), file: from };
  const trace = observation.trace({ members: source && membersOf(source.manifest) });
  if (flags.format === 'calls')
    return observedCalls(trace)
      .map((call) => `${JSON.stringify(call)}\n`)
      .join('');
  const text = traceText(trace, flags);
  if (flags.format !== undefined && flags.format !== 'text') return text;
  const isDescribed = files.some((one) => describedObjects(one.text) !== undefined);
  const release = observation.release(trace.view.pods[0]?.spec?.nodeName);
  const sections = [
    text,
    whatIfText(trace, flags, release),
    clusterText(release),
    isDescribed ? describedNote : '',
    ...(source ? [comparisonText(trace, source.manifest, { flags, release })] : []),
    diagnosesText(trace, source),
    [...left, ...observation.unread].map((what) => `not read: ${what}\n`).join(''),
    observation.strayLogs
      .map((log) => `not read: ${log} (a log of which container? name the file as POD_CONTAINER.log)\n`)
      .join(''),
    [...observation.leftOut].map((what) => `not read: ${what} (not of the type that the API declares)\n`).join(''),
  ];
  return sections.filter((section) => section !== '').join('\n');
}

/** What says how a start is simulated is for the manifest that this one is compared with, if for anything. */
function refuseUnused(flags: Flags): void {
  const { fault, whatIf = [], values, rendered, recursive, manifest } = flags;
  // Of other pulls the gain is estimated.
  const other = whatIf.find(({ name }) => !changesOfPulls.includes(name));
  const given = Object.entries({ fault, [`what-if ${other?.name}`]: other, values, rendered, recursive });
  const { assume, scenario, seconds, validate, kubernetes, runtime, node, namespace } = flags;
  const ofManifest = Object.entries({ assume, scenario, seconds, validate, kubernetes, runtime, node, namespace });
  for (const [flag, value] of [...given, ...(manifest === undefined ? ofManifest : [])])
    if (value !== undefined)
      throw new CommandError(`--${flag} is for a start that is simulated: this one was observed in a cluster`, 2);
}

/** What the start would gain by other pulls. */
function whatIfText(trace: Trace, flags: Flags, release: ClusterRelease): string {
  const { whatIf = [] } = flags;
  if (whatIf.length === 0) return '';
  const { imageChanges } = underWhatIfs({}, whatIf);
  checkWhatIfs(
    flags,
    [...trace.view.pods, ...withImageChanges(trace.view.pods, imageChanges)].map((pod) => ({ kind: 'Pod', ...pod })),
  );
  const saving = observedSaving(trace, whatIf, ofCluster({}, release));
  return [...whatIf.map((one) => `What if: ${onOneLine(whatIfChip(one))}`), observedSavingText(saving), ''].join('\n');
}

function observationOf(files: readonly SavedFile[]): Observation {
  try {
    return savedObservation(files);
  } catch (error) {
    if (error instanceof SavedOutputError) throw new CommandError(error.message);
    throw error;
  }
}

/** What a manifest has, by kind and name; undefined where a name is the cluster's to give. */
function membersOf({ objects }: Manifest): string[] | undefined {
  return objects.some(({ name }) => name === '') ? undefined : objects.map(({ kind, name }) => `${kind} ${name}`);
}
