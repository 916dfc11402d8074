import type { ConfigMap, Pod, Secret } from '../../../api/types';
import { KubeletError } from '../context/kubeletError';
import type { KubeletContext } from '../context/kubeletContext';
import { secretValue } from './secretData';
import { entryOf } from '../../../entryOf';

/** A ConfigMap or Secret as variables are read from it. */
export interface EnvironmentSource {
  keys: string[];
  value: (key: string) => string | undefined;
}

/**
 * The ConfigMap or Secret of that name in the pod's namespace; undefined for an optional one that is not there.
 * pkg/kubelet/kubelet_pods.go (makeEnvironmentVariables), 1.37.
 *
 * @throws KubeletError for one that is not there and not optional
 */
export function environmentSource(
  ctx: KubeletContext,
  pod: Pod,
  kind: 'ConfigMap' | 'Secret',
  name: string,
  optional: boolean | undefined,
): EnvironmentSource | undefined {
  const object = ctx.store.get<ConfigMap | Secret>(kind, pod.metadata?.namespace ?? '', name);
  if (!object) {
    if (optional) return undefined;
    throw new KubeletError('CreateContainerConfigError', `${kind.toLowerCase()} "${name}" not found`);
  }
  const data = object.data ?? {};
  return {
    keys: Object.keys(data),
    value: kind === 'Secret' ? (key) => secretValue(ctx, object, key) : (key) => entryOf(data, key),
  };
}

/**
 * The value of one key; undefined for an optional one that is not there.
 *
 * @throws KubeletError for one that is not there and not optional
 */
export function keyValue(
  ctx: KubeletContext,
  pod: Pod,
  kind: 'ConfigMap' | 'Secret',
  { name = '', key, optional }: { name?: string; key: string; optional?: boolean },
): string | undefined {
  const source = environmentSource(ctx, pod, kind, name, optional);
  const value = source?.value(key);
  if (source && value === undefined && !optional) {
    throw new KubeletError(
      'CreateContainerConfigError',
      `couldn't find key ${key} in ${kind} ${pod.metadata?.namespace ?? ''}/${name}`,
    );
  }
  return value;
}
