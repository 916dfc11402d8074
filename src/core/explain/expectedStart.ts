import type { Container, Pod, PodSpec } from '../api/types';
import { declaredObject } from '../apiserver/asDeclared';
import type { KubernetesObject, WrittenObject } from '../apiserver/objectStore';
import type { KubernetesVersion } from '../kubernetesRelease';
import { podTemplatePath } from '../manifest/podSpecs';
import type { DurationProfile } from '../runtime/durationProfile';
import type { NodeDescription, Scenario } from '../simulate/scenario';
import { simulate } from '../simulate/simulate';
import { usualEndings } from '../simulate/usualEndings';
import type { Trace } from '../trace/trace';
import { podOf, podSpecOf, type WrittenPod } from './podOf';
import { standIns } from './standIns';
import { asMeant } from './asMeant';

export interface ExpectedStartOptions {
  /** Where objects go that name no namespace. */
  namespace: string;
  kubernetes?: KubernetesVersion;
  node?: Partial<NodeDescription>;
  profile?: Partial<DurationProfile>;
}

/** How long containers that are to end take, in milliseconds. */
const endings = { init: 800, finishing: 2000 };

/**
 * The start that the pods of a manifest's objects would have where everything is there that they refer to: what an
 * observed start is compared with.
 */
export function expectedStart(written: readonly WrittenObject[], options: ExpectedStartOptions): Trace {
  const { namespace, kubernetes, node, profile } = options;
  const objects = written.map(asMeant);
  const pods = objects.flatMap((object) => podOf(object) ?? []);
  const others = objects.filter((object) => podTemplatePath(declaredObject(object).kind ?? '') === undefined);
  const scenario: Scenario = {
    ...(node && { node }),
    containers: Object.fromEntries(pods.flatMap((pod) => Object.entries(usualEndings(podSpecOf(pod), endings)))),
  };
  return simulate({
    objects,
    existing: standInsOf(pods, others, namespace),
    namespace,
    scenario,
    ...(kubernetes && { kubernetes }),
    ...(profile && { profile }),
  }).trace;
}

/** The start that pods of a cluster would have, by what is stored of them. */
export function expectedStartOf(stored: readonly Pod[], options: ExpectedStartOptions): Trace {
  const room = { cpu: '1000', memory: '100Ti', 'ephemeral-storage': '1000Ti', pods: '1000' };
  return expectedStart(stored.map(asWritten), { ...options, node: { ...options.node, capacity: room } });
}

/** Once each: several pods name the same. */
function standInsOf(pods: readonly WrittenPod[], others: readonly WrittenObject[], namespace: string) {
  const made = new Map<string, KubernetesObject>();
  for (const pod of pods) {
    for (const object of standIns(pod, others, declaredObject(pod).metadata?.namespace ?? namespace)) {
      const { kind, metadata } = object;
      const key = `${kind} ${metadata?.namespace} ${metadata?.name}`;
      const known = made.get(key) as { data?: object } | undefined;
      // Two pods may want different keys of one object.
      if (known?.data) known.data = { ...known.data, ...(object as { data?: object }).data };
      else made.set(key, object);
    }
  }
  return [...made.values()];
}

/**
 * A stored pod as somebody could have written it: without what the API server, admission and controllers added, and
 * without what binds it to a cluster's nodes.
 */
export function asWritten({ metadata, spec }: Pod): KubernetesObject {
  const { name, namespace, labels, annotations } = metadata ?? {};
  const left = [
    'affinity',
    'ephemeralContainers',
    'nodeName',
    'nodeSelector',
    'overhead',
    'preemptionPolicy',
    'priority',
    'priorityClassName',
    'resourceClaims',
    'schedulerName',
    'schedulingGates',
    'topologySpreadConstraints',
  ];
  const kept = Object.fromEntries(Object.entries(spec ?? {}).filter(([field]) => !left.includes(field))) as PodSpec;
  const withoutClaims = (container: Container): Container => {
    const { claims: _, ...resources } = container.resources ?? {};
    return { ...container, resources };
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels, annotations },
    spec: {
      ...kept,
      containers: (spec?.containers ?? []).map(withoutClaims),
      ...(kept.initContainers && { initContainers: kept.initContainers.map(withoutClaims) }),
    },
  } as KubernetesObject;
}
