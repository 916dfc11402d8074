import type { KubernetesObject, WrittenObject } from '../../api/kubernetesObject';
import type { Created } from '../apiserver/apiServer';

/** One object of the manifest, as kubectl sent it, without the values of Secrets. */
export interface Posted {
  written: WrittenObject;
  /** The same in the right types. */
  object: KubernetesObject;
  /** Milliseconds since the epoch. */
  at: number;
  end: number;
  result: Created;
}

/** How many of the manifest's objects that make pods are posted. */
export const mostWorkloads = 300;
