import type { ManifestObject } from '../../manifest/manifestObject';
import { knownKeys } from '../../knownKeys';
import { strangePorts } from './strangePorts';
import type { ManifestHint } from './manifestHint';
import { nearest } from './nearest';

/** What comes of it, by who asks. */
const causes = {
  livenessProbe: 'liveness-probe-fails',
  readinessProbe: 'readiness-probe-fails',
  startupProbe: 'startup-probe-fails',
  postStart: 'post-start-hook-fails',
} as const;

/** Probes and hooks that ask for a port by a name which their container does not have: each of them fails. */
export function portHints(object: ManifestObject): ManifestHint[] {
  return strangePorts(object).map(({ path, name, container, ports }) => {
    const names = ports.flatMap((port) => port.name ?? []);
    const told = names.length === 0 ? 'none of its ports has a name' : `its ports are named ${names.join(', ')}`;
    const message = `Container ${container} has no port ${name}, so that this fails each time: ${told}.`;
    const cause = knownKeys(causes).find((asker) => path.includes(asker));
    // What is asked when a container ends keeps no start, and the kubelet throws away what a liveness probe could not ask
    // (pkg/kubelet/prober/worker.go doProbe, 1.37).
    const severity = cause === undefined || cause === 'livenessProbe' ? 'warning' : 'error';
    return {
      severity,
      code: 'port-unknown',
      message,
      range: nearest(object, path),
      ...(cause && { cause: causes[cause] }),
    };
  });
}
