import type { EphemeralContainer, PodSpec } from '../../api/types';
import { asDeclared } from '../../api/asDeclared';

/** Fields of containers that ephemeral ones can not have (pkg/apis/core/validation/validation.go, 1.37). */
const refused = new Set([
  'lifecycle',
  'livenessProbe',
  'ports',
  'readinessProbe',
  'resizePolicy',
  'resources',
  'restartPolicy',
  'restartPolicyRules',
  'startupProbe',
]);

/**
 * The ephemeral containers of a written pod as `kubectl debug` could add them to it later: without what the API server
 * would refuse. Those that have no name or image yet are left out.
 */
export function debugContainers(written: unknown): EphemeralContainer[] {
  const containers = asDeclared<PodSpec>({ ephemeralContainers: written }, 'PodSpec')?.ephemeralContainers ?? [];
  return containers
    .filter(({ name, image }) => name && image)
    .map((container) => {
      const allowed = Object.entries(container).filter(([field]) => !refused.has(field));
      const { volumeMounts = [], volumeDevices = [], ...rest } = Object.fromEntries(allowed) as typeof container;
      const mounts = volumeMounts.filter(
        (mount) => mount.name && mount.mountPath && !mount.subPath && !mount.subPathExpr,
      );
      const devices = volumeDevices.filter(({ name, devicePath }) => name && devicePath);
      return { ...rest, volumeMounts: mounts, volumeDevices: devices };
    });
}
