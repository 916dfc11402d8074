import type { Affinity, ObjectMeta, PodAffinityTerm, PodSpec, PodTemplateSpec, Volume } from '../../../api/types';
import { entryOf } from '../../../entryOf';
import { appArmorPrefix, useAppArmorField } from './appArmorAnnotations';
import { addressWarnings } from './addressWarnings';
import { claimWarnings } from './claimWarnings';
import { containerWarnings, type PlacedContainer } from './containerWarnings';
import { deprecatedLabel, termWarnings } from './deprecatedLabels';
import { fractionalBytes } from './fractionalBytes';
import { overlappingPaths } from './overlappingPaths';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

const deprecatedAnnotations: Readonly<Record<string, string>> = {
  'scheduler.alpha.kubernetes.io/critical-pod': 'non-functional in v1.16+; use the "priorityClassName" field instead',
  'security.alpha.kubernetes.io/sysctls': 'non-functional in v1.11+; use the "sysctls" field instead',
  'security.alpha.kubernetes.io/unsafe-sysctls': 'non-functional in v1.11+; use the "sysctls" field instead',
};

const volumeWarning: Readonly<Partial<Record<keyof Volume, string>>> = {
  photonPersistentDisk: 'deprecated in v1.11, non-functional in v1.16+',
  scaleIO: 'deprecated in v1.16, non-functional in v1.22+',
  flocker: 'deprecated in v1.22, non-functional in v1.25+',
  storageos: 'deprecated in v1.22, non-functional in v1.25+',
  quobyte: 'deprecated in v1.22, non-functional in v1.25+',
  glusterfs: 'deprecated in v1.25, non-functional in v1.26+',
  cephfs: 'deprecated in v1.28, non-functional in v1.31+',
  rbd: 'deprecated in v1.28, non-functional in v1.31+',
};

/**
 * What the API server warns of in a pod or a pod's template (pkg/api/pod/warnings.go warningsForPodSpecAndMeta, 1.37),
 * each text behind its field.
 *
 * @param path of a template in its object, with a dot behind it: `spec.template.`; '' for a pod
 */
export function podWarnings(
  { metadata = {}, spec }: PodTemplateSpec,
  path: string,
  release: KubernetesRelease,
): string[] {
  if (!spec) return [];
  const containers = placedContainers(spec, path);
  return [
    ...placementWarnings(spec, `${path}spec`, release),
    ...Object.entries(deprecatedAnnotations).flatMap(([key, message]) =>
      entryOf(metadata.annotations, key) === undefined ? [] : [`${path}metadata.annotations[${key}]: ${message}`],
    ),
    ...(spec.volumes ?? []).flatMap((volume, i) => volumeWarnings(volume, `${path}spec.volumes[${i}]`, release)),
    ...(release.warnsOfPathsThatOverlap ? overlappingPaths(spec.volumes ?? [], release) : []),
    ...repeated(
      spec.hostAliases?.map(({ ip }) => ip),
      (i) => `${path}spec.hostAliases[${i}].ip: duplicate ip`,
    ),
    ...repeated(
      spec.imagePullSecrets?.map(({ name = '' }) => name),
      (i) => `${path}spec.imagePullSecrets[${i}].name: duplicate name`,
    ),
    ...(spec.imagePullSecrets ?? []).flatMap(({ name }, i) =>
      name ? [] : [`${path}spec.imagePullSecrets[${i}].name: invalid empty name ""`],
    ),
    ...['memory', 'ephemeral-storage'].flatMap((name) =>
      fractionalBytes(entryOf(spec.overhead, name), `${path}spec.overhead[${name}]`),
    ),
    ...profileWarnings(metadata, spec, containers, path, release),
    ...containerWarnings(containers, release),
    ...((spec.terminationGracePeriodSeconds ?? 0) < 0
      ? [
          `${path}spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`,
        ]
      : []),
    ...affinityWarnings(spec.affinity, `${path}spec.affinity`),
    ...(spec.dnsConfig?.nameservers ?? []).flatMap((ip, i) =>
      addressWarnings(ip, `${path}spec.dnsConfig.nameservers[${i}]`, release),
    ),
    ...(spec.hostAliases ?? []).flatMap(({ ip }, i) =>
      addressWarnings(ip, `${path}spec.hostAliases[${i}].ip`, release),
    ),
  ];
}

function placedContainers(
  { initContainers = [], containers, ephemeralContainers = [] }: PodSpec,
  path: string,
): PlacedContainer[] {
  const placed = (list: readonly PlacedContainer['container'][], field: string): PlacedContainer[] =>
    list.map((container, i) => ({ container, path: `${path}spec.${field}[${i}]` }));
  return [
    ...placed(initContainers, 'initContainers'),
    ...placed(containers, 'containers'),
    ...placed(ephemeralContainers, 'ephemeralContainers'),
  ];
}

