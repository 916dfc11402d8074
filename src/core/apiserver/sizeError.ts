import type { ApiError } from '../api/status';
import { byteLength } from '../api/byteLength';
import { valueAt } from '../manifest/path';
import { declaredObject } from './asDeclared';
import { kindOf } from './kinds';
import type { WrittenObject } from './objectStore';
import { podTemplatePath } from './podTemplate';

/** The API server's limit of a request's body (MaxRequestBodyBytes, apiserver/pkg/server/config.go, 0.37). */
const longestBody = 3 * 1024 * 1024;
/** etcd's limit of a request (`--max-request-bytes`, server/embed/config.go, 3.6): about what an object may have. */
const longestStored = 1.5 * 1024 * 1024;
/** The simulation's own limits: what real objects have stays far below, and what a start takes grows with their square. A kind that plays no part may have any number of values. */
const mostValues = 30_000;
const mostContainers = 1_000;

/** Why an object is too large for the API server, for etcd, or for this simulation; undefined where it is not. */
export function sizeError(object: WrittenObject): ApiError | undefined {
  const { kind = '', metadata } = declaredObject(object);
  const about = { kind, ...(metadata?.name !== undefined && { name: metadata.name }) };
  const { bytes, values } = sizeOf(object);
  if (bytes > longestBody) {
    const message = `Request entity too large: limit is ${longestBody}`;
    return { code: 413, reason: 'RequestEntityTooLarge', message, ...about };
  }
  if (bytes > longestStored) return { code: 500, message: 'etcdserver: request is too large', ...about };
  const notSimulated = (count: number, what: string, most: number): ApiError => {
    const message = `this ${kind} is not simulated: it has ${count} ${what}, and the simulation takes at most ${most}`;
    return { code: 413, reason: 'NotSimulated', message, ...about };
  };
  const known = kindOf(kind);
  if (known && !known.isOpaque && values > mostValues) return notSimulated(values, 'values', mostValues);
  const containers = containersOf(object, kind);
  return containers > mostContainers ? notSimulated(containers, 'containers', mostContainers) : undefined;
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

function containersOf(object: WrittenObject, kind: string): number {
  const spec = [...(podTemplatePath(kind) ?? []), 'spec'];
  const lists = ['containers', 'initContainers', 'ephemeralContainers'].map((list) => valueAt(object, [...spec, list]));
  return lists.reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0);
}
