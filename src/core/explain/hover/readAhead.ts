import type { Manifest } from '../../manifest/parseManifest';
import { podOf } from '../../manifest/podOf';
import type { SourceRange } from '../../manifest/sourceNode';
import { explainedPod } from '../difference/explainedPod';
import { startAsIs } from '../difference/fieldEffects';
import { hover } from './hover';
import type { HoverOptions } from './hoverOptions';

/** How many lines around are worked out after a hover, and after an edit. */
export const linesAhead = { hover: 24, edit: 24 } as const;

/** No line that says something begins further in. */
const longestIndent = 200;

/**
 * Works out what a person asks next who is at an offset, a step each: the start of the pod there, then what the fields
 * around do, the nearest first. The answers are kept with the manifest, where `hover` finds them. Nothing for an object
 * that makes no pod.
 *
 * @param lines how many lines around are worked out, above and below together
 */
export function* readAhead(
  manifest: Manifest,
  offset: number,
  lines: number,
  options: HoverOptions = {},
): Generator<void, void> {
  const object = manifest.objectAt(offset);
  if (!object || !podOf(object.value)) return;
  yield;
  const input = explainedPod(manifest, object, options);
  if (!input) return;
  yield;
  startAsIs(input);
  for (const at of linesAround(manifest.text, object.range, offset, lines)) {
    yield;
    hover(manifest, at, options);
  }
}

/** Where the lines around an offset begin to say something, the nearest first. */
function linesAround(text: string, { start, end }: SourceRange, offset: number, count: number): number[] {
  const found: number[] = [];
  const take = (from: number): void => {
    const [, indent] = /^([\s-]*)[\w"']/.exec(text.slice(from, from + longestIndent)) ?? [];
    if (indent !== undefined) found.push(from + indent.length);
  };
  let below = text.lastIndexOf('\n', offset - 1) + 1;
  let above = below;
  while (found.length < count && (below < end || above > start)) {
    if (below < end) {
      take(below);
      const next = text.indexOf('\n', below);
      below = next < 0 ? end : next + 1;
    }
    if (above > start) {
      above = text.lastIndexOf('\n', above - 2) + 1;
      take(above);
    }
  }
  return found;
}
