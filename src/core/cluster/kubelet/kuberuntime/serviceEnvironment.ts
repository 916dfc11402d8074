import type { Service } from '../../../api/types';
import { remembering } from '../../../remembering';
import type { KubeletContext } from '../context/kubeletContext';

/**
 * The variables that tell a container where the cluster's services are: always the API server's, and
 * those of the pod's namespace where enableServiceLinks is on.
 * pkg/kubelet/kubelet_pods.go (getServiceEnvVarMap) and pkg/kubelet/envvars/envvars.go, 1.37.
 */
export function serviceEnvironment(
  ctx: KubeletContext,
  namespace: string,
  enableServiceLinks: boolean,
): Map<string, string> {
  const services = new Map<string, Service>([['kubernetes', apiServerService(ctx)]]);
  if (enableServiceLinks) {
    for (const service of ctx.store.list<Service>('Service', namespace)) {
      const { clusterIP } = service.spec ?? {};
      if (clusterIP && clusterIP !== 'None') services.set(service.metadata?.name ?? '', service);
    }
  }
  const variables = new Map<string, string>();
  for (const service of services.values()) for (const [name, value] of variablesOf(service)) variables.set(name, value);
  return variables;
}

type Variables = readonly (readonly [name: string, value: string])[];

const known = new WeakMap<Service, Variables>();

/** The variables of one service, which are the same for each container. */
function variablesOf(service: Service): Variables {
  let variables = known.get(service);
  if (!variables) known.set(service, (variables = madeVariables(service)));
  return variables;
}

/** The Service `kubernetes`, which every cluster has. */
function apiServerService({ store, node }: KubeletContext): Service {
  return (
    store.get<Service>('Service', 'default', 'kubernetes') ?? {
      metadata: { name: 'kubernetes' },
      spec: { clusterIP: node.kubernetesServiceIP, ports: [{ name: 'https', port: 443, protocol: 'TCP' }] },
    }
  );
}

const variableName = remembering((name) => name.replaceAll('-', '_').toUpperCase());

function madeVariables({ metadata, spec }: Service): Variables {
  const prefix = variableName(metadata?.name ?? '');
  const ip = spec?.clusterIP ?? '';
  const host = ip.includes(':') ? `[${ip}]` : ip;
  const ports = spec?.ports ?? [];
  const first = ports[0];
  const variables: [string, string][] = [[`${prefix}_SERVICE_HOST`, ip]];
  if (!first) return variables;
  variables.push([`${prefix}_SERVICE_PORT`, String(first.port)]);
  for (const { name, port } of ports) {
    if (name) variables.push([`${prefix}_SERVICE_PORT_${variableName(name)}`, String(port)]);
  }
  // The rest is as Docker's links were.
  variables.push([`${prefix}_PORT`, `${(first.protocol || 'TCP').toLowerCase()}://${host}:${first.port}`]);
  for (const { port, protocol } of ports) {
    const upper = (protocol || 'TCP').toUpperCase();
    const link = `${prefix}_PORT_${port}_${upper}`;
    variables.push([link, `${upper.toLowerCase()}://${host}:${port}`]);
    variables.push([`${link}_PROTO`, upper.toLowerCase()]);
    variables.push([`${link}_PORT`, String(port)]);
    variables.push([`${link}_ADDR`, ip]);
  }
  return variables;
}
