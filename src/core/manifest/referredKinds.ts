import { neededKinds } from './namedKinds';
import { podMakers } from './podSpecs';

/** What a pod's start can refer to, what acts on it without being named, and the pods and workloads that may. */
const kinds = [...podMakers, ...neededKinds, 'Service', 'LimitRange', 'ResourceQuota', 'DeviceClass'];
const referred = new RegExp(`^[ \\t-]*"?kind"?:\\s*["']?(?:${kinds.join('|')})\\b`, 'm');

/** How many files are looked at for objects that a manifest refers to, how large each may be, and all that have some. */
export const mostFiles = 300;
export const mostBytes = 300_000;
export const mostBytesInAll = 3_000_000;

/** Whether a text may have an object that takes part in the start of another file's pods; a quick look. */
export function mayBeReferred(text: string): boolean {
  return referred.test(text);
}
