import type { ReadText } from '../kustomize/kustomization';
import { joinPath } from '../kustomize/paths';

/** A line of a template, from 1. */
export interface TemplateLine {
  file: string;
  /** Undefined where nobody can say. */
  line?: number;
}

/**
 * Where a line of what Helm rendered comes from. Helm itself names the file, in a comment above each document. Its line is
 * only told where that is certain: a line of a template outside of every block is rendered exactly once, so where one
 * line alone of what the file gives begins with its plain text, it is that one.
 */
export class TemplateLines {
  /** For each line, its template's path as Helm says it: `shop/templates/web.yaml`. */
  readonly #sources: (string | undefined)[] = [];
  /** What each template gives. */
  readonly #given = new Map<string, RenderedLine[]>();
  /** What is known of each template: undefined where it cannot be read. */
  readonly #known = new Map<string, KnownTemplate | undefined>();

  /**
   * @param rendered what `helm template` printed
   * @param folder the chart's
   */
  constructor(
    rendered: string,
    readonly folder: string,
    readonly read: ReadText,
  ) {
    const lines = rendered.split(/\r?\n/);
    let source: string | undefined;
    for (const [i, text] of lines.entries()) {
      // What stands further down may be the template's own words.
      if (text === '---') source = /^# Source: (\S+)$/.exec(lines[i + 1] ?? '')?.[1];
      this.#sources.push(source);
      if (source === undefined) continue;
      const given = this.#given.get(source);
      if (given) given.push({ text, line: i + 1 });
      else this.#given.set(source, [{ text, line: i + 1 }]);
    }
  }

  /** @param line of what was rendered, from 1 */
  at(line: number): TemplateLine | undefined {
    const source = this.#sources[line - 1];
    if (source === undefined) return undefined;
    if (!this.#known.has(source)) this.#known.set(source, this.#templateOf(source));
    const known = this.#known.get(source);
    const found = known?.places.get(line);
    return known && { file: known.file, ...(found !== undefined && { line: found }) };
  }

  /** A chart that lies packed in another one has no files. */
  #templateOf(source: string): KnownTemplate | undefined {
    const file = this.#fileOf(source);
    const template = file === undefined ? undefined : this.read(file);
    if (file === undefined || template === undefined) return undefined;
    return { file, places: placesOf(this.#given.get(source) ?? [], template) };
  }

  /** The first step is the chart's name, which is not always its folder's; nothing outside of the folder is meant. */
  #fileOf(source: string): string | undefined {
    const steps = source.split('/').slice(1);
    const isWithin = steps.length > 0 && steps.every((step) => !['', '.', '..'].includes(step) && !step.includes('\\'));
    return isWithin ? joinPath(this.folder, steps.join('/')) : undefined;
  }
}

interface KnownTemplate {
  file: string;
  /** The template's line of a rendered one. */
  places: ReadonlyMap<number, number>;
}

interface RenderedLine {
  text: string;
  /** From 1. */
  line: number;
}

function placesOf(given: readonly RenderedLine[], template: string): ReadonlyMap<number, number> {
  /** The line that has a text, undefined where several have it. */
  const whole = new Map<string, number | undefined>();
  for (const { text, line } of given) whole.set(text.trimEnd(), whole.has(text.trimEnd()) ? undefined : line);
  // Lines that begin with the same text stand side by side.
  const sorted = [...given].sort((a, b) => (a.text < b.text ? -1 : Number(a.text > b.text)));
  const places = new Map<number, number>();
  for (const { start, isWhole, line } of plainStarts(template)) {
    const found = isWhole ? whole.get(start) : onlyLineFrom(sorted, start);
    if (found !== undefined) places.set(found, line);
  }
  return places;
}

/** The one of sorted lines that begins with a text; undefined for none and for several. */
function onlyLineFrom(sorted: readonly RenderedLine[], start: string): number | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.text ?? '') < start) low = middle + 1;
    else high = middle;
  }
  const [only, next] = sorted.slice(low, low + 2).filter(({ text }) => text.startsWith(start));
  return next ? undefined : only?.line;
}

interface PlainStart {
  /** Its text to its first expression, blanks before it included. */
  start: string;
  isWhole: boolean;
  line: number;
}

/** The lines of a template outside of blocks that begin with a text of their own. */
function plainStarts(template: string): PlainStart[] {
  const found: PlainStart[] = [];
  let depth = 0;
  /** Whether an expression of lines before goes on, or takes the end of its line with it. */
  let isJoined = false;
  let isOpen = false;
  for (const [i, text] of template.split('\n').entries()) {
    const begins = text.indexOf('{{');
    const start = begins < 0 ? text.trimEnd() : text.slice(0, begins);
    if (depth === 0 && !isOpen && !isJoined && /[^\s\-#]/.test(start) && !start.trimStart().startsWith('#'))
      found.push({ start, isWhole: begins < 0, line: i + 1 });
    for (const [, word = ''] of text.matchAll(/\{\{-?\s*(\w+)/g)) {
      if (/^(?:if|range|with|define|block)$/.test(word)) depth++;
      else if (word === 'end') depth--;
    }
    const opened = text.lastIndexOf('{{');
    const closed = text.lastIndexOf('}}');
    if (opened > closed) isOpen = true;
    else if (closed >= 0) isOpen = false;
    if (text.trim() !== '') isJoined = text.trimEnd().endsWith('-}}');
  }
  return found;
}
