import type { Container, Pod, ServiceAccount, VolumeMount } from '../../../api/types';
import { forbidden, type PodAdmission } from './admission';

const mountPath = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * Gives the pod its account, the token's volume and the account's pull secrets
 * (plugin/pkg/admission/serviceaccount/admission.go, 1.37).
 */
export const serviceAccount: PodAdmission = (pod, { store, random, namespace }) => {
  const spec = pod.spec!;
  if (pod.metadata?.annotations?.['kubernetes.io/config.mirror'] !== undefined) {
    const why = whatAMirrorMayNot(pod);
    return why === undefined ? undefined : forbidden(pod, `a mirror pod may not ${why}`);
  }
  spec.serviceAccountName ||= 'default';
  spec.serviceAccount = spec.serviceAccountName;
  const account = store.get<ServiceAccount>('ServiceAccount', namespace, spec.serviceAccountName);
  if (!account) {
    const who = `${namespace}/${spec.serviceAccountName}`;
    return forbidden(
      pod,
      `error looking up service account ${who}: serviceaccount "${spec.serviceAccountName}" not found`,
    );
  }
  const automount = spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true;
  if (automount) mountToken(pod, random.suffix(5));
  if (!spec.imagePullSecrets?.length && account.imagePullSecrets?.length) {
    spec.imagePullSecrets = account.imagePullSecrets.map(({ name }) => (name ? { name } : {}));
  }
  const enforced = account.metadata?.annotations?.['kubernetes.io/enforce-mountable-secrets'];
  if (!/^(1|t|T|true|TRUE|True)$/.test(enforced ?? '')) return undefined;
  const why = foreignSecret(pod, account);
  return why === undefined ? undefined : forbidden(pod, why);
};

/** A kubelet's own pod, which the API only mirrors, has no part in what the cluster holds (Validate). */
function whatAMirrorMayNot(pod: Pod): string | undefined {
  const { serviceAccountName, volumes = [] } = pod.spec!;
  if (serviceAccountName) return 'reference service accounts';
  if (usesSecrets(pod)) return 'reference secrets';
  const hasToken = volumes.some(({ projected }) => projected?.sources?.some((source) => source.serviceAccountToken));
  return hasToken ? 'use ServiceAccountToken volume projections' : undefined;
}

function usesSecrets({ spec }: Pod): boolean {
  const { volumes = [], imagePullSecrets = [], initContainers = [] } = spec!;
  const containers = (spec!.containers as Container[] | undefined) ?? [];
  const inVolumes = volumes.some(
    ({ secret, projected }) =>
      secret !== undefined || projected?.sources?.some((source) => source.secret !== undefined),
  );
  const inVariables = [...initContainers, ...containers].some(
    ({ env = [], envFrom = [] }) =>
      env.some(({ valueFrom }) => valueFrom?.secretKeyRef !== undefined) ||
      envFrom.some(({ secretRef }) => secretRef !== undefined),
  );
  return inVolumes || inVariables || imagePullSecrets.length > 0;
}

/** The first secret that the pod uses and its account does not list (limitSecretReferences); undefined where there is none. */
function foreignSecret({ spec }: Pod, account: ServiceAccount): string | undefined {
  const who = `service account ${account.metadata?.name} does not reference that`;
  const mountable = new Set((account.secrets ?? []).map(({ name }) => name));
  for (const { secret } of spec?.volumes ?? []) {
    if (secret && !mountable.has(secret.secretName))
      return `volume with secret.secretName="${secret.secretName ?? ''}" is not allowed because ${who} secret`;
  }
  for (const [containers, kind] of [
    [spec?.initContainers ?? [], 'init container'],
    [spec?.containers ?? [], 'container'],
  ] as const) {
    for (const { name, env = [], envFrom = [] } of containers) {
      for (const variable of env) {
        const secret = variable.valueFrom?.secretKeyRef;
        if (secret && !mountable.has(secret.name))
          return `${kind} ${name} with envVar ${variable.name} referencing secret.secretName="${secret.name ?? ''}" is not allowed because ${who} secret`;
      }
      for (const { secretRef } of envFrom) {
        if (secretRef && !mountable.has(secretRef.name))
          return `${kind} ${name} with envFrom referencing secret.secretName="${secretRef.name ?? ''}" is not allowed because ${who} secret`;
      }
    }
  }
  const pullable = new Set((account.imagePullSecrets ?? []).map(({ name }) => name));
  for (const [i, { name }] of (spec?.imagePullSecrets ?? []).entries()) {
    if (!pullable.has(name))
      return `imagePullSecrets[${i}].name="${name ?? ''}" is not allowed because ${who} imagePullSecret`;
  }
  return undefined;
}

function mountToken(pod: Pod, suffix: string): void {
  const spec = pod.spec!;
  const existing = spec.volumes?.find(({ name }) => name?.startsWith('kube-api-access-'));
  const name = existing?.name ?? `kube-api-access-${suffix}`;
  let needed = false;
  const mount: VolumeMount = { name, readOnly: true, mountPath };
  for (const container of [...(spec.initContainers ?? []), ...(spec.containers ?? [])]) {
    if (container.volumeMounts?.some((present) => present.mountPath === mountPath)) continue;
    container.volumeMounts = [...(container.volumeMounts ?? []), { ...mount }];
    needed = true;
  }
  if (!needed || existing) return;
  spec.volumes = [
    ...(spec.volumes ?? []),
    {
      name,
      projected: {
        sources: [
          { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
          { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
          {
            downwardAPI: {
              items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
            },
          },
        ],
        defaultMode: 0o644,
      },
    },
  ];
}
