import type { AppArmorProfile, Pod } from '../../api/types';
import { entryOf } from '../../entryOf';

const prefix = 'container.apparmor.security.beta.kubernetes.io/';

/**
 * Fills in the fields for AppArmor from the old annotations
 * (applyAppArmorVersionSkew, pkg/registry/core/pod/strategy.go, 1.37).
 */
export function appArmorFromAnnotations(pod: Pod): void {
  const { spec, metadata } = pod;
  if (!spec || spec.os?.name === 'windows') return;
  const podProfile = spec.securityContext?.appArmorProfile;
  for (const container of [...(spec.initContainers ?? []), ...spec.containers]) {
    const key = prefix + container.name;
    const written = entryOf(metadata?.annotations, key);
    if (written === undefined || container.securityContext?.appArmorProfile) continue;
    const profile = profileOf(written);
    // The pod's own profile may say the same already.
    if (!profile || (podProfile?.type === profile.type && podProfile.localhostProfile === profile.localhostProfile))
      continue;
    container.securityContext = { ...container.securityContext, appArmorProfile: profile };
  }
}

function profileOf(text: string): AppArmorProfile | undefined {
  if (text === 'runtime/default') return { type: 'RuntimeDefault' };
  if (text === 'unconfined') return { type: 'Unconfined' };
  const name = /^localhost\/(.+)$/.exec(text)?.[1];
  return name === undefined ? undefined : { type: 'Localhost', localhostProfile: name };
}
