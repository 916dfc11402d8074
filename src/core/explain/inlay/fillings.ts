import { Quantity } from '../../api/quantity';
import type { Container, Pod, Probe, ResourceRequirements } from '../../api/types';
import { computePodQosClass } from '../../componentHelpers/podQosClass';
import { entryOf } from '../../entryOf';
import { isMap } from '../../isMap';
import { valueAt, type Path } from '../../path';
import type { AdmittedPod } from './admittedPod';
import type { InlayKind, InlayPart } from './inlayHint';

/** A value that is filled into a pod; all paths are in the pod. */
export interface Filling {
  kind: InlayKind;
  parts: readonly InlayPart[];
  /** The value at whose line it is told. */
  at: Path;
  /** The map in which the text leaves it out. */
  owner: Path;
  /** What it is derived from: these have to be literal. */
  grounds: readonly Path[];
}

const containerLists = ['initContainers', 'containers'] as const;
const probeFields = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;
const probeNumbers = ['periodSeconds', 'timeoutSeconds', 'failureThreshold', 'successThreshold'] as const;

/** All that the API server fills in and that is absent in the text of a pod, or follows from it, as the QoS class does. */
export function* fillings(admitted: AdmittedPod): Generator<Filling> {
  const { written, stored } = admitted;
  yield* grace(admitted);
  yield* tokenVolume(admitted);
  yield* qosClass(admitted);
  yield* requests(written, ['spec', 'resources'], stored.spec?.resources);
  for (const list of containerLists) {
    for (const [i, container] of (stored.spec?.[list] ?? []).entries()) {
      const path = ['spec', list, i];
      if (!isMap(valueAt(written, path))) continue;
      yield* pullPolicy(written, path, container);
      yield* protocols(written, path, container);
      yield* requests(written, [...path, 'resources'], container.resources);
      for (const field of probeFields) yield* probeTimes(written, [...path, field], container[field]);
    }
  }
}

function isAbsent(written: unknown, path: Path): boolean {
  return valueAt(written, path) === undefined;
}

function* pullPolicy(written: unknown, owner: Path, { imagePullPolicy }: Container): Generator<Filling> {
  const image = [...owner, 'image'];
  const path = [...owner, 'imagePullPolicy'];
  if (!imagePullPolicy || !valueAt(written, image) || !isAbsent(written, path)) return;
  const part = { text: `imagePullPolicy: ${imagePullPolicy}`, path, filled: imagePullPolicy };
  yield { kind: 'imagePullPolicy', parts: [part], at: image, owner, grounds: [image] };
}

function* grace({ written, stored }: AdmittedPod): Generator<Filling> {
  const owner = ['spec'];
  const path = ['spec', 'terminationGracePeriodSeconds'];
  const seconds = stored.spec?.terminationGracePeriodSeconds;
  if (seconds === undefined || !isAbsent(written, path)) return;
  const part = { text: `terminationGracePeriodSeconds: ${seconds}`, path, filled: seconds };
  yield { kind: 'terminationGracePeriodSeconds', parts: [part], at: owner, owner, grounds: [path] };
}

/** The numbers of a probe in a word each, as the editor cuts what is longer than 43 letters (`editor.inlayHints.maximumLength`). */
function* probeTimes(written: unknown, owner: Path, probe: Probe | undefined): Generator<Filling> {
  if (!probe || !isMap(valueAt(written, owner))) return;
  const parts = probeNumbers.flatMap((field): InlayPart[] => {
    const path = [...owner, field];
    const filled = probe[field];
    if (filled === undefined || !isAbsent(written, path)) return [];
    return [{ text: `${field.replace(/[A-Z].*/, '')} ${filled}`, path, filled }];
  });
  const grounds = probeNumbers.map((field) => [...owner, field]);
  if (parts.length > 0) yield { kind: 'probes', parts, at: owner, owner, grounds };
}

