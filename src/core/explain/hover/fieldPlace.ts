import { entryOf } from '../../entryOf';
import { formatPath, valueAt, type Path } from '../../path';
import { code, joined, words, type Runs } from '../../textRuns';
import { isMap } from '../../isMap';

const listWords: Readonly<Record<string, string>> = {
  containers: 'container',
  initContainers: 'init container',
  ephemeralContainers: 'ephemeral container',
  volumes: 'volume',
  env: 'variable',
  volumeMounts: 'mount',
  hostAliases: 'host alias',
  imagePullSecrets: 'pull secret',
  tolerations: 'toleration',
  topologySpreadConstraints: 'spread constraint',
  readinessGates: 'readiness gate',
  schedulingGates: 'scheduling gate',
  ports: 'port',
  sysctls: 'sysctl',
  resourceClaims: 'resource claim',
};
const partWords: Readonly<Record<string, string>> = {
  livenessProbe: 'liveness probe',
  readinessProbe: 'readiness probe',
  startupProbe: 'startup probe',
  postStart: 'postStart hook',
  preStop: 'preStop hook',
  nodeAffinity: 'node affinity',
  podAffinity: 'pod affinity',
  podAntiAffinity: 'pod anti-affinity',
  volumeClaimTemplate: 'claim template',
};

/** A field as a person names it: its own path, and whose it is. */
export interface FieldPlace {
  /** The path within what `owner` names: `resources.limits.cpu`. */
  field: string;
  /** From the inside out: `readiness probe of container app`. Empty for the pod's own fields. */
  owner: Runs;
}

/** Names a field of a pod by its owner: `env COLOR of container app` instead of `spec.containers[0].env[2]`. */
export function fieldPlace(pod: unknown, path: Path): FieldPlace {
  const owners: Runs[] = [];
  let start = path[0] === 'spec' ? 1 : 0;
  for (let i = 0; i < path.length - 1; i++) {
    const [step, next] = [path[i] ?? '', path[i + 1]];
    const word = entryOf(listWords, step);
    const part = entryOf(partWords, step);
    if (typeof next === 'number' && word && path.length > i + 2) {
      owners.unshift(words`${word} ${code(nameOf(valueAt(pod, path.slice(0, i + 2))) ?? String(next))}`);
      start = i + 2;
    } else if (part) {
      owners.unshift([part]);
      start = i + 1;
    }
  }
  return { field: formatPath(path.slice(start)) || formatPath(path), owner: joined(owners, ' of ') };
}

function nameOf(value: unknown): string | undefined {
  if (!isMap(value)) return undefined;
  const { name, mountPath, containerPort, ip, key } = value;
  const found = mountPath ?? name ?? containerPort ?? ip ?? key;
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
}
