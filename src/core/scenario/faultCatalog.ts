import { entryOf } from '../entryOf';
import type { Container, PodSpec, Probe } from '../api/types';
import type { Scenario } from './scenario';

/** Something that can go wrong in a start, ready to be simulated. */
export interface Fault {
  /** Stays the same while the manifest is edited, and is part of a panel's saved state. */
  id: string;
  label: string;
  detail: string;
  /** What the runtime, the node and the registry do then. */
  scenario: Scenario;
  /** Objects of the manifest that are left out: `ConfigMap settings`. */
  without?: string;
}

/** The faults that make sense for a pod: each names the containers, images and objects that the pod has. */
export function faultCatalog(spec: PodSpec | undefined): Fault[] {
  const containers = [...list(spec?.initContainers), ...list(spec?.containers)];
  const images = [
    ...new Set(containers.flatMap(({ image }) => (typeof image === 'string' && image !== '' ? [image] : []))),
  ];
  return [
    ...images.flatMap(imageFaults),
    ...sandboxFaults,
    ...configMapNames(spec, containers).map(missing('ConfigMap')),
    ...secretNames(spec, containers).map(missing('Secret')),
    ...containers.flatMap(probeFaults),
    ...containers.flatMap(containerFaults),
    {
      id: 'node-full',
      label: 'The node is full',
      detail: 'No pod fits any more: the scheduler finds no node',
      scenario: { node: { capacity: { cpu: '0', memory: '0', pods: '0', 'ephemeral-storage': '0' } } },
    },
  ];
}

/** Several faults at once. The nodes of the last one that has one are taken. */
export function scenarioOf(faults: readonly Fault[], base: Scenario = {}): Scenario {
  const merged: Scenario = { ...base };
  for (const { scenario } of faults) {
    merged.containers = { ...merged.containers, ...scenario.containers };
    for (const [image, plan] of Object.entries(scenario.images ?? {}))
      merged.images = { ...merged.images, [image]: { ...entryOf(merged.images, image), ...plan } };
    merged.errors = [...(merged.errors ?? []), ...(scenario.errors ?? [])];
    merged.execs = [...(merged.execs ?? []), ...(scenario.execs ?? [])];
    if (scenario.node) merged.node = { ...merged.node, ...scenario.node };
    if (scenario.node && merged.nodes) merged.nodes = merged.nodes.map((node) => ({ ...node, ...scenario.node }));
  }
  return merged;
}

function imageFaults(image: string): Fault[] {
  const pull = (code: string, message: string, times?: number): Scenario => ({
    images: { [image]: { present: false } },
    errors: [{ method: 'PullImage', match: image, code, message, ...(times === undefined ? {} : { times }) }],
  });
  const failed = `failed to pull and unpack image "${image}": failed to resolve reference "${image}"`;
  return [
    {
      id: `image-not-found ${image}`,
      label: `Image not found: ${image}`,
      detail: 'The registry does not know the image or its tag',
      scenario: pull('NotFound', `${failed}: ${image}: not found`),
    },
    {
      id: `image-unauthorized ${image}`,
      label: `Pull refused: ${image}`,
      detail: 'The registry wants credentials that the pod does not bring',
      scenario: pull(
        'Unknown',
        `${failed}: pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials`,
      ),
    },
    {
      id: `registry-unreachable ${image}`,
      label: `Registry unreachable at first: ${image}`,
      detail: 'The first two pulls time out, the third works',
      scenario: pull('Unavailable', `${failed}: dial tcp: i/o timeout`, 2),
    },
    {
      id: `slow-pull ${image}`,
      label: `Slow pull: ${image}`,
      detail: 'The image takes 40 seconds to come',
      scenario: {
        images: { [image]: { present: false } },
        errors: [{ method: 'PullImage', match: image, delayMs: 40_000 }],
      },
    },
  ];
}

const network = 'failed to setup network for sandbox: plugin type="bridge" failed (add)';

const sandboxFaults: readonly Fault[] = [
  {
    id: 'cni-no-addresses',
    label: 'CNI out of addresses',
    detail: 'The network plugin has no free IP for the pod',
    scenario: {
      errors: [
        {
          method: 'RunPodSandbox',
          match: '',
          code: 'Unknown',
          message: `${network}: failed to allocate for range 0: no IP addresses available in range set: 10.244.0.1-10.244.0.254`,
        },
      ],
    },
  },
  {
    id: 'cni-not-ready-at-first',
    label: 'CNI not ready at first',
    detail: 'The first two sandboxes fail, as on a node that has just joined',
    scenario: {
      errors: [
        {
          method: 'RunPodSandbox',
          match: '',
          code: 'Unknown',
          message: 'failed to setup network for sandbox: cni plugin not initialized',
          times: 2,
        },
      ],
    },
  },
];

function containerFaults({ name }: Container): Fault[] {
  if (typeof name !== 'string' || name === '') return [];
  return [
    {
      id: `crash ${name}`,
      label: `Crash: ${name}`,
      detail: 'The process exits with 1 after a second, each time',
      scenario: { containers: { [name]: { exit: 1, afterMs: 1000, reason: 'Error' } } },
    },
    {
      id: `out-of-memory ${name}`,
      label: `Out of memory: ${name}`,
      detail: 'The kernel kills the process after two seconds, each time',
      scenario: { containers: { [name]: { exit: 137, afterMs: 2000, reason: 'OOMKilled' } } },
    },
  ];
}

function probeFaults(container: Container): Fault[] {
  const probes: [string, Probe | undefined][] = [
    ['startup', container.startupProbe],
    ['readiness', container.readinessProbe],
    ['liveness', container.livenessProbe],
  ];
  return probes.flatMap(([kind, probe]) => {
    const command = probe?.exec?.command;
    if (!Array.isArray(command)) return [];
    return [
      {
        id: `${kind}-probe-fails ${container.name}`,
        label: `Failing ${kind} probe: ${container.name}`,
        detail: `The command ${command.join(' ')} exits with 1`,
        scenario: { execs: [{ match: command.join(' '), exit: 1 }] },
      },
    ];
  });
}

function missing(kind: 'ConfigMap' | 'Secret'): (name: string) => Fault {
  return (name) => ({
    id: `missing-${kind} ${name}`,
    label: `Missing ${kind}: ${name}`,
    detail: `The ${kind} was never created`,
    scenario: {},
    without: `${kind} ${name}`,
  });
}

function configMapNames(spec: PodSpec | undefined, containers: readonly Container[]): string[] {
  return names([
    ...containers.flatMap((container) => [
      ...list(container.env).map((env) => env.valueFrom?.configMapKeyRef?.name),
      ...list(container.envFrom).map((from) => from.configMapRef?.name),
    ]),
    ...list(spec?.volumes).map((volume) => volume.configMap?.name),
  ]);
}

function secretNames(spec: PodSpec | undefined, containers: readonly Container[]): string[] {
  return names([
    ...containers.flatMap((container) => [
      ...list(container.env).map((env) => env.valueFrom?.secretKeyRef?.name),
      ...list(container.envFrom).map((from) => from.secretRef?.name),
    ]),
    ...list(spec?.volumes).map((volume) => volume.secret?.secretName),
  ]);
}

function names(all: readonly (string | undefined)[]): string[] {
  return [...new Set(all.filter((name): name is string => typeof name === 'string' && name !== ''))];
}

/** A manifest can hold anything where a list belongs. */
function list<T>(value: readonly T[] | undefined): T[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
}
