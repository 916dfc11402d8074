import { criRequests, lineOf, type CriRequests } from '../core/explain/criRequests';
import { defaultNode } from '../core/simulate/defaultNode';
import { explainedPod, type ExplainOptions } from '../core/explain/explainedPod';
import { faultCatalog, scenarioOf, type Fault } from '../core/faults/faultCatalog';
import { isFieldEffect } from '../core/explain/effects';
import { startAsIs } from '../core/explain/fieldEffects';
import { hover } from '../core/explain/hover';
import { parseManifest, type Manifest, type Problem } from '../core/manifest/parseManifest';
import { podSpecsOf, podTemplatePath } from '../core/manifest/podSpecs';
import { simulate } from '../core/simulate/simulate';
import { usualEndings } from '../core/simulate/usualEndings';
import { valueAt, type Path } from '../core/manifest/path';
import { asMeant } from '../core/explain/asMeant';
import { withTemplatesBack } from '../core/explain/templateWords';
import type { Circumstances } from '../core/explain/podStart';
import { asDeclared, declaredObject } from '../core/apiserver/asDeclared';
import type { WrittenObject } from '../core/apiserver/objectStore';
import type { ManifestObject } from '../core/manifest/manifestObject';
import type { PodSpec } from '../core/api/types';
import type { SimulationSettings } from './settings';
import type { Trace } from '../core/trace/trace';

// All of the core that the extension needs only when it explains something. The rest of the host reaches it
// through `import('./explainer')`, so that activation loads none of it.

export { fieldFeeds, messageOfCall, messagesFedAt } from './feeds';
export { findings } from '../core/panel/findings';
export { criRequestHover } from '../core/explain/criRequestHover';
export { definitionOf, referenceAt } from '../core/explain/definition';
export { hover };
export { lineOf as lineOfCall } from '../core/explain/criRequests';
export { manifestHints } from '../core/explain/manifestHints';
export { parseManifest };
export { warmUp } from '../core/explain/warmUp';
export { story } from '../core/trace/story';

/** Something in a manifest that makes pods. */
export interface Workload {
  /** `Deployment web`, with its namespace if it names one: what a person picks and a panel remembers. */
  key: string;
  object: ManifestObject;
  /** Where a lens above it stands: the offset of its pod spec, or of the object where it has none. */
  offset: number;
}

/** The pods and workloads of a manifest, in their order. */
export function workloadsOf(manifest: Manifest): Workload[] {
  return manifest.objects.flatMap((object) => {
    if (podTemplatePath(object.kind) === undefined) return [];
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
  return faultCatalog(podSpecOf(workload));
}

function podSpecOf({ object }: Workload): PodSpec | undefined {
  const [path] = podSpecsOf(object);
  return path && asDeclared<PodSpec>(valueAt(object.value, path), 'PodSpec');
}

/** How a workload is simulated with the settings and the faults, whose ids are the catalog's. */
export function circumstancesOf(
  workload: Workload,
  faults: readonly string[],
  settings: SimulationSettings,
): Circumstances {
  const node = { ...defaultNode, ...settings.node };
  const runtime = settings.durations === 'none' ? 'fakecri://none' : 'containerd://2.4.2';
  return {
    namespace: settings.namespace,
    kubernetes: settings.kubernetes,
    scenario: scenarioOf(chosenFaults(workload, faults), {
      node,
      runtime,
      hasStorage: settings.hasStorage,
      containers: usualEndings(podSpecOf(workload), { init: 800, finishing: 2000 }),
    }),
  };
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
  settings: SimulationSettings;
  /** Milliseconds since the epoch. */
  start: number;
}

/** Simulates the workload's start among the manifest's other objects. Secret values are masked. */
export function explain({ manifest, workload, existing, faults, settings, start }: ExplainInput): Trace {
  const without = new Set(chosenFaults(workload, faults).map((fault) => fault.without));
  const isThere = (object: WrittenObject) => {
    const { kind, metadata } = declaredObject(object);
    return !without.has(`${kind} ${metadata?.name}`);
  };
  const others = manifest.objects
    .filter((object) => podTemplatePath(object.kind) === undefined)
    .map(({ value }) => value);
  const written = [...others.filter(isThere), workload.object.value];
  const objects = written.map((object) => asMeant(object));
  const { trace } = simulate({
    ...circumstancesOf(workload, faults, settings),
    profile: settings.profile,
    objects,
    existing: existing.filter(isThere).map((object) => asMeant(object)),
    start,
  });
  return objects.every((object, i) => object === written[i]) ? trace : withTemplatesBack(trace);
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
