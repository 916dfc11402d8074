import { criRequests, lineOf, type CriRequests } from '../core/explain/requests/criRequests';
import { askingRange } from '../core/explain/hints/askingRange';
import { assumed } from '../core/circumstances/assumed';
import { explainedPod, type ExplainOptions } from '../core/explain/difference/explainedPod';
import { faultCatalog } from '../core/circumstances/faultCatalog';
import type { Fault } from '../core/scenario/fault';
import { referencesOf } from '../core/manifest/references';
import { isFieldEffect } from '../core/explain/difference/effects';
import { startAsIs } from '../core/explain/difference/fieldEffects';
import { hover } from '../core/explain/hover/hover';
import { parseManifest, type Manifest, type Problem } from '../core/manifest/parseManifest';
import { podSpecsOf, podTemplatePath } from '../core/manifest/podSpecs';
import { start, type StartOptions } from '../core/circumstances/start';
import { valueAt, type Path } from '../core/path';
import { asMeant, wordsOf } from '../core/explain/meaning/asMeant';
import { partsOf, sharedWithOthers, standing } from '../core/explain/meaning/standing';
import { withTemplatesBack, type TemplateWords } from '../core/explain/meaning/templateWords';
import { withoutAssumptions } from '../core/circumstances/withoutAssumptions';
import { isUsual, type Circumstances } from '../core/circumstances/circumstances';
import { asDeclared } from '../core/api/asDeclared';
import type { WrittenObject } from '../core/api/kubernetesObject';
import { chipsOf, shownRelease } from '../core/panel/chips';
import { assumedValues } from '../core/circumstances/whatIf/assumedValues';
import type { WhatIfSubjects } from '../core/circumstances/whatIf/answers';
import { letFail } from '../core/circumstances/whatIf/letFail';
import { subjectsOf } from '../core/circumstances/whatIf/subjectsOf';
import { runtimeNamed } from '../core/scenario/runtimes/runtimeOf';
import { underWhatIfs } from '../core/circumstances/whatIf/underWhatIfs';
import type { WhatIf } from '../core/circumstances/whatIf/whatIf';
import { pullSavings } from '../core/circumstances/whatIf/saving';
import { pullSavingText } from '../core/circumstances/whatIf/savingText';
import { readWhatIfs, whatIfChip, whatIfText } from '../core/circumstances/whatIf/whatIfText';
import type { Assumed, AssumedAmount, Chip, ShownRelease } from '../core/panel/protocol';
import type { ManifestObject } from '../core/manifest/manifestObject';
import type { PodSpec } from '../core/api/types';
import type { Markdown } from '../core/explain/text/markdown';
import type { Trace } from '../core/trace/trace';
import { upgradeMarkdown } from '../core/upgrade/upgradeMarkdown';
import { upgradeReport, type UpgradeOptions } from '../core/upgrade/upgradeReport';

// All of the core that the extension needs only when it explains something. The rest of the host reaches it
// through `import('./explainer')`, so that activation loads none of it.

export { callOf, fieldFeeds, messageOfCall, messagesFedAt } from './feeds';
export { findings } from '../core/panel/findings';
export { criRequestHover } from '../core/explain/requests/criRequestHover';
export { definitionOf, referenceAt } from '../core/explain/requests/definition';
export { hover };
export { lineOf as lineOfCall } from '../core/explain/requests/criRequests';
export { fixesAt } from '../core/explain/fixes/fixesAt';
export { checking } from '../core/explain/check/check';
export { manifestHints, refersToOthers } from '../core/explain/hints/manifestHints';
export { parseManifest, partsOf, sharedWithOthers };
export { linesAhead, readAhead } from '../core/explain/hover/readAhead';
export { inlayHints } from '../core/explain/inlay/inlayHints';
export { inlayHover } from '../core/explain/inlay/inlayHover';
export { warmUp } from '../core/explain/hover/warmUp';
export { kindOf, whatIfKinds } from '../core/circumstances/whatIf/kinds';
export { readWhatIf, readWhatIfs, whatIfText, withWhatIf } from '../core/circumstances/whatIf/whatIfText';
export { withoutChip } from '../core/panel/chips';
export { diagnosesOf } from '../core/diagnosis/diagnosesOf';
export { diagnosisText } from '../core/diagnosis/diagnosisText';
export { story } from '../core/story/story';

/** The objects of a manifest's text that stand alone, as they are meant, with their lines (from 1). */
export function meantObjects(text: string, file: string): { object: WrittenObject; line: number }[] {
  const manifest = parseManifest(text);
  return standing(manifest, file).objects.map(({ value, range }) => ({
    object: asMeant(value),
    line: manifest.positionAt(range.start).line,
  }));
}

