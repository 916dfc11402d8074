import { sortedDeep } from '../simulate/unknowable';
import type { Case } from './cases';
import type { Answer } from './tables';

/** An answer without what nobody can know: uids, the names that are drawn for tokens, times, addresses and ports. */
export function knowable(answer: Answer, { manifest }: Case): unknown {
  const { generateName = '' } = manifest.metadata as { generateName?: string };
  const text = JSON.stringify(sortedDeep(answer))
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uid>')
    .replaceAll(generateName ? new RegExp(`\\b${generateName}\\w{5}\\b`, 'g') : /^$/g, '<name>')
    .replace(/kube-api-access-\w{5}/g, 'kube-api-access-<x>')
    .replace(/\b10\.96\.\d+\.\d+/g, '<address>')
    .replace(/"(nodePort|healthCheckNodePort)":3\d{4}/g, '"$1":"<port>"')
    .replace(/\(0x[0-9a-f]+\)/g, '(<pointer>)')
    .replace(/"(lastTransitionTime|lastPhaseTransitionTime)":"[^"]*"/g, '"$1":"<time>"');
  return JSON.parse(text) as unknown;
}
