import type { Container, ContainerPort, EnvVar } from '../../../api/types';
import { entryOf } from '../../../entryOf';
import { fractionalBytes } from './fractionalBytes';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

/** A container, and where it stands: `spec.containers[0]`. */
export interface PlacedContainer {
  container: Pick<Container, 'name' | 'env' | 'ports' | 'resources' | 'securityContext'>;
  path: string;
}

/** What the API server warns of in containers, by themselves and among each other (pkg/api/pod/warnings.go, 1.37). */
export function containerWarnings(containers: readonly PlacedContainer[], release: KubernetesRelease): string[] {
  return [
    ...containers.flatMap(ownWarnings),
    ...portWarnings(containers),
    ...(release.warnsOfPortNames ? portNameWarnings(containers) : []),
  ];
}

function ownWarnings({ container: { resources, env = [] }, path }: PlacedContainer): string[] {
  const bytes = (['memory', 'ephemeral-storage'] as const).flatMap((name) =>
    (['limits', 'requests'] as const).flatMap((list) =>
      fractionalBytes(entryOf(resources?.[list], name), `${path}.resources.${list}[${name}]`),
    ),
  );
  return [...bytes, ...hiddenVariables(env, path)];
}

function hiddenVariables(env: readonly EnvVar[], path: string): string[] {
  const seen = new Set<string>();
  return env.flatMap(({ name, value = '', valueFrom }, i) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const reference = `$(${name})`;
    const isMeant = !valueFrom && value !== reference && value.includes(reference);
    if (isMeant) return [];
    return [
      `${path}.env[${i}]: hides previous definition of ${JSON.stringify(name)}, which may be dropped when using apply`,
    ];
  });
}

function portWarnings(containers: readonly PlacedContainer[]): string[] {
  const known = new Map<string, { port: ContainerPort; at: string }[]>();
  return containers.flatMap(({ container: { ports = [] }, path }) =>
    ports.flatMap((port, i) => {
      const at = `${path}.ports[${i}]`;
      const key = `${port.containerPort}/${port.protocol ?? 'TCP'}`;
      const others = known.get(key) ?? [];
      known.set(key, [...others, { port, at }]);
      return others.flatMap((other) => {
        const how = clash(port, other.port);
        return how === undefined ? [] : [`${at}: ${how} port definition with ${other.at}`];
      });
    }),
  );
}

function clash(a: ContainerPort, b: ContainerPort): string | undefined {
  const [ipA, ipB] = [a.hostIP ?? '', b.hostIP ?? ''];
  const [hostA, hostB] = [a.hostPort ?? 0, b.hostPort ?? 0];
  if (ipA === ipB && hostA === hostB) return 'duplicate';
  if (hostA === 0 || hostB === 0) return 'overlapping';
  return hostA === hostB && (ipA === '') !== (ipB === '') ? 'dangerously ambiguous' : undefined;
}

function portNameWarnings(containers: readonly PlacedContainer[]): string[] {
  const known = new Map<string, string>();
  return containers.flatMap(({ container: { ports = [] }, path }) =>
    ports.flatMap(({ name = '' }, i) => {
      const at = `${path}.ports[${i}]`;
      const other = known.get(name);
      if (name !== '' && other === undefined) known.set(name, at);
      if (name === '' || other === undefined) return [];
      const said = `duplicate port name ${JSON.stringify(name)} with ${other}`;
      return [`${at}: ${said}, services and probes that select ports by name will use ${other}`];
    }),
  );
}
