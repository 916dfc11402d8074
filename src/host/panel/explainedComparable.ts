import { workspace, type TextDocument } from 'vscode';
import { manifestOf } from '../manifests';
import { manifestStart, fileStart, nameOf } from './comparedFile';
import { fileChoice, podChoices, podStarts } from './comparedPods';
import { committedDocument } from './committedText';
import { explain, type ExplainInput } from '../explainer';
import { NothingToCompare, type Comparable, type HostStart } from './comparable';
import { versions as knownVersions } from '../../core/release/differences';
import { parseManifest } from '../../core/manifest/parseManifest';
import { readWhatIfs, whatIfChip } from '../../core/circumstances/whatIf/whatIfText';
import type { Choice } from '../shown/picks';
import type { ComparedWith } from '../../core/panel/protocol';
import type { Trace } from '../../core/trace/trace';

/** The simulated start of a document's workload. */
export interface ExplainedStart {
  document: TextDocument;
  input: ExplainInput;
  trace: Trace;
}

/** What the simulated start of a manifest can be compared with. */
export function explainedComparable(explained: ExplainedStart): Comparable {
  return {
    choices: (pod) => choicesOf(explained, pod),
    starts: (chosen) => startsOf(explained, chosen),
  };
}

async function choicesOf({ document, input, trace }: ExplainedStart, pod: string): Promise<Choice<ComparedWith>[]> {
  const file = nameOf(document.uri);
  const committed = await committedDocument(document.uri);
  const changes = changesOf(input.faults, input.whatIf);
  const heading = 'The same start';
  const before: Choice<ComparedWith>[] = [
    ...(document.isDirty
      ? [{ value: { kind: 'saved' as const }, icon: 'save', label: 'As it was last saved', detail: `${file} without the edits since then` }] // prettier-ignore
      : []),
    ...(committed && committed.getText() !== document.getText()
      ? [{ value: { kind: 'committed' as const }, icon: 'git-commit', label: 'As it was last committed', detail: `${file} in git’s HEAD` }] // prettier-ignore
      : []),
    ...(changes.length > 0
      ? [{ value: { kind: 'withoutFaults' as const }, icon: 'beaker', label: input.whatIf?.length ? 'Without the changes' : 'Without the injected faults', detail: changes.join(', ') }] // prettier-ignore
      : []),
  ];
  const versions = [...knownVersions]
    .reverse()
    .filter((version) => version !== trace.kubernetes)
    .map((kubernetes) => ({
      value: { kind: 'release' as const, kubernetes },
      icon: 'versions',
      label: `Kubernetes ${kubernetes}`,
      detail: 'The same manifest on another release',
    }));
  return [...[...before, ...versions].map((choice) => ({ ...choice, heading })), ...podChoices(trace, pod), fileChoice];
}

async function startsOf(
  { document, input, trace }: ExplainedStart,
  chosen: ComparedWith,
): Promise<readonly [HostStart, HostStart]> {
  const file = nameOf(document.uri);
  const { manifest, workload, circumstances, existing, faults } = input;
  const uri = document.uri.toString();
  const source = { manifest, file, canReveal: true, options: { ...circumstances, existing }, pods: trace.view.pods };
  const own = (name: string): HostStart => ({ name, trace, isShown: true, source, uri });
  switch (chosen.kind) {
    case 'saved': {
      const before = parseManifest(new TextDecoder().decode(await workspace.fs.readFile(document.uri)));
      const start = manifestStart(before, workload.key, file, input);
      return [{ ...start, name: `${file} as it was last saved` }, own(`${file} as it is now`)];
    }
    case 'committed': {
      const committed = await committedDocument(document.uri);
      if (!committed) throw new NothingToCompare(`Git has no committed version of ${file}.`);
      const start = manifestStart(await manifestOf(committed), workload.key, file, input);
      const before = { ...start, source: { ...start.source, canReveal: true }, uri: committed.uri.toString() };
      return [{ ...before, name: `${file} as it was last committed` }, own(`${file} as it is now`)];
    }
    case 'withoutFaults': {
      const changes = changesOf(faults, input.whatIf);
      const usual = explain({ ...input, faults: [], whatIf: [] });
      const name = changes.length > 0 ? `with ${changes.join(', ')}` : 'nothing is changed now';
      return [{ ...own('as it usually is'), trace: usual, isShown: false }, own(name)];
    }
    case 'release': {
      const kubernetes = knownVersions.find((version) => version === chosen.kubernetes);
      if (!kubernetes) throw new NothingToCompare(`Kubernetes ${chosen.kubernetes} is not known.`);
      // A release that was chosen for this start alone is above the settings.
      const rest = (input.whatIf ?? []).filter((line) => !line.startsWith('kubernetes '));
      const other = explain({ ...input, whatIf: [...rest, `kubernetes ${kubernetes}`] });
      const title = ({ kubernetes: version }: Trace): string => `Kubernetes ${version}`;
      return [{ ...own(title(other)), trace: other, isShown: false }, own(title(trace))];
    }
    case 'file':
      return [await fileStart(chosen, input.whatIf), own(`${file}: ${workload.key}`)];
    case 'pods':
      return podStarts(trace, chosen);
    case 'simulation':
      throw new NothingToCompare('This start is the simulation.');
  }
}

/** What differs from the usual start, as the chips above the diagram say it. */
function changesOf(faults: readonly string[], whatIf: readonly string[] = []): string[] {
  return [...faults, ...readWhatIfs(whatIf).map(whatIfChip)];
}
