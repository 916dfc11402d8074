import { isMap } from '../isMap';
import { goKind } from './scalars';
import type { WrittenObject } from './kubernetesObject';

/**
 * What kubectl refuses of an object before it looks for its kind: apiVersion and kind that are no text
 * (kubectl/pkg/validation/validation.go `getObjectKind`, 0.37).
 */
export function kubectlRefusal(written: WrittenObject): string | undefined {
  const found = (['apiVersion', 'kind'] as const).flatMap((field) => {
    const value = (field === 'kind' ? written.kind : written.apiVersion) ?? undefined;
    if (value === undefined) return [`${field} not set`];
    if (typeof value !== 'string') return [`${field} isn't string type`];
    const isVersion = field === 'kind' || value.split('/').length <= 2;
    return isVersion ? [] : [`unexpected GroupVersion string: ${value}`];
  });
  if (found.length === 0) return undefined;
  return `error validating data: ${found.length === 1 ? found[0] : `[${found.join(', ')}]`}`;
}

/**
 * What kubectl's own look into metadata, which it needs for name and namespace, says of a value of a wrong type
 * (apimachinery/pkg/apis/meta/v1/unstructured, 0.37); `found` is what the API server would say.
 */
export function metadataRefusal(metadata: unknown, found: string): string {
  if (isMap(metadata)) {
    const { creationTimestamp } = metadata;
    const isNoText = found === `json: cannot unmarshal ${goKind(creationTimestamp)} into Go value of type string`;
    return isNoText ? found.replace('value', 'struct field ObjectMeta.metadata.creationTimestamp') : found;
  }
  return `json: cannot unmarshal ${goKind(metadata)} into Go struct field metadataOnlyObject.metadata of type v1.ObjectMeta`;
}
