import { holds } from './replay';

/** What stands for something that only the node knows: `@NAME@`, with a number where a text of the pod has that already. */
export function placeholder(name: string, of: unknown): string {
  for (let i = 0; ; i++) {
    const mark = `@${name}${i > 0 ? `_${i}` : ''}@`;
    if (!holds(of, mark)) return mark;
  }
}
