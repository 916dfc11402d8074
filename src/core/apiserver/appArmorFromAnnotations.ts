import type { AppArmorProfile, Pod } from '../api/types';

const prefix = 'container.apparmor.security.beta.kubernetes.io/';

/**
 * Keeps the old annotations and the fields for AppArmor in step, each filled in from the other
 * (applyAppArmorVersionSkew, pkg/registry/core/pod/strategy.go, 1.37).
 */
export function appArmorFromAnnotations(pod: Pod): void {
  const { spec, metadata } = pod;
  if (!spec || spec.os?.name === 'windows') return;
  const podProfile = spec.securityContext?.appArmorProfile;
  for (const container of [...(spec.initContainers ?? []), ...spec.containers]) {
    const key = prefix + container.name;
    const written = metadata?.annotations?.[key];
    const own = container.securityContext?.appArmorProfile;
    if (written !== undefined && !own) {
      const profile = profileOf(written);
      if (!profile) continue;
      // The pod's own profile says the same already.
      if (podProfile && podProfile.type === profile.type && podProfile.localhostProfile === profile.localhostProfile)
        continue;
      container.securityContext = { ...container.securityContext, appArmorProfile: profile };
    } else if (written === undefined) {
      const profile = own ?? podProfile;
      const text = profile && annotationOf(profile);
      if (text && pod.metadata) pod.metadata.annotations = { ...pod.metadata.annotations, [key]: text };
    }
  }
}

function profileOf(text: string): AppArmorProfile | undefined {
  if (text === 'runtime/default') return { type: 'RuntimeDefault' };
  if (text === 'unconfined') return { type: 'Unconfined' };
  const name = /^localhost\/(.+)$/.exec(text)?.[1];
  return name === undefined ? undefined : { type: 'Localhost', localhostProfile: name };
}

function annotationOf({ type, localhostProfile }: AppArmorProfile): string | undefined {
  if (type === 'RuntimeDefault') return 'runtime/default';
  if (type === 'Unconfined') return 'unconfined';
  return type === 'Localhost' && localhostProfile ? `localhost/${localhostProfile}` : undefined;
}
