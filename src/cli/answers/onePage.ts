import { CommandError } from '../commandError';

/** Characters of a page. */
const most = 10_000;

/** A page of a long text, from 1, which ends where a line does; all of a short one. Throws CommandError for one that is not there. */
export function onePage(text: string, page: number): string {
  const starts = pageStarts(text);
  const start = starts[page - 1];
  if (start === undefined)
    throw new CommandError(`there is no page ${page}: the answer has ${starts.length}, counted from 1`);
  if (starts.length === 1) return text;
  const own = text.slice(start, starts[page]);
  const next = page < starts.length ? `: ask again with page ${page + 1} for more` : ', the last one';
  return `${own}${own.endsWith('\n') ? '' : '\n'}\nPage ${page} of ${starts.length}${next}.\n`;
}

function pageStarts(text: string): number[] {
  const starts = [0];
  for (let start = 0; text.length - start > most;) {
    const end = text.lastIndexOf('\n', start + most - 1);
    start = end > start ? end + 1 : start + most;
    // A pair of surrogates is one character.
    if (/[\uDC00-\uDFFF]/.test(text[start] ?? '')) start++;
    starts.push(start);
  }
  return starts;
}
