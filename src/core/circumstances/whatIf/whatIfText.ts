import { knownKeys } from '../../knownKeys';
import { kindOf, whatIfKinds } from './kinds';
import type { WhatIf } from './whatIf';

/** The line that stands for a change: `answers-after app 25s`. */
export function whatIfText({ name, values }: WhatIf): string {
  return [name, ...values].join(' ');
}

/** The change that a line stands for, or why it stands for none, in a sentence. */
export function readWhatIf(line: string): WhatIf | { problem: string } {
  const [first = '', ...words] = line.trim().split(/\s+/);
  const name = knownKeys(whatIfKinds).find((one) => one === first);
  if (name === undefined)
    return { problem: `Begin with one of ${knownKeys(whatIfKinds).join(', ')}, not with ${first || 'nothing'}.` };
  const { questions } = kindOf(name);
  const usage = [name, ...questions.map(({ word }) => word)].join(' ');
  const isOpen = questions.at(-1)?.isRest;
  const most = isOpen ? questions.length - 1 : questions.length;
  if (words.length < questions.length || (!isOpen && words.length > most)) return { problem: `Write it as ${usage}.` };
  const values = isOpen ? [...words.slice(0, most), restOf(line, most + 1)] : words;
  for (const [i, { problem }] of questions.entries()) {
    const wrong = problem(values[i] ?? '');
    if (wrong !== undefined) return { problem: wrong };
  }
  return { name, values };
}

/** What follows so many words, with its spaces. */
function restOf(line: string, count: number): string {
  let rest = line.trimStart();
  for (let i = 0; i < count; i++) rest = rest.replace(/^\S+\s+/, '');
  return rest.trimEnd();
}

/** The change in a few words. */
export function whatIfChip({ name, values }: WhatIf): string {
  return kindOf(name).chip(...values);
}

/** The changes that lines stand for; of what is kept over a reload, lines of another version may stand for none. */
export function readWhatIfs(lines: readonly string[]): WhatIf[] {
  return lines.flatMap((line) => {
    const read = readWhatIf(line);
    return 'problem' in read ? [] : [read];
  });
}

/** The changes with one more, which takes the place of one about the same thing. */
export function withWhatIf(all: readonly WhatIf[], added: WhatIf): WhatIf[] {
  const key = keyOf(added);
  return all.some((one) => keyOf(one) === key) ? all.map((one) => (keyOf(one) === key ? added : one)) : [...all, added];
}

function keyOf({ name, values }: WhatIf): string {
  return [name, ...values.filter((_, i) => kindOf(name).questions[i]?.isSubject)].join(' ');
}
