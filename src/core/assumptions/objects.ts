import { entryOf } from '../entryOf';
import { Base64 } from 'js-base64';
import type { ConfigMap, PriorityClass, RuntimeClass, Secret, ServiceAccount } from '../api/types';
import type { KubernetesObject } from '../api/kubernetesObject';
import { isAlwaysThere } from '../manifest/namedKinds';
import { isClusterWide, referencesOf, referencesOfPod, type Reference } from '../manifest/references';
import { isMounted } from '../cluster/kubelet/kuberuntime/podVolumes';
import type { AskedPods } from './askedPods';
import type { Gift, Need } from './need';
import type { AskingPlace } from '../trace/assumption';
import type { Known } from './known';
import { likelyName, nearName } from './nearName';

/** Kinds of which an object is made up where none is known; claims, volumes and nodes are made up elsewhere. */
type MadeKind = keyof typeof consequences;

/** What follows for the start where there is none. */
const consequences = {
  ConfigMap: 'the container is not created, or its volume not mounted',
  Secret: 'the container is not created, or its volume not mounted',
  ServiceAccount: 'the API server refuses the pod',
  PriorityClass: 'the API server refuses the pod',
  RuntimeClass: 'the API server refuses the pod',
  ResourceClaim: 'the scheduler ignores the pod',
  ResourceClaimTemplate: 'no claim is created, and the scheduler ignores the pod',
  ClusterTrustBundle: 'the volume is not mounted, and no container starts (FailedMount)',
} as const;

/** Objects that the pods name, what kind they may be of, and what keys of them are wanted. */
export function namedObjects(asked: AskedPods, known: Known): Need[] {
  const { written, pod, namespace } = asked;
  return [
    ...referencesOfPod(written).flatMap((reference) => needOf(reference, asked, known, asked.placeOf(reference.path))),
    ...pullSecretsOfAccount(asked, known),
    ...signedBundles(asked, known),
  ].map((need) => ({
    ...need,
    ...(need.missing && { missing: { ...need.missing, subject: { namespace, pod: pod.metadata?.name ?? '' } } }),
  }));
}

function needOf(reference: Reference, asked: AskedPods, known: Known, place: AskingPlace): Need[] {
  const { kind, name } = reference;
  const isOfPull = isPullSecret(reference.field);
  if (isOfUnusedVolume(reference, asked)) return [];
  if (!isMadeKind(kind) || isAlwaysThere(kind, name) || (reference.isOptional && !isOfPull)) return [];
  const { namespace } = asked;
  const found = known.find(kind, namespace, name);
  const keys = reference.key === undefined ? (reference.items ?? []).map(({ key }) => key) : [reference.key];
  const id = idOf(kind, namespace, name);
  if (found) return missingKeys(found, reference, asked);
  const meant = nearName(name, known.names(kind, namespace));
  const consequence = isOfPull ? 'images are pulled without these credentials' : consequenceOf(reference, asked);
  return [
    {
      id,
      what: whatOf(kind, name, keys),
      place,
      gift: meant === undefined ? giftOf(kind, name, keys, asked) : undefined,
      missing: { kind, name, consequence, ...(meant !== undefined && { meant }) },
    },
  ];
}

/** The kubelet sets up no volume that no container mounts. */
function isOfUnusedVolume({ path: [, list, index] }: Reference, { pod }: AskedPods): boolean {
  const volume = list === 'volumes' ? pod.spec.volumes?.[Number(index)] : undefined;
  return volume !== undefined && !isMounted(pod, volume.name);
}

/** Keys that an object which is there does not have: nobody adds them. */
function missingKeys(object: KubernetesObject, reference: Reference, asked: AskedPods): Need[] {
  const { kind, name, key, keyPath, items = [] } = reference;
  if (kind !== 'ConfigMap' && kind !== 'Secret') return [];
  const has = keysOf(object);
  const wanted = key !== undefined && keyPath ? [{ key, path: keyPath }] : items;
  return wanted.flatMap(({ key: one, path }) => {
    if (has.includes(one)) return [];
    const meant = likelyName(one, has);
    const consequence = consequenceOf(reference, asked);
    return [
      {
        id: `${idOf(kind, asked.namespace, name)} key ${one}`,
        what: whatOf(kind, name, [one]),
        place: asked.placeOf(path),
        gift: undefined,
        missing: { kind, name, key: one, consequence, ...(meant === undefined ? { keys: has } : { meant }) },
      },
    ];
  });
}

/** The keys that a ConfigMap or a Secret has. */
export function keysOf(object: KubernetesObject): string[] {
  const { data, binaryData }: ConfigMap = object;
  const { stringData }: Secret = object;
  return [data, stringData, binaryData].flatMap((part) => Object.keys(part ?? {}));
}

function consequenceOf({ kind, path }: Reference, { pod }: AskedPods): string {
  const [, list, index] = path;
  if (kind === 'ConfigMap' || kind === 'Secret') {
    if (list === 'volumes')
      return `volume ${pod.spec.volumes?.[Number(index)]?.name} is never mounted, and no container starts (FailedMount)`;
    const name =
      list === 'initContainers'
        ? pod.spec.initContainers?.[Number(index)]?.name
        : pod.spec.containers[Number(index)]?.name;
    return `container ${name} waits with CreateContainerConfigError`;
  }
  return entryOf(consequences, kind) ?? '';
}

