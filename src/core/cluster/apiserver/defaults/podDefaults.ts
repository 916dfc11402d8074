import { isMap } from '../../../isMap';
import type { Container, PodSpec } from '../../../api/types';
import type { Fill } from './fill';
import { setDefault, setIfAbsent } from './setDefault';
import { entryOf } from '../../../entryOf';

/** pkg/apis/core/v1/defaults.go, 1.37: SetDefaults_Pod and SetDefaults_PodSpec. */
export const podDefaults: Readonly<Record<string, Fill>> = {
  Pod: (object) => {
    const given: Partial<PodSpec> | undefined = isMap(object['spec']) ? object['spec'] : undefined;
    if (!given) return;
    const spec = { ...given };
    object['spec'] = spec;
    if (typeof spec.terminationGracePeriodSeconds === 'number' && spec.terminationGracePeriodSeconds < 0) {
      spec.terminationGracePeriodSeconds = 1;
    }
    if (spec.enableServiceLinks === undefined || spec.enableServiceLinks === null) spec.enableServiceLinks = true;
    for (const kind of ['containers', 'initContainers'] as const) {
      const containers = spec[kind];
      if (!Array.isArray(containers)) continue;
      spec[kind] = containers.map((container) =>
        isMap(container) ? hostPorts(requestsFromLimits(container), spec.hostNetwork === true) : container,
      );
    }
  },
  PodSpec: (spec) => {
    setDefault(spec, 'serviceAccountName', spec['serviceAccount']);
    spec['serviceAccount'] = spec['serviceAccountName'];
    setDefault(spec, 'dnsPolicy', 'ClusterFirst');
    setDefault(spec, 'restartPolicy', 'Always');
    setIfAbsent(spec, 'securityContext', {});
    setIfAbsent(spec, 'terminationGracePeriodSeconds', 30);
    setDefault(spec, 'schedulerName', 'default-scheduler');
  },
};

/** In a pod, not in a template: a limit without a request is the request too. */
function requestsFromLimits(container: Container): Container {
  const limits = container.resources?.limits;
  if (!isMap(limits)) return container;
  return {
    ...container,
    resources: {
      ...container.resources,
      requests: { ...container.resources?.requests, ...missing(limits, container.resources?.requests) },
    },
  };
}

function missing<T>(limits: Readonly<Record<string, T>>, requests: unknown): Record<string, T> {
  const have = isMap(requests) ? requests : {};
  return Object.fromEntries(Object.entries(limits).filter(([name]) => entryOf(have, name) === undefined));
}

/** On the node's network a port of the container is a port of the node. */
function hostPorts(container: Container, hostNetwork: boolean): Container {
  const { ports } = container;
  if (!hostNetwork || !Array.isArray(ports)) return container;
  return {
    ...container,
    ports: ports.map((port) => (isMap(port) && !port.hostPort ? { ...port, hostPort: port.containerPort } : port)),
  };
}
