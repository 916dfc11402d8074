import type { ObjectMeta } from './types';

/** What every object of the API has. `kind` and `apiVersion` are always set in a store. */
export interface KubernetesObject {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
}

/** An object as somebody wrote it: anything may stand anywhere. `decode` or `declaredObject` make a KubernetesObject of it. */
export interface WrittenObject {
  apiVersion?: unknown;
  kind?: unknown;
  metadata?: unknown;
  spec?: unknown;
}
