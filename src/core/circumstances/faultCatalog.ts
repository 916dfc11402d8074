import type { Container, PodSpec, Probe } from '../api/types';
import { knocksOf, portNeedId } from '../assumptions/ports';
import { entryOf } from '../entryOf';
import { isAlwaysThere, namedKinds, neededKinds } from '../manifest/namedKinds';
import { referencesOf, type Reference } from '../manifest/references';
import type { Fault } from '../scenario/fault';
import type { Scenario } from '../scenario/scenario';

/**
 * The faults that make sense for a pod: each names the containers, images and objects that the pod has.
 *
 * @param references what the pod names, or the workload that makes it
 */
export function faultCatalog(
  spec: PodSpec | undefined,
  references: readonly Reference[] = referencesOf('PodSpec', spec),
): Fault[] {
  const containers = [...list(spec?.initContainers), ...list(spec?.containers)];
  const images = [
    ...new Set(containers.flatMap(({ image }) => (typeof image === 'string' && image !== '' ? [image] : []))),
  ];
  return [
    ...images.flatMap(imageFaults),
    ...sandboxFaults,
    ...missingFaults(references),
    ...containers.flatMap(probeFaults),
    ...containers.flatMap(portFaults),
    ...containers.flatMap(containerFaults),
    {
      id: 'node-full',
      label: 'The node is full',
      detail: 'No pod fits any more: the scheduler finds no node',
      scenario: { node: { capacity: { cpu: '0', memory: '0', pods: '0', 'ephemeral-storage': '0' } } },
    },
  ];
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
      detail: 'The image takes 40 seconds longer to come',
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

/** One for each port at which a probe or a hook looks. */
function portFaults(container: Container): Fault[] {
  const { name } = container;
  if (typeof name !== 'string' || name === '') return [];
  return [...new Set(knocksOf(container, []).map(({ number }) => number))].map((port) => ({
    id: `port-closed ${name} ${port}`,
    label: `Nothing listens at port ${port}: ${name}`,
    detail: 'Probes and hooks at this port are refused the connection',
    scenario: {},
    without: portNeedId(name, port),
  }));
}

/** One for each object that the pod does not start without, kinds in the order of the table. */
function missingFaults(references: readonly Reference[]): Fault[] {
  return neededKinds.flatMap((kind) => {
    const names = references.filter((one) => one.kind === kind && isWanted(one)).map(({ name }) => name);
    return [...new Set(names)].map((name) => ({
      id: `missing-${kind} ${name}`,
      label: `Missing ${kind}: ${name}`,
      detail: `The ${kind} was never created`,
      scenario: {},
      without: `${kind} ${name}`,
    }));
  });
}

function isWanted({ field, kind, name }: Reference): boolean {
  return entryOf(namedKinds, field)?.isNeeded === true && !isAlwaysThere(kind, name);
}

/** A manifest can hold anything where a list belongs. */
function list<T>(value: readonly T[] | undefined): T[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
}
