/** How many colours there are for lines: `podStartup.line1` to `podStartup.line6` in package.json. */
export const lineColours = 6;

/**
 * Gives each line that feeds a call its colour, from 1: the lines in their order have one after the other, and the
 * seventh has the first again.
 */
export function withLineColours<Fed extends { line: number }>(feeds: readonly Fed[]): (Fed & { colour: number })[] {
  const lines = [...new Set(feeds.map(({ line }) => line))].sort((a, b) => a - b);
  const colours = new Map(lines.map((line, i) => [line, (i % lineColours) + 1]));
  return feeds.map((feed) => ({ ...feed, colour: colours.get(feed.line) ?? 1 }));
}