function* protocols(written: unknown, container: Path, { ports = [] }: Container): Generator<Filling> {
  for (const [i, { protocol }] of ports.entries()) {
    const owner = [...container, 'ports', i];
    const path = [...owner, 'protocol'];
    const at = [...owner, 'containerPort'];
    if (!protocol || isAbsent(written, at) || !isAbsent(written, path)) continue;
    const part = { text: `protocol: ${protocol}`, path, filled: protocol };
    yield { kind: 'protocol', parts: [part], at, owner, grounds: [at, path] };
  }
}

function* requests(written: unknown, owner: Path, resources: ResourceRequirements | undefined): Generator<Filling> {
  if (!isMap(valueAt(written, owner))) return;
  const path = [...owner, 'requests'];
  const said = valueAt(written, path);
  const amounts = resources?.requests ?? {};
  const absent = Object.entries(amounts).filter(([name]) => !isMap(said) || entryOf(said, name) === undefined);
  if (absent.length === 0) return;
  const text = `requests: ${absent.map(([name, amount]) => `${name} ${amount}`).join(', ')}`;
  // What is written in part is explained as it is written.
  const part = said === undefined ? { text, path, filled: amounts } : { text, path };
  yield { kind: 'requests', parts: [part], at: owner, owner, grounds: [owner] };
}

function* qosClass({ written, stored, isRefused }: AdmittedPod): Generator<Filling> {
  const containers = containerLists.flatMap((list) =>
    (stored.spec?.[list] ?? []).map((_, i): Path => ['spec', list, i, 'resources']),
  );
  const grounds: readonly Path[] = [['spec', 'resources'], ...containers];
  if (containers.length === 0 || (isRefused && !grounds.every((path) => areAmounts(valueAt(written, path))))) return;
  const text = `QoS ${stored.status?.qosClass ?? computePodQosClass(stored)}`;
  const owner = ['spec'];
  const said = grounds.find((path) => !isAbsent(written, path));
  if (said) {
    yield { kind: 'qosClass', parts: [{ text, path: said }], at: said, owner, grounds };
    return;
  }
  const path = ['spec', 'containers', 0, 'resources'];
  yield { kind: 'qosClass', parts: [{ text, path, filled: {} }], at: ['spec', 'containers'], owner, grounds };
}

/** Whether all that requests and limits say can be read. */
function areAmounts(resources: unknown): boolean {
  return [valueAt(resources, ['requests']), valueAt(resources, ['limits'])].every((amounts) =>
    isMap(amounts) ? Object.values(amounts).every(isAmount) : amounts === undefined || amounts === null,
  );
}

function isAmount(value: unknown): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  try {
    Quantity.parse(value);
    return true;
  } catch {
    return false;
  }
}

/** The volume with the token of its account, which admission gives a pod. */
function* tokenVolume({ written, stored, isRefused }: AdmittedPod): Generator<Filling> {
  const said = valueAt(written, ['spec', 'volumes']);
  const names = Array.isArray(said) ? said.map((volume: unknown) => valueAt(volume, ['name'])) : [];
  const isGiven = (name: unknown): boolean => typeof name === 'string' && name.startsWith(tokenName);
  const added = addedVolume(stored);
  if (isRefused || !added || names.some(isGiven)) return;
  const path = ['spec', 'automountServiceAccountToken'];
  const part: InlayPart = { text: `volume ${tokenName}… (token)`, path };
  const grounds = ['serviceAccountName', 'serviceAccount', 'automountServiceAccountToken'].map((field) => [
    'spec',
    field,
  ]);
  const filled = isAbsent(written, path) ? { ...part, filled: true } : part;
  const at = Array.isArray(said) ? ['spec', 'volumes'] : ['spec'];
  yield { kind: 'tokenVolume', parts: [filled], at, owner: ['spec'], grounds };
}

/** How the name begins that admission gives the volume (plugin/pkg/admission/serviceaccount/admission.go, 1.37). */
const tokenName = 'kube-api-access-';

function addedVolume({ spec }: Pod): boolean {
  return (spec?.volumes ?? []).some(
    ({ name, projected }) =>
      name?.startsWith(tokenName) && projected?.sources?.some((source) => source.serviceAccountToken !== undefined),
  );
}
