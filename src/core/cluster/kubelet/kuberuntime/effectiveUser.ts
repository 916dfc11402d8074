import type { Pod } from '../../../api/types';

/** The user as whom all of a pod's containers run, where the pod says so. pkg/volume/util/util.go (FsUserFrom), 1.37. */
export function effectiveUser({ spec }: Pod): number | undefined {
  const users = new Set(
    [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].map(
      ({ securityContext }) => securityContext?.runAsUser ?? spec?.securityContext?.runAsUser,
    ),
  );
  return users.size === 1 ? [...users][0] : undefined;
}
