import type { Container, Pod, PodSpec } from '../../api/types';
import type { KubernetesObject, WrittenObject } from '../../api/kubernetesObject';
import type { Circumstances } from '../../circumstances/circumstances';
import { start } from '../../circumstances/start';
import type { Trace } from '../../trace/trace';
import { asMeant } from '../meaning/asMeant';

/**
 * The start that the pods of a manifest's objects would have where everything is there that they refer to: what an
 * observed start is compared with.
 */
export function expectedStart(written: readonly WrittenObject[], circumstances: Circumstances): Trace {
  const objects = written.map(asMeant);
  return start({ objects, circumstances: { ...circumstances, assume: 'usual' } }).trace;
}

/** The start that pods of a cluster would have, by what is stored of them: a node has room for what runs on it. */
export function expectedStartOf(stored: readonly Pod[], circumstances: Circumstances): Trace {
  const { capacity: _, ...node } = circumstances.node ?? {};
  return expectedStart(stored.map(asWritten), { ...circumstances, node });
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
  const kept: Partial<PodSpec> = Object.fromEntries(
    Object.entries(spec ?? {}).filter(([field]) => !left.includes(field)),
  );
  const withoutClaims = (container: Container): Container => {
    const { claims: _, ...resources } = container.resources ?? {};
    return { ...container, resources };
  };
  const anew: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels, annotations },
    spec: {
      ...kept,
      containers: (spec?.containers ?? []).map(withoutClaims),
      ...(kept.initContainers && { initContainers: kept.initContainers.map(withoutClaims) }),
    },
  };
  return anew;
}
