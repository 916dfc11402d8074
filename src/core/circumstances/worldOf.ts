import { setEntry } from '../entryOf';
import type { KubernetesObject, WrittenObject } from '../api/kubernetesObject';
import { withoutDropped } from '../cluster/apiserver/droppedFields';
import { askedPodsOf, type AskedPods } from '../assumptions/askedPods';
import type { Gift, Need } from '../assumptions/need';
import type { Assumption } from '../trace/assumption';
import type { Known } from '../assumptions/known';
import { mergedGifts, needsOf } from '../assumptions/needsOf';
import { nodeName } from '../assumptions/nodeWishes';
import { scenarioOf } from '../scenario/fault';
import { nodeKindOf } from '../scenario/nodeKinds';
import { refusesCgroups } from '../scenario/refusesCgroups';
import { newestVersion, releaseOf } from '../release/kubernetesRelease';
import { nodeOf } from '../scenario/defaultNode';
import { runtimeChoices, runtimeNamed } from '../scenario/runtimes/runtimeOf';
import type { NodeDescription, Scenario } from '../scenario/scenario';
import type { Missing } from '../trace/trace';
import { controlPlaneRelease } from './controlPlaneRelease';
import { isUsual, type Circumstances } from './circumstances';

/** What there is beside the manifest before it is applied. */
export interface World {
  scenario: Scenario;
  /** Objects that nobody wrote. */
  objects: readonly KubernetesObject[];
  /** What of all this is taken for granted. */
  assumptions: readonly Assumption[];
  /** What the pods refer to and is not there. */
  missing: readonly Missing[];
}

const hostname = 'kubernetes.io/hostname';

/**
 * The world of the pods that some objects make: a bare cluster, and what they ask for as far as it may be taken for
 * granted. With a scenario it is exactly what that says.
 *
 * @param makers the objects whose pods are started
 * @param known the objects of the manifest and the workspace
 */
export function worldOf(makers: readonly WrittenObject[], known: Known, circumstances: Circumstances): World {
  const { namespace = 'default', scenario, node: said, hasStorage = true, without = [], faults = [] } = circumstances;
  // What the API server drops asks for nothing.
  const release = controlPlaneRelease(circumstances);
  const asked = makers.flatMap((object) => askedPodsOf(withoutDropped(object, release), namespace) ?? []);
  const runtime = runtimeNamed(circumstances.runtime ?? '');
  const usual = nodeOf(said && { like: said.like }, runtime);
  const own = said && { ...said, ...(said.capacity && { capacity: { ...usual.capacity, ...said.capacity } }) };
  const left = new Set([...without, ...faults.flatMap((fault) => fault.without ?? [])]);
  const described = nodeOf(own, runtime);
  const refusal = assumedRefusal(scenario ? nodeOf(scenario.node) : described, asked, circumstances);
  const refuses = refusal && !left.has(refusal.id) ? { failCgroupV1: true } : {};
  const node = { ...described, ...refuses };
  const needs = needsOf(asked, known, { node, said, hasStorage, runtime });
  const isGiven = (need: Need): boolean => isUsual(circumstances) && need.gift !== undefined && !isLeftOut(need, left);
  const given = needs.filter(isGiven);
  const gift = mergedGifts(given.flatMap((need) => need.gift ?? []));
  return {
    scenario: scenarioOf(
      faults,
      scenario
        ? withRuntime(
            { ...scenario, ...(refusal && { node: { ...scenario.node, ...refuses } }) },
            circumstances.runtime,
          )
        : bareScenario(node, gift, circumstances),
    ),
    objects: gift.objects ?? [],
    assumptions: [
      ...(refusal && refuses.failCgroupV1 ? [refusal] : []),
      ...given.map(({ id, what, place, missing, consequence = missing?.consequence }) => ({
        id,
        what,
        place,
        ...(consequence !== undefined && { consequence }),
      })),
    ],
    missing: needs.flatMap((need) => (need.missing && !isGiven(need) ? [{ ...need.missing, place: need.place }] : [])),
  };
}

