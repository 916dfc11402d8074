import type { AppArmorProfile, Pod } from '../../../api/types';
import { entryOf } from '../../../entryOf';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

/** What the old annotations begin with; a container's name follows. */
export const appArmorPrefix = 'container.apparmor.security.beta.kubernetes.io/';
/** What the API server warns of such an annotation. */
export const useAppArmorField = 'deprecated since v1.30; use the "appArmorProfile" field instead';

/**
 * The API server's warnings of annotations that a pod was written with and that no field says, too
 * (applyAppArmorVersionSkew): not of those that it adds itself.
 * @param pod as it came in, before its annotations and fields were made to agree
 */
export function appArmorWarnings({ spec, metadata }: Pod, { gates }: KubernetesRelease): string[] {
  if (!gates.AppArmorFields || !spec || spec.os?.name === 'windows') return [];
  const ofPod = spec.securityContext?.appArmorProfile;
  return [...(spec.initContainers ?? []), ...(spec.containers ?? [])].flatMap(({ name, securityContext }) => {
    const written = entryOf(metadata?.annotations, appArmorPrefix + name);
    if (written === undefined || securityContext?.appArmorProfile) return [];
    const profile = profileOf(written);
    if (profile && ofPod && isSameProfile(profile, ofPod)) return [];
    return [`metadata.annotations[${appArmorPrefix}${name}]: ${useAppArmorField}`];
  });
}

/** Whether two profiles are one. */
export function isSameProfile(one: AppArmorProfile, other: AppArmorProfile): boolean {
  return one.type === other.type && one.localhostProfile === other.localhostProfile;
}

/** The profile that an old annotation names (apparmorFieldForAnnotation); undefined where it names none. */
export function profileOf(text: string): AppArmorProfile | undefined {
  if (text === 'runtime/default') return { type: 'RuntimeDefault' };
  if (text === 'unconfined') return { type: 'Unconfined' };
  const name = /^localhost\/(.+)$/.exec(text)?.[1];
  return name === undefined ? undefined : { type: 'Localhost', localhostProfile: name };
}
