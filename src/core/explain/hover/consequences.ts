import { isMap } from '../../isMap';
import type { Pod } from '../../api/types';
import { isSameValue } from '../../isSameValue';
import { formatPath, startsWithPath, type Path } from '../../path';
import { isFieldEffect, type Effect } from '../difference/effects';
import type { FieldEffects } from '../difference/fieldEffects';
import { code, words, type Runs } from '../../textRuns';
import { shortValue } from './kubeletValue';
import type { PodStart } from '../difference/podStart';
import { entryOf } from '../../entryOf';

/** What the field does away from the calls that carry its value: QoS, cgroup, DNS, defaults, a start that ends early. */
export function consequences(result: FieldEffects, path: Path): Runs[] {
  const { start, other, effects } = result;
  if (!other || result.variation === 'changed' || start.errors.length > 0) return [];
  return [
    ...stopped(start, other),
    ...qualityOfService(start.stored, other.stored, effects),
    ...dns(effects),
    ...(result.variation === 'absent' ? defaults(start.stored, other.stored, path) : []),
  ];
}

function stopped(start: PodStart, other: Pick<PodStart, 'stuck'>): Runs[] {
  if (start.stuck && !other.stuck) return [words`With it the pod does not start: ${code(start.stuck)}`];
  if (!start.stuck && other.stuck) return [words`Without it the pod does not start: ${code(other.stuck)}`];
  return [];
}

function qualityOfService(stored: Pod | undefined, other: Pod | undefined, effects: readonly Effect[]): Runs[] {
  const [after, before] = [stored?.status?.qosClass, other?.status?.qosClass];
  const score = effects.filter(isFieldEffect).find(({ field }) => field === 'config.linux.resources.oom_score_adj');
  const parts: string[] = [];
  if (after !== before) parts.push(`QoS class ${after ?? 'unknown'} (else ${before ?? 'unknown'})`);
  if (score) {
    const isLater = Number(score.with ?? 0) < Number(score.without ?? 0);
    parts.push(`killed ${isLater ? 'later' : 'earlier'} than others when the node is short of memory`);
  }
  return parts.length > 0 ? [[sentence(parts.join('; '))]] : [];
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function dns(effects: readonly Effect[]): Runs[] {
  const servers = effects.filter(isFieldEffect).filter(({ field }) => field.startsWith('config.dns_config.servers'));
  const now = servers.map((effect) => effect.with).filter((server) => typeof server === 'string');
  return now.length > 0 ? [words`Names are looked up at ${code(now.join(', '))}.`] : [];
}

/** What the API server stores differently elsewhere in the pod: defaults that hang on the field. */
function defaults(stored: Pod | undefined, other: Pod | undefined, path: Path): Runs[] {
  if (!stored || !other || typeof path.at(-1) === 'number') return [];
  const found: Runs[] = [];
  const compare = (a: unknown, b: unknown, at: Path): void => {
    if (found.length > 3 || startsWithPath(at, path) || isSameValue(a, b)) return;
    if (isMap(a) && isMap(b)) {
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
        compare(entryOf(a, key), entryOf(b, key), [...at, key]);
    } else if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
      const others: readonly unknown[] = b;
      a.forEach((item: unknown, i) => compare(item, others[i], [...at, i]));
    } else if (!startsWithPath(path, at)) {
      const before = b === undefined ? '' : shortValue(b, 40);
      const now = a === undefined ? 'does not set' : 'sets';
      const field = formatPath(at) + (a === undefined ? '' : ` = ${shortValue(a, 40)}`);
      if (`${field} ${before}`.includes('kube-api-access')) return;
      found.push(words`The API server ${now} ${code(field)}${before && words` (else ${code(before)})`}.`);
    }
  };
  compare(stored.spec, other.spec, ['spec']);
  return found;
}
