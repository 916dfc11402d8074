import type { Container, PodSpec } from '../../api/types';
import { knowsField, type KubernetesRelease } from '../../release/kubernetesRelease';
import type { Fill } from './defaults/fill';

/**
 * What an API server takes out of a pod's spec because a feature gate is off, where that is more than one field (those
 * have their gate in the table of young fields): pkg/api/pod/util.go dropDisabledFields, 1.34. Undefined where that is
 * nothing; the spec is changed, what it holds is not.
 */
export function disabledParts(release: KubernetesRelease): Fill | undefined {
  const { ImageVolume: hasImages, ContainerRestartRules: hasRules, ProcMountType: hasProcMounts } = release.gates;
  const dropsImages = !hasImages && knowsField(release, 'Volume', 'image');
  const dropsPolicies = !hasRules && knowsField(release, 'Container', 'restartPolicyRules');
  if (!dropsImages && !dropsPolicies && hasProcMounts) return undefined;
  return (spec: Partial<PodSpec>) => {
    if (dropsImages) dropImageVolumes(spec);
    if (dropsPolicies) dropRestartPolicies(spec);
    if (!hasProcMounts) dropProcMounts(spec);
  };
}

/** Volumes of images go with their mounts (dropImageVolumes). */
function dropImageVolumes(spec: Partial<PodSpec>): void {
  const names = new Set((spec.volumes ?? []).filter(({ image }) => image).map(({ name }) => name));
  if (names.size === 0) return;
  spec.volumes = (spec.volumes ?? []).filter(({ name, image }) => !image || !names.has(name));
  forContainers(spec, (container) =>
    container.volumeMounts?.some(({ name }) => names.has(name))
      ? { ...container, volumeMounts: container.volumeMounts.filter(({ name }) => !names.has(name)) }
      : container,
  );
}

/** Only sidecars have a restart policy of their own (dropContainerRestartRules). */
function dropRestartPolicies(spec: Partial<PodSpec>): void {
  forContainers(spec, (container, list) => {
    const { restartPolicy } = container;
    if (restartPolicy === undefined || (list === 'initContainers' && restartPolicy === 'Always')) return container;
    const { restartPolicy: _, ...rest } = container;
    return rest;
  });
}

/** What is asked of /proc becomes the default, whatever it is (dropDisabledProcMountField, 1.32). */
function dropProcMounts(spec: Partial<PodSpec>): void {
  forContainers(spec, (container) => {
    const { securityContext } = container;
    if ((securityContext?.procMount ?? undefined) === undefined) return container;
    return { ...container, securityContext: { ...securityContext, procMount: 'Default' } };
  });
}

const lists = ['containers', 'initContainers', 'ephemeralContainers'] as const;

function forContainers(spec: Partial<PodSpec>, change: (container: Container, list: string) => Container): void {
  for (const list of lists) if (Array.isArray(spec[list])) spec[list] = spec[list].map((one) => change(one, list));
}
