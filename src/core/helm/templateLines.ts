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
  readonly #lines: string[];
  /** For each line, its template's path as Helm says it: `shop/templates/web.yaml`. */
  readonly #sources: (string | undefined)[] = [];
  readonly #known = new Map<string, ReadonlyMap<number, number>>();

  /**
   * @param rendered what `helm template` printed
   * @param folder the chart's
   */
  constructor(
    rendered: string,
    readonly folder: string,
    readonly read: ReadText,
  ) {
    this.#lines = rendered.split('\n');
    let source: string | undefined;
    for (const [i, line] of this.#lines.entries()) {
      // What stands further down may be the template's own words.
      if (line === '---') source = /^# Source: (\S+)$/.exec(this.#lines[i + 1] ?? '')?.[1];
      this.#sources.push(source);
    }
  }

  /** @param line of what was rendered, from 1 */
  at(line: number): TemplateLine | undefined {
    const source = this.#sources[line - 1];
    const file = source === undefined ? undefined : this.#fileOf(source);
    const template = file === undefined ? undefined : this.read(file);
    // A chart that lies packed in another one has no files.
    if (source === undefined || file === undefined || template === undefined) return undefined;
    let known = this.#known.get(source);
    if (!known) this.#known.set(source, (known = this.#placesOf(source, template)));
    const found = known.get(line);
    return { file, ...(found !== undefined && { line: found }) };
  }

  /** The first step is the chart's name, which is not always its folder's; nothing outside of the folder is meant. */
  #fileOf(source: string): string | undefined {
    const steps = source.split('/').slice(1);
    return steps.length === 0 || steps.includes('..') ? undefined : joinPath(this.folder, steps.join('/'));
  }

  #placesOf(source: string, template: string): ReadonlyMap<number, number> {
    const own = this.#lines.flatMap((text, i) => (this.#sources[i] === source ? [{ text, line: i + 1 }] : []));
    const places = new Map<number, number>();
    for (const { start, isWhole, line } of plainStarts(template)) {
      const [only, ...more] = own.filter(({ text }) => (isWhole ? text.trimEnd() === start : text.startsWith(start)));
      if (only && more.length === 0) places.set(only.line, line);
    }
    return places;
  }
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
