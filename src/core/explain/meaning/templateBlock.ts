import type { Path } from '../../path';
import { wordFor } from './templateWords';

/** What an expression stands for that is told nowhere by itself. */
export const someBlock = '{{ … }}';

/**
 * A value in place of an expression that makes a whole block, where the object cannot do without one: labels, which
 * selectors have to fit, and containers. Undefined where the block is left out.
 */
export function blockFor(type: string, path: Path): unknown {
  const word = wordFor(someBlock);
  const container = { name: word, image: word };
  const last = path.at(-1);
  if (last === 'labels' || last === 'matchLabels' || (last === 'selector' && type === '{string}'))
    return { [word]: word };
  if (type === 'LabelSelector') return { matchLabels: { [word]: word } };
  if (type === '[string]' && (last === 'command' || last === 'args')) return [word];
  if (type === 'Container') return container;
  if (type === '[Container]' && last === 'containers') return [container];
  if (type === 'PodSpec') return { containers: [container] };
  if (type === 'PodTemplateSpec') return { metadata: { labels: { [word]: word } }, spec: { containers: [container] } };
  return type === 'ObjectMeta' && path.length > 1 ? { labels: { [word]: word } } : undefined;
}
