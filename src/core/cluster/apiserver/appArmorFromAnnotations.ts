import type { AppArmorProfile, Pod } from '../../api/types';
import { entryOf, setEntry } from '../../entryOf';
import { appArmorPrefix, isSameProfile, profileOf } from './warnings/appArmorAnnotations';

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
    if (!profile || (podProfile && isSameProfile(profile, podProfile))) continue;
    container.securityContext = { ...container.securityContext, appArmorProfile: profile };
  }
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