function isMadeKind(kind: string): kind is MadeKind {
  return Object.hasOwn(consequences, kind);
}

/** `ConfigMap shop/api-settings`; `RuntimeClass kata`. */
export function idOf(kind: string, namespace: string, name: string): string {
  return isClusterWide(kind) ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

function whatOf(kind: string, name: string, keys: readonly string[]): string {
  if (keys.length === 0) return `${kind} ${name}`;
  return `${kind} ${name} with the key${keys.length > 1 ? 's' : ''} ${keys.join(', ')}`;
}

function giftOf(kind: MadeKind, name: string, keys: readonly string[], { namespace, pod }: AskedPods): Gift {
  const metadata = { name, namespace };
  const made = (object: KubernetesObject & { spec?: unknown }): Gift => ({ objects: [object] });
  const keyed = (data: Record<string, string>): Gift => {
    const object: ConfigMap | Secret = { apiVersion: 'v1', kind, metadata, data };
    return made(object);
  };
  switch (kind) {
    case 'ConfigMap':
      return keyed(valuesOf(keys, (key) => `‹configMap ${name}/${key}›`));
    case 'Secret':
      return keyed(valuesOf(keys, (key) => Base64.encode(`‹secret ${name}/${key}›`)));
    case 'ServiceAccount':
      return made({ apiVersion: 'v1', kind, metadata });
    case 'PriorityClass': {
      const { priority = 1000, preemptionPolicy = 'PreemptLowerPriority' } = pod.spec;
      const object: PriorityClass = {
        apiVersion: 'scheduling.k8s.io/v1',
        kind,
        metadata: { name },
        value: priority,
        preemptionPolicy,
      };
      return made(object);
    }
    case 'RuntimeClass': {
      const { overhead } = pod.spec;
      const object: RuntimeClass = {
        apiVersion: 'node.k8s.io/v1',
        kind,
        metadata: { name },
        handler: name,
        ...(overhead && { overhead: { podFixed: overhead } }),
      };
      return {
        ...made(object),
        runtimeHandlers: [{ name, features: { recursiveReadOnlyMounts: true, userNamespaces: true } }],
      };
    }
    case 'ResourceClaim':
      return made({ apiVersion: 'resource.k8s.io/v1', kind, metadata, spec: {} });
    case 'ResourceClaimTemplate':
      return made({ apiVersion: 'resource.k8s.io/v1', kind, metadata, spec: { spec: {} } });
    case 'ClusterTrustBundle':
      return made({ apiVersion: 'certificates.k8s.io/v1', kind, metadata: { name } });
  }
}

function valuesOf(keys: readonly string[], value: (key: string) => string): Record<string, string> {
  return Object.fromEntries(keys.map((key) => [key, value(key)]));
}

/** The Secrets with which the pod's ServiceAccount has images pulled. */
function pullSecretsOfAccount(asked: AskedPods, known: Known): Need[] {
  const { namespace, pod } = asked;
  if (pod.spec.imagePullSecrets?.length) return [];
  const account = known.find<ServiceAccount>('ServiceAccount', namespace, pod.spec.serviceAccountName ?? 'default');
  const { name = '', namespace: written } = account?.metadata ?? {};
  return referencesOf('ServiceAccount', account)
    .filter(({ field }) => isPullSecret(field))
    .flatMap((reference) => {
      const { path } = reference;
      const place = { kind: 'ServiceAccount', name, ...(written !== undefined && { namespace: written }), path };
      return needOf(reference, asked, known, place);
    });
}

function isPullSecret(field: string): boolean {
  return field.endsWith('.imagePullSecrets');
}

/** Bundles of trust anchors that a volume chooses by their signer. */
function signedBundles(asked: AskedPods, known: Known): Need[] {
  return (asked.pod.spec.volumes ?? []).flatMap(({ projected }, i) =>
    (projected?.sources ?? []).flatMap(({ clusterTrustBundle }, j) => {
      const { signerName, labelSelector, optional } = clusterTrustBundle ?? {};
      if (signerName === undefined || optional) return [];
      if (known.all('ClusterTrustBundle', '').length > 0) return [];
      const name = `${signerName.replaceAll('/', ':')}:assumed`;
      const metadata = { name, labels: labelSelector?.matchLabels ?? {} };
      const bundle = {
        apiVersion: 'certificates.k8s.io/v1',
        kind: 'ClusterTrustBundle',
        metadata,
        spec: { signerName },
      };
      return [
        {
          id: `ClusterTrustBundle of ${signerName}`,
          what: `a ClusterTrustBundle of the signer ${signerName}`,
          place: asked.placeOf(['spec', 'volumes', i, 'projected', 'sources', j, 'clusterTrustBundle']),
          gift: { objects: [bundle] },
        },
      ];
    }),
  );
}
