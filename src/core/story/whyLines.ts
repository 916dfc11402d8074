import { actorCards } from '../narration/actorCards';
import type { Narration } from '../narration/narration';
import { sentences } from '../narration/sentences';
import { narratePart } from '../narration/timelineTexts';
import { onOneLine } from '../onOneLine';
import { plainText, type Runs } from '../textRuns';
import type { PartSum } from '../trace/largestParts';
import { actors, type Actor, type Trace } from '../trace/trace';
import { wrapped } from './wrapped';

/** The longest line of sentences. */
const width = 110;
const indent = ' '.repeat(12);

/** What stands under a message's line: what it is for, why it comes now, what follows; and which function makes it. */
export function whyLines({ what, why, result, links }: Narration): string[] {
  const made = links.filter(({ isSource }) => isSource).map(({ title }) => title);
  return [
    ...paragraph(sentences(what, why, result), indent),
    ...(made.length > 0 ? [`${indent}[${made.join(', ')}]`] : []),
  ];
}

/** In the story: why a message comes now. */
export function reasonLines({ why }: Narration): string[] {
  return paragraph(why, indent);
}

/** Where to read on: each link of the narrations once. */
export function linkLines(narrations: readonly Narration[]): string[] {
  const addresses = new Map(narrations.flatMap(({ links }) => links.map(({ title, address }) => [address, title])));
  return [...addresses].map(([address, title]) => `  ${title}\n    ${address}`).sort();
}

/** What stands under a sum of the time. */
export function partLines(sum: PartSum, to: string): string[] {
  const { what, why } = narratePart(sum);
  return paragraph(sentences(what, why), to);
}

/** Who takes part, each once, in the order in which a diagram shows them. */
export function cardLines({ messages }: Trace): string[] {
  const there = new Set<Actor>(messages.flatMap(({ from, to }) => [from, to]));
  return (Object.keys(actors) as Actor[])
    .filter((actor) => there.has(actor))
    .flatMap((actor) => {
      const { what, where, talksTo } = actorCards[actor];
      return [actors[actor], ...paragraph(sentences(what, where, talksTo), '    ')];
    });
}

/** No text of others begins a line of its own. */
function paragraph(text: Runs, before: string): string[] {
  return wrapped(onOneLine(plainText(text)), before, width);
}
