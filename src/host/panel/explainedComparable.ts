import { workspace, type TextDocument } from 'vscode';
import { manifestOf } from '../manifests';
import { manifestStart, fileStart, nameOf } from './comparedFile';
import { fileChoice, podChoices, podStarts } from './comparedPods';
import { committedDocument } from './committedText';
import { explain, type ExplainInput } from '../explainer';
import { NothingToCompare, type Comparable, type HostStart } from './comparable';
import { releases } from '../../core/kubernetesRelease';
import { parseManifest } from '../../core/manifest/parseManifest';
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
  const heading = 'The same start';
  const before: Choice<ComparedWith>[] = [
    ...(document.isDirty
      ? [{ value: { kind: 'saved' as const }, icon: 'save', label: 'As it was last saved', detail: `${file} without the edits since then` }] // prettier-ignore
      : []),
    ...(committed && committed.getText() !== document.getText()
      ? [{ value: { kind: 'committed' as const }, icon: 'git-commit', label: 'As it was last committed', detail: `${file} in git’s HEAD` }] // prettier-ignore
      : []),
    ...(input.faults.length > 0
      ? [{ value: { kind: 'withoutFaults' as const }, icon: 'beaker', label: 'Without the injected faults', detail: input.faults.join(', ') }] // prettier-ignore
      : []),
  ];
  const versions = Object.keys(releases)
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
      if (!committed) throw new NothingToCompare(`Git has no last commit of ${file}.`);
      const start = manifestStart(await manifestOf(committed), workload.key, file, input);
      const before = { ...start, source: { ...start.source, canReveal: true }, uri: committed.uri.toString() };
      return [{ ...before, name: `${file} as it was last committed` }, own(`${file} as it is now`)];
    }
    case 'withoutFaults': {
      const without = explain({ ...input, faults: [] });
      const name = faults.length > 0 ? `with ${faults.join(', ')}` : 'no fault is injected now';
      return [{ ...own('without faults'), trace: without, isShown: false }, own(name)];
    }
    case 'release': {
      const kubernetes = Object.keys(releases).find((version): version is keyof typeof releases => version === chosen.kubernetes); // prettier-ignore
      if (!kubernetes) throw new NothingToCompare(`Kubernetes ${chosen.kubernetes} is not known.`);
      const other = explain({ ...input, circumstances: { ...circumstances, kubernetes } });
      const title = ({ kubernetes: version }: Trace): string => `Kubernetes ${version}`;
      return [{ ...own(title(other)), trace: other, isShown: false }, own(title(trace))];
    }
    case 'file':
      return [await fileStart(chosen), own(`${file}: ${workload.key}`)];
    case 'pods':
      return podStarts(trace, chosen);
    case 'simulation':
      throw new NothingToCompare('This start is the simulation.');
  }
}