function placementWarnings(
  { nodeSelector = {}, affinity, topologySpreadConstraints = [] }: PodSpec,
  path: string,
  release: KubernetesRelease,
): string[] {
  const {
    requiredDuringSchedulingIgnoredDuringExecution: required,
    preferredDuringSchedulingIgnoredDuringExecution: preferred = [],
  } = affinity?.nodeAffinity ?? {};
  const at = `${path}.affinity.nodeAffinity`;
  return [
    ...Object.keys(nodeSelector)
      .sort()
      .flatMap((key) => {
        const message = deprecatedLabel(key);
        return message === undefined ? [] : [`${path}.nodeSelector[${key}]: ${message}`];
      }),
    ...(required?.nodeSelectorTerms ?? []).flatMap((term, i) =>
      termWarnings(term, `${at}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[${i}]`),
    ),
    ...preferred.flatMap(({ preference }, i) =>
      termWarnings(
        preference,
        `${at}.preferredDuringSchedulingIgnoredDuringExecution[${i}].preference`,
        release.warnsOfPreferredValues,
      ),
    ),
    ...topologySpreadConstraints.flatMap(({ topologyKey, labelSelector }, i) => {
      const message = deprecatedLabel(topologyKey);
      const where = `${path}.topologySpreadConstraints[${i}]`;
      return [
        ...(message === undefined ? [] : [`${where}.topologyKey: ${topologyKey} is ${message}`]),
        ...(labelSelector ? [] : [`${where}.labelSelector: a null labelSelector results in matching no pod`]),
      ];
    }),
  ];
}

function volumeWarnings(volume: Volume, path: string, { gitRepoWarning: gitRepo }: KubernetesRelease): string[] {
  const plugins = Object.entries({ ...volumeWarning, gitRepo }).flatMap(([plugin, message]) =>
    entryOf(volume, plugin) === undefined
      ? []
      : [`${path}.${plugin === 'storageos' ? 'storageOS' : plugin}: ${message}`],
  );
  const claim = volume.ephemeral?.volumeClaimTemplate?.spec;
  return [...plugins, ...(claim ? claimWarnings(claim, `${path}.ephemeral.volumeClaimTemplate.spec`) : [])];
}

/** The values that stood before, each behind what is said of it. */
function repeated(values: readonly string[] = [], said: (index: number) => string): string[] {
  return values.flatMap((value, i) => (values.indexOf(value) < i ? [`${said(i)} ${JSON.stringify(value)}`] : []));
}

/** Annotations that are fields by now. Of AppArmor's, a pod's own ones are warned of in appArmorAnnotations. */
function profileWarnings(
  { annotations }: ObjectMeta,
  { securityContext }: PodSpec,
  containers: readonly PlacedContainer[],
  path: string,
  { gates }: KubernetesRelease,
): string[] {
  const told = (key: string, message: string): string[] =>
    entryOf(annotations, key) === undefined ? [] : [`${path}metadata.annotations[${key}]: ${message}`];
  const useSeccomp = 'non-functional in v1.27+; use the "seccompProfile" field instead';
  const isTold = path === '' || !gates.AppArmorFields || Boolean(securityContext?.appArmorProfile);
  return [
    ...(securityContext?.seccompProfile ? [] : told('seccomp.security.alpha.kubernetes.io/pod', useSeccomp)),
    ...containers.flatMap(({ container: { name, securityContext: own } }) => [
      ...(own?.seccompProfile ? [] : told(`container.seccomp.security.alpha.kubernetes.io/${name}`, useSeccomp)),
      ...(isTold || own?.appArmorProfile ? [] : told(`${appArmorPrefix}${name}`, useAppArmorField)),
    ]),
  ];
}

function affinityWarnings({ podAffinity, podAntiAffinity }: Affinity = {}, path: string): string[] {
  return (
    [
      ['podAffinity', podAffinity],
      ['podAntiAffinity', podAntiAffinity],
    ] as const
  ).flatMap(([field, affinity]) => {
    const {
      requiredDuringSchedulingIgnoredDuringExecution: required = [],
      preferredDuringSchedulingIgnoredDuringExecution: preferred = [],
    } = affinity ?? {};
    const told = (term: PodAffinityTerm, at: string): string[] =>
      term.labelSelector
        ? []
        : [`${path}.${field}.${at}.labelSelector: a null labelSelector results in matching no pod`];
    return [
      ...required.flatMap((term, i) => told(term, `requiredDuringSchedulingIgnoredDuringExecution[${i}]`)),
      ...preferred.flatMap(({ podAffinityTerm }, i) =>
        told(podAffinityTerm, `preferredDuringSchedulingIgnoredDuringExecution[${i}].podAffinityTerm`),
      ),
    ];
  });
}
