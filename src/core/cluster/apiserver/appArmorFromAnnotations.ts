import type { AppArmorProfile, Pod } from '../../api/types';
import { entryOf, setEntry } from '../../entryOf';
import type { KubernetesRelease } from '../../release/kubernetesRelease';

/** What the old annotations begin with; a container's name follows. */
export const appArmorPrefix = 'container.apparmor.security.beta.kubernetes.io/';
/** What the API server warns of such an annotation. */
export const useAppArmorField = 'deprecated since v1.30; use the "appArmorProfile" field instead';

/**
 * Fills in the fields for AppArmor from the old annotations
 * (applyAppArmorVersionSkew, pkg/registry/core/pod/strategy.go, 1.37).
 */
export function appArmorFromAnnotations(pod: Pod): void {
  const { spec, metadata } = pod;
  if (!spec || spec.os?.name === 'windows') return;
  const podProfile = spec.securityContext?.appArmorProfile;
  for (const container of [...(spec.initContainers ?? []), ...spec.containers]) {
    const key = appArmorPrefix + container.name;
    const written = entryOf(metadata?.annotations, key);
    if (written === undefined || container.securityContext?.appArmorProfile) continue;
    const profile = profileOf(written);
    // The pod's own profile may say the same already.
    if (!profile || (podProfile && isSame(profile, podProfile))) continue;
    container.securityContext = { ...container.securityContext, appArmorProfile: profile };
  }
}

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
    if (profile && ofPod && isSame(profile, ofPod)) return [];
    return [`metadata.annotations[${appArmorPrefix}${name}]: ${useAppArmorField}`];
  });
}

function isSame(one: AppArmorProfile, other: AppArmorProfile): boolean {
  return one.type === other.type && one.localhostProfile === other.localhostProfile;
}

/**
 * Until 1.33 a pod's AppArmor profiles got the annotations, too, that older kubelets read (applyAppArmorVersionSkew,
 * pkg/registry/core/pod/strategy.go, 1.33). Annotations that are there are the person's.
 */
export function annotateAppArmor(pod: Pod): void {
  const { spec, metadata } = pod;
  if (!spec || spec.os?.name === 'windows') return;
  const annotations = { ...metadata?.annotations };
  for (const { name, securityContext } of [...(spec.initContainers ?? []), ...spec.containers]) {
    const profile = securityContext?.appArmorProfile ?? spec.securityContext?.appArmorProfile;
    const text = profile && annotationOf(profile);
    if (text !== undefined && entryOf(annotations, appArmorPrefix + name) === undefined)
      setEntry(annotations, appArmorPrefix + name, text);
  }
  if (Object.keys(annotations).length > 0) pod.metadata = { ...metadata, annotations };
}

/** appArmorAnnotationForField of the same file. */
function annotationOf({ type, localhostProfile }: AppArmorProfile): string | undefined {
  if (type === 'RuntimeDefault') return 'runtime/default';
  if (type === 'Unconfined') return 'unconfined';
  return type === 'Localhost' && localhostProfile ? `localhost/${localhostProfile}` : undefined;
}

function profileOf(text: string): AppArmorProfile | undefined {
  if (text === 'runtime/default') return { type: 'RuntimeDefault' };
  if (text === 'unconfined') return { type: 'Unconfined' };
  const name = /^localhost\/(.+)$/.exec(text)?.[1];
  return name === undefined ? undefined : { type: 'Localhost', localhostProfile: name };
}