/** What an upgrade changes in the starts of objects, as a document; a step takes as long as a start. */
export function* upgradeDocument(options: UpgradeOptions, title: string): Generator<unknown, Markdown> {
  const existing = (options.existing ?? []).map((object) => asMeant(object));
  const report = yield* upgradeReport({ ...options, existing });
  return upgradeMarkdown(withTemplatesBack(report, wordsOf([...options.objects, ...existing])), title);
}

/** Something in a manifest that makes pods. */
export interface Workload {
  /** `Deployment web`, with its namespace if it names one: what a person picks and a panel remembers. */
  key: string;
  object: ManifestObject;
  /** Where a lens above it stands: the offset of its pod spec, or of the object where it has none. */
  offset: number;
}

/** The pods and workloads of a manifest that stand alone, in their order; `file` as of `partsOf`. */
export function workloadsOf(manifest: Manifest, file = ''): Workload[] {
  const parts = new Set(partsOf(manifest, file));
  return manifest.objects.flatMap((object) => {
    if (podTemplatePath(object.kind) === undefined || parts.has(object)) return [];
    const [path] = podSpecsOf(object);
    const place = path && object.rangeOf(path);
    return [
      {
        key: `${object.kind} ${object.namespace === undefined ? '' : `${object.namespace}/`}${object.name || '(no name)'}`,
        object,
        offset: (place?.key ?? place?.value ?? object.range).start,
      },
    ];
  });
}

/** The workload with the key; the only one where none is asked for. */
export function workloadByKey(manifest: Manifest, key: string | undefined): Workload | undefined {
  const workloads = workloadsOf(manifest);
  return key === undefined ? workloads[0] : workloads.find((workload) => workload.key === key);
}

/**
 * The workload that an offset is in: the object at or above it in its YAML document, where that is one of these. Between
 * the documents it is the nearest above; the lines before a document's object belong to that.
 */
export function workloadAt(
  { documents, objects }: Manifest,
  workloads: readonly Workload[],
  offset: number,
): Workload | undefined {
  const isAbove = (place: { start: number }): boolean => place.start <= offset;
  const document = documents.filter(isAbove).length - 1;
  const beside = objects.filter((object) => object.document === document);
  const above = (all: readonly ManifestObject[]): ManifestObject | undefined =>
    all
      .filter(({ range }) => isAbove(range))
      .reduce<ManifestObject | undefined>(
        (nearest, one) => (nearest && nearest.range.start > one.range.start ? nearest : one),
        undefined,
      );
  const found = above(beside) ?? beside[0] ?? above(objects);
  return workloads.find(({ object }) => object === found);
}

/** What keeps a workload's document from being read; of a workload that is not there, what keeps any from it. */
export function problemOf(manifest: Manifest, workload: Workload | undefined): Problem | undefined {
  const document = workload && manifest.documents[workload.object.document];
  return manifest.problems.find(
    ({ severity, offset }) =>
      severity === 'error' && (!document || (offset >= document.start && offset <= document.end)),
  );
}

/** What can be made to go wrong with a workload. */
export function faultsOf(workload: Workload): Fault[] {
  const { kind, value } = workload.object;
  const [path] = podSpecsOf(workload.object);
  return faultCatalog(path && asDeclared<PodSpec>(valueAt(value, path), 'PodSpec'), referencesOf(kind, value));
}

function chosenFaults(workload: Workload, faults: readonly string[]): Fault[] {
  return faultsOf(workload).filter(({ id }) => faults.includes(id));
}

export interface ExplainInput {
  manifest: Manifest;
  workload: Workload;
  /** Objects of the workspace's other files. */
  existing: readonly WrittenObject[];
  /** Ids of the fault catalog. */
  faults: readonly string[];
  /** The circumstances that are changed, each a line. */
  whatIf?: readonly string[];
  circumstances: Circumstances;
  /** Milliseconds since the epoch. */
  start: number;
}

/** Simulates the workload's start among the manifest's other objects. Secret values are masked. */
export function explain(input: ExplainInput): Trace {
  return withTemplatesBack(start(startOptions(input)).trace, wordsIn(input));
}

/**
 * What the workload's start takes for granted, in the order of the lines that ask for it; what is turned off is there,
 * too. Undefined where nothing may be taken for granted.
 */
export function assumedBy(input: ExplainInput): Assumed[] | undefined {
  if (!isUsual(input.circumstances)) return undefined;
  const words = wordsIn(input);
  const found = assumed(startOptions(input)).map(({ assumption: { id, what, place }, isOff }) => {
    const range = askingRange(input.manifest, withTemplatesBack(place, words));
    const position = range && { place: input.manifest.positionAt(range.start) };
    return { id, what: withTemplatesBack(what, words), isOff, ...position };
  });
  return found.sort((a, b) => (a.place?.line ?? Infinity) - (b.place?.line ?? Infinity) || 0);
}

