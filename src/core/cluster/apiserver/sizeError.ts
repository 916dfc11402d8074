import type { ApiError } from '../../api/status';
import { byteLength } from '../../api/byteLength';
import { valueAt } from '../../path';
import { declaredObject } from '../../api/asDeclared';
import { kindOf } from '../../api/kinds';
import type { WrittenObject } from '../../api/kubernetesObject';
import { podTemplatePath } from '../../api/podTemplate';

/** The API server's limit of a request's body (MaxRequestBodyBytes, apiserver/pkg/server/config.go, 0.37). */
const longestBody = 3 * 1024 * 1024;
/** etcd's limit of a request (`--max-request-bytes`, server/embed/config.go, 3.6): about what an object may have. */
const longestStored = 1.5 * 1024 * 1024;
/** The simulation's own limits: what real objects have stays far below, and what a start takes grows with their square. A kind that plays no part may have any number of values. */
const mostValues = 30_000;
const mostContainers = 250;
const mostVolumes = 500;

/** The reason of a refusal that is the simulation's own. */
export const notSimulated = 'NotSimulated';

/** A pod is started again and again among the same objects, and each time all of them are asked for. */
const known = new WeakMap<WrittenObject, { error: ApiError | undefined }>();

/** Why an object is too large for the API server, for etcd, or for this simulation; undefined where it is not. */
export function sizeError(object: WrittenObject): ApiError | undefined {
  let found = known.get(object);
  if (!found) known.set(object, (found = { error: errorOf(object) }));
  return found.error;
}

function errorOf(object: WrittenObject): ApiError | undefined {
  const { kind = '', metadata } = declaredObject(object);
  const about = { kind, ...(metadata?.name !== undefined && { name: metadata.name }) };
  const { bytes, values } = sizeOf(object);
  if (bytes > longestBody) {
    const message = `Request entity too large: limit is ${longestBody}`;
    return { code: 413, reason: 'RequestEntityTooLarge', message, ...about };
  }
  if (bytes > longestStored) return { code: 500, message: 'etcdserver: request is too large', ...about };
  const tooMany = (count: number, what: string, most: number): ApiError => {
    const message = `${kind} is not simulated: it has ${count} ${what}, and the simulation takes at most ${most}`;
    return { code: 413, reason: notSimulated, message, ...about };
  };
  const ofKind = kindOf(kind);
  if (ofKind && !ofKind.isOpaque && values > mostValues) return tooMany(values, 'values', mostValues);
  const { containers, volumes } = partsOf(object, kind);
  if (containers > mostContainers) return tooMany(containers, 'containers', mostContainers);
  return volumes > mostVolumes ? tooMany(volumes, 'volumes', mostVolumes) : undefined;
}

/** What an object is as JSON: its values, and about its bytes. */
function sizeOf(object: unknown): { bytes: number; values: number } {
  let bytes = 0;
  let values = 0;
  const open: unknown[] = [object];
  while (open.length > 0) {
    const value = open.pop();
    values++;
    if (typeof value === 'string') bytes += 3 + byteLength(value);
    else if (typeof value !== 'object' || value === null) bytes += 5;
    else if (Array.isArray(value)) {
      bytes += 2;
      for (const item of value) open.push(item);
    } else {
      bytes += 2;
      for (const [key, entry] of Object.entries(value)) {
        bytes += 4 + byteLength(key);
        open.push(entry);
      }
    }
  }
  return { bytes, values };
}

/** Of the pod, or of the pods that it makes. */
function partsOf(object: WrittenObject, kind: string): { containers: number; volumes: number } {
  const spec = [...(podTemplatePath(kind) ?? []), 'spec'];
  const count = (field: string): number => {
    const list = valueAt(object, [...spec, field]);
    return Array.isArray(list) ? list.length : 0;
  };
  return {
    containers: count('containers') + count('initContainers') + count('ephemeralContainers'),
    volumes: count('volumes'),
  };
}
