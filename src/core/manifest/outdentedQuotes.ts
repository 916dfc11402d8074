/** So many quoted values of one document are read so at most: each takes another look at all of it. */
const most = 10;

/** Where a parser misses the end of a quoted value. */
export interface MissingQuote {
  quote: string;
  offset: number;
}

/**
 * A text of the same length in which quoted values stand on one line whose further lines are less indented than YAML
 * wants: kubectl's parser, whose scanner is libyaml's, takes them as they are. Blanks at the beginnings of the lines stay.
 */
export function withJoinedQuotes(text: string, missingIn: (text: string) => MissingQuote | undefined): string {
  let result = text;
  for (let i = 0; i < most; i++) {
    const missing = missingIn(result);
    const start = missing && openingQuote(result, missing);
    const end = start === undefined ? undefined : closingQuote(result, start);
    if (start === undefined || end === undefined) break;
    result = result.slice(0, start) + result.slice(start, end).replaceAll(/[\r\n]/g, ' ') + result.slice(end);
  }
  return result;
}

/** The last such quote before the offset that begins a value. */
function openingQuote(text: string, { quote, offset }: MissingQuote): number | undefined {
  for (let at = text.lastIndexOf(quote, offset - 1); at >= 0; at = at > 0 ? text.lastIndexOf(quote, at - 1) : -1)
    if (/[:\-[{,][ \t]*$/.test(text.slice(Math.max(0, at - 20), at))) return at;
  return undefined;
}

function closingQuote(text: string, start: number): number | undefined {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote && quote === "'" && text[at + 1] === quote) at++;
    else if (text[at] === quote) return at + 1;
  }
  return undefined;
}
