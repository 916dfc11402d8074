import type { PersistentVolumeClaimSpec } from '../../../api/types';
import { entryOf } from '../../../entryOf';
import { fractionalBytes } from './fractionalBytes';

/** GetWarningsForPersistentVolumeClaimSpec (pkg/api/persistentvolumeclaim/util.go, 1.37). */
export function claimWarnings({ resources }: PersistentVolumeClaimSpec, path: string): string[] {
  return (['requests', 'limits'] as const).flatMap((list) =>
    fractionalBytes(entryOf(resources?.[list], 'storage'), `${path}.resources.${list}[storage]`),
  );
}