/** Tells, step by step, what happens to the workload without each of some things that its start takes for granted. */
export function* withoutAssumed(input: ExplainInput, ids: readonly string[]): ReturnType<typeof withoutAssumptions> {
  const words = wordsIn(input);
  for (const answer of withoutAssumptions(startOptions(input), ids))
    yield answer && { id: answer.id, text: withTemplatesBack(answer.text, words) };
}

/** The values that the workload's start assumes: none where its calls take no time. */
export function amountsAssumed(input: ExplainInput): AssumedAmount[] {
  const words = wordsIn(input);
  return assumedValues(startOptions(input), subjectsOfWorkload(input.workload).images).map(
    ({ what, from, whatIf }) => ({
      what: withTemplatesBack(what, words),
      from,
      line: whatIfText(whatIf),
    }),
  );
}

/** What other pulls would gain for the workload's start: each change as a line or, where it asks for more, its kind; and its gain in words. */
export function pullGains(
  input: ExplainInput,
): { change: { line: string } | Pick<WhatIf, 'name'>; label: string; gain: string }[] {
  const words = wordsIn(input);
  return pullSavings(startOptions(input)).map((saving) => ({
    change:
      saving.change.name === 'image-tag'
        ? { name: saving.change.name }
        : { line: whatIfText(withTemplatesBack(saving.change, words)) },
    label: whatIfChip(withTemplatesBack(saving.change, words)),
    gain: pullSavingText(saving),
  }));
}

/** What of a workload's pods can be changed. */
export function subjectsOfWorkload({ object }: Workload): WhatIfSubjects {
  return subjectsOf([asMeant(object.value)]);
}

/** In what the start differs from the usual one. */
export function chipsFor(
  { workload, faults, whatIf = [], circumstances }: ExplainInput,
  things: readonly Assumed[] = [],
): Chip[] {
  return chipsOf(
    circumstances,
    chosenFaults(workload, faults),
    things,
    readWhatIfs(whatIf),
    subjectsOfWorkload(workload),
  );
}

/** The options with the release that was chosen for one start, if one was. */
export function withChosenRelease(options: ExplainOptions, whatIf: readonly string[] = []): ExplainOptions {
  const chosen = readWhatIfs(whatIf).filter(({ name }) => name === 'kubernetes');
  const { existing } = options;
  return { ...underWhatIfs(options, chosen), ...(existing && { existing }) };
}

/** The release that the start is of, and who says so. */
export function releaseFor({ whatIf = [], circumstances }: ExplainInput): ShownRelease {
  return shownRelease(circumstances, readWhatIfs(whatIf));
}

/** The change that lets a call of a shown start fail, as a line, in the words of its runtime; undefined of one that cannot. */
export function lineToLetFail(
  trace: Trace,
  id: string,
  whatIf: readonly string[],
  circumstances: Circumstances,
): string | undefined {
  const message = trace.messages.find((one) => one.id === id);
  const { runtime = '' } = underWhatIfs(circumstances, readWhatIfs(whatIf));
  const change = message && letFail(trace, message, runtimeNamed(runtime));
  return change && whatIfText(change);
}

function objectsOf({ manifest, workload }: ExplainInput): WrittenObject[] {
  const others = standing(manifest).objects.filter((object) => podTemplatePath(object.kind) === undefined);
  return [...others.map(({ value }) => value), workload.object.value];
}

/** What the words stand for that its objects are started with. */
function wordsIn(input: ExplainInput): TemplateWords {
  return wordsOf([...objectsOf(input), ...input.existing]);
}

function startOptions(input: ExplainInput): StartOptions {
  const { workload, existing, faults, whatIf = [], circumstances } = input;
  return {
    objects: objectsOf(input).map((object) => asMeant(object)),
    existing: existing.map((object) => asMeant(object)),
    circumstances: underWhatIfs({ ...circumstances, faults: chosenFaults(workload, faults) }, readWhatIfs(whatIf)),
    start: input.start,
  };
}

/** Where the value at a path of the workload's object stands, as offsets into the manifest. */
export function placeOf({ object }: Workload, path: Path): { start: number; end: number } | undefined {
  return object.rangeOf(path)?.value;
}

/** What the kubelet would send for a workload, as a document. */
export function requestsOf(manifest: Manifest, { object }: Workload, options: ExplainOptions): CriRequests {
  const input = explainedPod(manifest, object, options);
  return criRequests(input ? startAsIs(input).calls : []);
}

/** The lines (from 0) of a document of requests that what stands at an offset of the manifest feeds. */
export function linesFedAt(
  manifest: Manifest,
  offset: number,
  requests: CriRequests,
  options: ExplainOptions,
): number[] {
  const effects = hover(manifest, offset, { ...options, parts: [] })?.effects ?? [];
  const lines = effects.map((effect) =>
    lineOf(requests, effect.call, isFieldEffect(effect) ? effect.field : undefined),
  );
  return [...new Set(lines.filter((line) => line !== undefined))].sort((a, b) => a - b);
}
