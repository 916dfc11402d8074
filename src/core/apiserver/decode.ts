import type { ApiError } from '../api/status';
import { kindOf } from './kinds';
import type { KubernetesObject } from './objectStore';

/** Reads an object as the API server does: a kind that it knows, fields of the right types. */
export function decode(object: KubernetesObject): { object: KubernetesObject } | { error: ApiError } {
  const kind = object.kind ?? '';
  if (!kindOf(kind)) {
    const message = `no matches for kind "${kind}" in version "${object.apiVersion ?? ''}"`;
    return { error: { code: 404, reason: 'NotFound', message, kind } };
  }
  return { object };
}