/**
 * That the node's kubelet has the default of its release and refuses cgroups v1. A scenario that names a runtime is a
 * recording's, and was made with a kubelet that runs with them.
 */
function assumedRefusal(
  { cgroups, failCgroupV1 }: NodeDescription,
  [first]: readonly AskedPods[],
  { scenario, kubernetes = newestVersion, release = releaseOf(kubernetes) }: Circumstances,
): Assumption | undefined {
  const isRefused = refusesCgroups({ cgroups, failCgroupV1: failCgroupV1 ?? release.failsCgroupV1 });
  if (!first || scenario?.runtime !== undefined || failCgroupV1 !== undefined || !isRefused) return undefined;
  return {
    id: 'failCgroupV1',
    what: 'a kubelet that does not start with cgroups v1, as since 1.35 (the node does not set failCgroupV1)',
    place: first.placeOf(['spec']),
    consequence: 'its kubelet starts, and only warns of cgroups v1',
  };
}

/** A fault leaves out by kind and name. */
function isLeftOut({ id, missing }: Need, left: ReadonlySet<string>): boolean {
  return left.has(id) || (missing !== undefined && left.has(`${missing.kind} ${missing.name}`));
}

/** With another runtime, and all else as it is: one that names none has the storage that others have to name. */
function withRuntime(scenario: Scenario, chosen = ''): Scenario {
  const runtime = runtimeNamed(chosen);
  if (runtime === undefined) return scenario;
  const { hasStorage = scenario.runtime === undefined && !scenario.providers } = scenario;
  return { ...scenario, runtime, hasStorage };
}

function bareScenario(
  node: NodeDescription,
  { images, answers, providers, schedulers, running, ...ofNodes }: Gift,
  { durations, controlPlane, runtime }: Circumstances,
): Scenario {
  const all = nodesWith(node, ofNodes);
  const parallelPulls = nodeKindOf(node.like)?.parallelPulls;
  const [first, ...nodes] = all;
  return {
    node: first!,
    ...(nodes.length > 0 && { nodes }),
    ...(parallelPulls !== undefined && { parallelPulls }),
    runtime: runtimeNamed(runtime ?? '') ?? (durations === 'none' ? 'fakecri://none' : runtimeChoices.containerd),
    ...(controlPlane !== undefined && { controlPlane }),
    hasStorage: false,
    images: images ?? {},
    answers: [...(answers ?? [])],
    providers: [...(providers ?? [])],
    schedulers: [...(schedulers ?? [])],
    running: all.flatMap(({ name }) =>
      (running ?? []).map((pod) => ({
        ...pod,
        metadata: { ...pod.metadata, uid: `${pod.metadata?.uid} ${name}` },
        spec: { ...pod.spec!, nodeName: name },
      })),
    ),
  };
}

function nodesWith(
  base: NodeDescription,
  { nodes = 1, labels = [], capacity, runtimeHandlers = [], paths, sysctls = [] }: Omit<Gift, 'objects'>,
): NodeDescription[] {
  return Array.from({ length: nodes }, (_, number) => {
    const own: Record<string, string> = { ...base.labels };
    if (number > 0) own[hostname] = nodeName(number, base.name);
    for (const label of labels) {
      if (label.node !== number) continue;
      if (label.value === undefined) delete own[label.key];
      else setEntry(own, label.key, label.value);
    }
    const name = own[hostname] === base.labels[hostname] ? base.name : (own[hostname] ?? base.name);
    return {
      ...base,
      name,
      labels: own,
      internalIP: base.internalIP.replace(
        /^(.*\D)(\d+)$/,
        (_last, net: string, last: string) => net + String(Number(last) + number),
      ),
      capacity: { ...base.capacity, ...capacity },
      runtimeHandlers: [...base.runtimeHandlers, ...runtimeHandlers],
      paths: { ...base.paths, ...paths },
      allowedUnsafeSysctls: [...(base.allowedUnsafeSysctls ?? []), ...sysctls],
    };
  });
}
