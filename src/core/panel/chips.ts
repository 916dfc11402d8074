import { whatIfChip, whatIfText } from '../circumstances/whatIf/whatIfText';
import type { WhatIf } from '../circumstances/whatIf/whatIf';
import type { Fault } from '../scenario/fault';
import type { Assumed, Chip, ExplainedMemento } from './protocol';

/** What a person chose of a start, in a chip each: faults, what is not assumed, circumstances. */
export function chipsOf(faults: readonly Fault[], assumed: readonly Assumed[], changes: readonly WhatIf[]): Chip[] {
  return [
    ...faults.map(({ id, label, detail }): Chip => ({ id: `fault ${id}`, label, kind: 'fault', detail })),
    ...assumed
      .filter(({ isOff }) => isOff)
      .map(({ id, what }): Chip => ({
        id: `without ${id}`,
        label: `without ${what}`,
        kind: 'without',
        detail: 'Not assumed',
      })),
    ...changes.map((change): Chip => {
      const line = whatIfText(change);
      return { id: `what-if ${line}`, label: whatIfChip(change), kind: 'whatIf', detail: `--what-if '${line}'` };
    }),
  ];
}

/** What a panel remembers without the difference that a chip tells of. */
export function withoutChip(memento: ExplainedMemento, id: string): ExplainedMemento {
  const space = id.indexOf(' ');
  const [kind, rest] = [id.slice(0, space), id.slice(space + 1)];
  const others = (all: readonly string[] = []): string[] => all.filter((one) => one !== rest);
  switch (kind) {
    case 'fault':
      return { ...memento, faults: others(memento.faults) };
    case 'without':
      return { ...memento, without: others(memento.without) };
    case 'what-if':
      return { ...memento, whatIf: others(memento.whatIf) };
    default:
      return memento;
  }
}
