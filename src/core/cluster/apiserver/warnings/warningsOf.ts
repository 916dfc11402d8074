import type {
  PersistentVolume,
  PersistentVolumeClaim,
  PodTemplateSpec,
  RuntimeClass,
  Service,
  StatefulSet,
  StorageClass,
} from '../../../api/types';
import type { KubernetesObject } from '../../../api/kubernetesObject';
import { dns1123Label } from '../../../api/names';
import { podTemplatePath } from '../../../api/podTemplate';
import { entryOf } from '../../../entryOf';
import { formatPath, valueAt } from '../../../path';
import { addressWarnings } from './addressWarnings';
import { claimWarnings } from './claimWarnings';
import { deprecatedLabel, termWarnings } from './deprecatedLabels';
import { podWarnings } from './podWarnings';
import { quotaWarnings } from './quotaWarnings';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

/** Whose name becomes a host's name (WarningsOnCreate in the strategy.go of pkg/registry, 1.37). */
const namesHosts: Readonly<Record<string, string>> = {
  Pod: "the Pod's hostname",
  Deployment: 'Pod names and hostnames',
  ReplicaSet: 'Pod names and hostnames',
  DaemonSet: 'Pod names and hostnames',
  ReplicationController: 'Pod names and hostnames',
  Job: 'Pod names and hostnames',
  CronJob: 'Pod names and hostnames',
};

/**
 * What the API server says of an object that it takes (the `Warning` headers of its answer; WarningsOnCreate in the
 * strategy.go of pkg/registry, 1.37). Most texts begin with their field.
 *
 * @param object with its defaults
 */
export function warningsOf(object: KubernetesObject, release: KubernetesRelease): string[] {
  const { kind = '', metadata: { name = '' } = {} } = object;
  const template = podTemplatePath(kind);
  const pod = template && (valueAt(object, template) as PodTemplateSpec | undefined);
  const used = entryOf(namesHosts, kind);
  const wrong = used === undefined ? [] : dns1123Label(name);
  return [
    ...(wrong.length > 0
      ? [`metadata.name: this is used in ${used}, which can result in surprising behavior; a DNS label is recommended: [${wrong.join(' ')}]`] // prettier-ignore
      : []),
    ...(pod ? podWarnings(pod, template.length === 0 ? '' : `${formatPath(template)}.`, release) : []),
    ...ownWarnings(object, release),
  ];
}

function ownWarnings(object: KubernetesObject, release: KubernetesRelease): string[] {
  switch (object.kind) {
    case 'StatefulSet': {
      const { spec }: Partial<StatefulSet> = object;
      const isKept = release.warnsOfNegativeHistory && (spec?.revisionHistoryLimit ?? 0) < 0;
      return [
        ...(spec?.volumeClaimTemplates ?? []).flatMap((claim, i) =>
          claim.spec ? claimWarnings(claim.spec, `spec.volumeClaimTemplates[${i}]`) : [],
        ),
        ...(isKept
          ? [
              'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended',
            ]
          : []),
      ];
    }
    case 'PersistentVolumeClaim': {
      const { spec }: PersistentVolumeClaim = object;
      return [...betaClass(object), ...(spec ? claimWarnings(spec, 'spec') : [])];
    }
    case 'PersistentVolume':
      return volumeWarnings(object);
    case 'Service':
      return serviceWarnings(object, release);
    case 'StorageClass': {
      const { allowedTopologies = [] }: Partial<StorageClass> = object;
      return allowedTopologies.flatMap(({ matchLabelExpressions = [] }, i) =>
        matchLabelExpressions.flatMap(({ key }, j) => {
          const message = deprecatedLabel(key);
          return message === undefined ? [] : [`allowedTopologies[${i}].matchLabelExpressions[${j}].key: ${message}`];
        }),
      );
    }
    case 'RuntimeClass': {
      const { scheduling }: Partial<RuntimeClass> = object;
      return Object.keys(scheduling?.nodeSelector ?? {}).flatMap((key) => {
        const message = deprecatedLabel(key);
        return message === undefined ? [] : [`scheduling.nodeSelector: ${message}`];
      });
    }
    case 'ResourceQuota':
      return release.comparesQuotasOfRequests ? quotaWarnings(object) : [];
    case 'Endpoints':
      if (!release.warnsOfEndpoints) return [];
      return ['v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice'];
    default:
      return [];
  }
}

function betaClass({ metadata }: KubernetesObject): string[] {
  const key = 'volume.beta.kubernetes.io/storage-class';
  return entryOf(metadata?.annotations, key) === undefined
    ? []
    : [`metadata.annotations[${key}]: deprecated since v1.8; use "storageClassName" attribute instead`];
}

function volumeWarnings(volume: PersistentVolume): string[] {
  const { spec } = volume;
  return [
    ...betaClass(volume),
    ...(spec?.persistentVolumeReclaimPolicy === 'Recycle'
      ? ['spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.'] // prettier-ignore
      : []),
    ...(spec?.nodeAffinity?.required?.nodeSelectorTerms ?? []).flatMap((term, i) =>
      termWarnings(term, `spec.nodeAffinity.required.nodeSelectorTerms[${i}]`),
    ),
  ];
}

/** pkg/api/service/warnings.go GetWarningsForService, 1.37. */
function serviceWarnings({ spec = {} }: Service, release: KubernetesRelease): string[] {
  const {
    type,
    clusterIP,
    loadBalancerIP,
    externalIPs = [],
    sessionAffinity,
    externalName,
    trafficDistribution,
    clusterIPs = [],
  } = spec;
  const hasExternal = externalIPs.length > 0;
  const isHeadless = release.warnsOfHeadlessServices && type === 'ClusterIP' && clusterIP === 'None';
  const isName = type === 'ExternalName';
  const unusual = (ip: string, path: string): string[] => addressWarnings(ip, path, release);
  return [
    ...clusterIPs.flatMap((ip, i) => unusual(ip, `spec.clusterIPs[${i}]`)),
    ...(isHeadless && loadBalancerIP ? ['spec.loadBalancerIP is ignored for headless services'] : []),
    ...(isHeadless && hasExternal ? ['spec.externalIPs is ignored for headless services'] : []),
    ...(isHeadless && sessionAffinity !== 'None' ? ['spec.SessionAffinity is ignored for headless services'] : []),
    ...externalIPs.flatMap((ip, i) => unusual(ip, `spec.externalIPs[${i}]`)),
    ...(hasExternal && !isHeadless && !isName && release.warnsOfExternalIPs
      ? ['spec.externalIPs is deprecated and may no longer be implemented in some clusters']
      : []),
    ...unusual(loadBalancerIP ?? '', 'spec.loadBalancerIP'),
    ...(isName && hasExternal ? ['spec.externalIPs is ignored when spec.type is "ExternalName"'] : []),
    ...(!isName && externalName ? ['spec.externalName is ignored when spec.type is not "ExternalName"'] : []),
    ...(trafficDistribution === 'PreferClose' && release.warnsOfPreferClose
      ? ['spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"']
      : []),
  ];
}
