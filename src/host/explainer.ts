import { defaultNode } from '../core/simulate/defaultNode';
import { faultCatalog, scenarioOf, type Fault } from '../core/faults/faultCatalog';
import { parseManifest, type Manifest } from '../core/manifest/parseManifest';
import { podSpecsOf, podTemplatePath } from '../core/manifest/podSpecs';
import { simulate } from '../core/simulate/simulate';
import { valueAt } from '../core/manifest/path';
import type { KubernetesObject } from '../core/apiserver/objectStore';
import type { ManifestObject } from '../core/manifest/manifestObject';
import type { PodSpec } from '../core/api/types';
import type { SimulationSettings } from './settings';
import type { Trace } from '../core/trace/trace';

// All of the core that the extension needs only when it explains something. The rest of the host reaches it
// through `import('./explainer')`, so that activation loads none of it.

export { parseManifest };

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

/** What can be made to go wrong with a workload. */
export function faultsOf(workload: Workload): Fault[] {
  const [path] = podSpecsOf(workload.object);
  return faultCatalog(path && (valueAt(workload.object.value, path) as PodSpec));
}

export interface ExplainInput {
  manifest: Manifest;
  workload: Workload;
  /** Objects of the workspace's other files. */
  existing: readonly KubernetesObject[];
  /** Ids of the fault catalog. */
  faults: readonly string[];
  settings: SimulationSettings;
  /** Milliseconds since the epoch. */
  start: number;
}

/** Simulates the workload's start among the manifest's other objects. Secret values are masked. */
export function explain({ manifest, workload, existing, faults, settings, start }: ExplainInput): Trace {
  const chosen = faultsOf(workload).filter(({ id }) => faults.includes(id));
  const isThere = ({ kind, metadata }: KubernetesObject) =>
    !chosen.some(({ without }) => without === `${kind} ${metadata?.name}`);
  const others = manifest.objects
    .filter((object) => podTemplatePath(object.kind) === undefined)
    .map(({ value }) => value);
  const node = { ...defaultNode, ...settings.node };
  const { trace } = simulate({
    objects: [...others.filter(isThere), workload.object.value],
    existing: existing.filter(isThere),
    namespace: settings.namespace,
    kubernetes: settings.kubernetes,
    start,
    scenario: scenarioOf(chosen, {
      node,
      runtime: settings.durations === 'none' ? 'fakecri://none' : 'containerd://2.4.2',
    }),
  });
  return trace;
}

/** The fields of a message that lines of the manifest fed. */
export function feedsOf(_manifest: Manifest, _workload: Workload, _message: Message): FieldFeed[] {
  return [];
}

/** The messages that what stands at an offset of the manifest feeds. */
export function messagesFedAt(_manifest: Manifest, _workload: Workload, _offset: number, _trace: Trace): string[] {
  return [];
}

/** Where the value at a path of the workload's object stands, as offsets into the manifest. */
export function placeOf(workload: Workload, path: string): { start: number; end: number } | undefined {
  return workload.object.rangeOf(parsePath(path))?.value;
}
