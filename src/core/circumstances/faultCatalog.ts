import type { Container, PodSpec, Probe } from '../api/types';
import { knocksOf, portNeedId } from '../assumptions/ports';
import { entryOf } from '../entryOf';
import { isAlwaysThere, namedKinds, neededKinds } from '../manifest/namedKinds';
import { referencesOf, type Reference } from '../manifest/references';
import type { Fault } from '../scenario/fault';
import type { FailureName } from '../scenario/runtimes/containerRuntime';
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
    ...(typeof spec?.runtimeClassName === 'string' && spec.runtimeClassName !== '' ? [handlerFault] : []),
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
  const pull = (failure: FailureName, times?: number): Scenario => ({
    images: { [image]: { present: false } },
    errors: [{ failure, match: image, ...(times === undefined ? {} : { times }) }],
  });
  return [
    {
      id: `image-not-found ${image}`,
      label: `Image not found: ${image}`,
      detail: 'The registry does not know the image or its tag',
      scenario: pull('image-not-found'),
    },
    {
      id: `image-unauthorized ${image}`,
      label: `Pull refused: ${image}`,
      detail: 'The registry requires credentials that the pod does not have',
      scenario: pull('image-unauthorized'),
    },
    {
      id: `image-rate-limited ${image}`,
      label: `Too many pulls: ${image}`,
      detail: 'The registry limits how many requests it accepts',
      scenario: pull('image-rate-limited'),
    },
    {
      id: `image-platform ${image}`,
      label: `Image for another platform: ${image}`,
      detail: 'The image has no variant for the node’s architecture',
      scenario: pull('image-platform'),
    },
    {
      id: `registry-unreachable ${image}`,
      label: `Registry unreachable at first: ${image}`,
      detail: 'The first two pulls time out, the third works',
      scenario: pull('registry-unreachable', 2),
    },
    {
      id: `registry-certificate ${image}`,
      label: `Registry not trusted: ${image}`,
      detail: 'The node does not trust the authority that signed the registry’s certificate',
      scenario: pull('registry-certificate'),
    },
    {
      id: `slow-pull ${image}`,
      label: `Slow pull: ${image}`,
      detail: 'The image takes 40 seconds longer to arrive',
      scenario: {
        images: { [image]: { present: false } },
        errors: [{ method: 'PullImage', match: image, delayMs: 40_000 }],
      },
    },
  ];
}

const sandboxFaults: readonly Fault[] = [
  {
    id: 'cni-no-addresses',
    label: 'CNI out of addresses',
    detail: 'The network plugin has no free IP for the pod',
    scenario: { errors: [{ failure: 'no-addresses', match: '' }] },
  },
  {
    id: 'cni-not-ready-at-first',
    label: 'CNI not ready at first',
    detail: 'The first two sandboxes fail, as on a node that just joined',
    scenario: { errors: [{ failure: 'cni-not-ready', match: '', times: 2 }] },
  },
  {
    id: 'pause-image',
    label: 'Pause image not pulled',
    detail: 'The node does not reach the registry of the image that holds a sandbox',
    scenario: { errors: [{ failure: 'pause-image', match: '' }] },
  },
  {
    id: 'sandbox-name-reserved',
    label: 'Sandbox still being made',
    detail: 'An earlier attempt, which hangs, still holds the name; the fourth attempt works',
    scenario: { errors: [{ failure: 'sandbox-name-reserved', match: '', times: 3 }] },
  },
];

const handlerFault: Fault = {
  id: 'handler-unknown',
  label: 'Runtime handler not configured',
  detail: 'The node’s runtime does not have the handler of the RuntimeClass',
  scenario: { errors: [{ failure: 'handler-unknown', match: '' }] },
};

function containerFaults({ name }: Container): Fault[] {
  if (typeof name !== 'string' || name === '') return [];
  return [
    {
      id: `command-not-found ${name}`,
      label: `Command not found: ${name}`,
      detail: 'The program that it should run is not in the image',
      scenario: { errors: [{ failure: 'command-not-found', match: name, isWhole: true }] },
    },
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
      {
        id: `${kind}-probe-not-found ${container.name}`,
        label: `Command of the ${kind} probe not found: ${container.name}`,
        detail: `The program ${command[0] ?? ''} is not in the image`,
        scenario: { execs: [{ match: command.join(' '), failure: 'exec-not-found' }] },
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
