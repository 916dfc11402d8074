import { onOneLine } from '../onOneLine';

const begins = '# Rendered from the chart ';

/** From what Helm rendered, and by what: `rendered from the chart shop by helm template, with values.yaml and prod.yaml`. */
export function renderedFrom(chart: string, values: readonly string[]): string {
  const names = values.map((name) => onOneLine(name));
  const last = names.pop();
  const listed = names.length === 0 ? last : `${names.join(', ')} and ${last}`;
  return `rendered from the chart ${onOneLine(chart)} by helm template, ${last === undefined ? 'without values' : `with ${listed}`}`;
}

/** The same as the comment above what was rendered, with its line's break. */
export function renderedHeading(chart: string, values: readonly string[]): string {
  return `# R${renderedFrom(chart, values).slice(1)}.\n`;
}

/** What that comment says, where a text begins with one. */
export function renderedNote(text: string): string | undefined {
  if (!text.startsWith(begins)) return undefined;
  const end = text.indexOf('\n');
  return text.slice('# '.length, end < 0 ? undefined : end).trimEnd();
}
