import type { Service } from '../../../api/types';
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
  for (const service of services.values()) addVariables(variables, service);
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

function variableName(name: string): string {
  return name.replaceAll('-', '_').toUpperCase();
}

function addVariables(variables: Map<string, string>, { metadata, spec }: Service): void {
  const prefix = variableName(metadata?.name ?? '');
  const ip = spec?.clusterIP ?? '';
  const host = ip.includes(':') ? `[${ip}]` : ip;
  const ports = spec?.ports ?? [];
  const first = ports[0];
  variables.set(`${prefix}_SERVICE_HOST`, ip);
  if (!first) return;
  variables.set(`${prefix}_SERVICE_PORT`, String(first.port));
  for (const { name, port } of ports) {
    if (name) variables.set(`${prefix}_SERVICE_PORT_${variableName(name)}`, String(port));
  }
  // The rest is as Docker's links were.
  variables.set(`${prefix}_PORT`, `${(first.protocol || 'TCP').toLowerCase()}://${host}:${first.port}`);
  for (const { port, protocol } of ports) {
    const upper = (protocol || 'TCP').toUpperCase();
    const link = `${prefix}_PORT_${port}_${upper}`;
    variables.set(link, `${upper.toLowerCase()}://${host}:${port}`);
    variables.set(`${link}_PROTO`, upper.toLowerCase());
    variables.set(`${link}_PORT`, String(port));
    variables.set(`${link}_ADDR`, ip);
  }
}
