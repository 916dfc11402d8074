import { formatDuration } from '../../formatDuration';
import type { ObservedSaving } from './observedSaving';
import type { PullSaving, Saving } from './saving';
import { whatIfText } from './whatIfText';

/** What a change gains, in a few words: `Ready after 3.1 s, 2.2 s sooner`. */
export function savingText({ before, after }: Saving): string {
  if (after === undefined) return before === undefined ? 'Ready neither with it nor without it' : 'no longer Ready';
  const ready = `Ready after ${formatDuration(after)}`;
  if (before === undefined) return `${ready}; without it, it is not`;
  const gain = before - after;
  if (Math.abs(gain) < 5) return `${ready}, no sooner`;
  return `${ready}, ${formatDuration(Math.abs(gain))} ${gain > 0 ? 'sooner' : 'later'}`;
}

/** What a change of how images are pulled gains, also on a node that has the image where that is another matter. */
export function pullSavingText(saving: PullSaving): string {
  const { whereThere } = saving;
  const there = whereThere === undefined ? '' : `; on a node that has the image: ${savingText(whereThere)}`;
  return `${savingText(saving)}${there}`;
}

/** What an observed start would gain: an estimate, and of what. */
export function observedSavingText(saving: ObservedSaving): string {
  const { pulls, registries } = saving;
  const of =
    pulls === 0
      ? 'with usual sizes and speeds, because no pull shows its own'
      : `with the sizes and speeds that ${pulls === 1 ? 'one pull' : `${pulls} pulls`} from ${registries === 1 ? 'its registry' : `${registries} registries`} told`;
  return `An estimate, simulated with and without the change, ${of}: ${savingText(saving)}`;
}

/** The lines of the terminal: each change as it is given, and what it gains. */
export function pullSavingLines(savings: readonly PullSaving[]): string[] {
  if (savings.length === 0) return [];
  const lines = savings.map(({ change }) => `--what-if '${whatIfText(change)}'`);
  const width = Math.max(...lines.map(({ length }) => length));
  return [
    'what would be sooner, each simulated',
    ...savings.map((saving, i) => `  ${(lines[i] ?? '').padEnd(width)}  ${pullSavingText(saving)}`),
  ];
}
