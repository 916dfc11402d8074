import { resolvePlainScalar } from './resolvePlainScalar';
import type { SourceNode } from './sourceNode';
import { setEntry } from '../entryOf';

/** Thrown where a text leaves what is read here; the full parser takes over. */
class NotPlain extends Error {}

const maxDepth = 100;
/** A key that needs no thought: a word, or something quoted without escapes; then a colon and a blank. */
const keyPattern = /([A-Za-z0-9_./][\w./-]*|"[^"\\\n]*"|'[^'\n]*'):(?:[ \n\r]|$)/y;
/** What an unquoted scalar may not begin with. */
const notFirst = /[,[\]{}#&*!|>'"%@`]|[-?:](?:[ \n\r]|$)/y;

/**
 * Reads the YAML that manifests are mostly written in — block maps and lists, scalars on one line, literal blocks,
 * flow style — some ten times faster than the full parser, and to the same tree. Undefined for a text that holds
 * anything else (anchors, tags, merge keys, folded blocks, mistakes): that is for the full parser.
 */
export function plainYaml(text: string): SourceNode | undefined {
  try {
    return new PlainYaml(text).document();
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

/** A reader of lines: it stands at the first character of a line's content, or of the content after a dash. */
class PlainYaml {
  /** Where the content of the present line starts, and its column. At the text's end the column is -1. */
  #at = 0;
  #column = -1;
  #depth = 0;

  constructor(readonly text: string) {}

  document(): SourceNode | undefined {
    this.#line(0);
    if (this.#column < 0) throw new NotPlain();
    const char = this.text[this.#at];
    const root = char === '{' || char === '[' ? this.#inline(-1) : this.#block();
    if (this.#column >= 0) throw new NotPlain();
    return root;
  }

  /** Goes to the first line from `from` (a line's start) on that has content. */
  #line(from: number): void {
    const { text } = this;
    let start = from;
    while (start < text.length) {
      let at = start;
      while (text.charCodeAt(at) === 32) at++;
      const code = text.charCodeAt(at);
      if (code === 9) throw new NotPlain();
      if (code !== 10 && code !== 13 && code !== 35 && at < text.length) {
        if (code === 37 || text.startsWith('...', at)) throw new NotPlain();
        this.#at = at;
        this.#column = at - start;
        return;
      }
      const end = text.indexOf('\n', at);
      if (end < 0) break;
      start = end + 1;
    }
    this.#at = text.length;
    this.#column = -1;
  }

  /** Goes on after a value that ends at `at`: nothing but a comment may stand behind it. */
  #endLine(at: number): void {
    const { text } = this;
    let next = at;
    while (text.charCodeAt(next) === 32) next++;
    const char = text[next];
    if (char === '\r' || char === '\n' || char === undefined || (char === '#' && next > at)) {
      const end = text.indexOf('\n', next);
      return this.#line(end < 0 ? text.length : end + 1);
    }
    throw new NotPlain();
  }

  #isDash(at: number): boolean {
    const next = this.text.charCodeAt(at + 1);
    return (
      this.text.charCodeAt(at) === 45 && (next === 32 || next === 10 || next === 13 || at + 1 === this.text.length)
    );
  }

  #block(): SourceNode {
    if (++this.#depth > maxDepth) throw new NotPlain();
    const node = this.#isDash(this.#at) ? this.#list(this.#column) : this.#map(this.#column);
    this.#depth--;
    return node;
  }

  #map(column: number): SourceNode {
    const start = this.#at;
    const entries = new Map<string, SourceNode>();
    const value: Record<string, unknown> = {};
    let end = start;
    while (this.#column === column && !this.#isDash(this.#at)) {
      const at = this.#at;
      const key = this.#key();
      if (!key || entries.has(key.name) || key.name === '__proto__') throw new NotPlain();
      const entry = this.#value(key.end + 1, column, true);
      entry.key = { start: at, end: key.end };
      entries.set(key.name, entry);
      setEntry(value, key.name, entry.value);
      end = entry.end;
    }
    if (this.#column > column || (this.#column === column && entries.size === 0)) throw new NotPlain();
    return { value, start, end, entries };
  }

  #list(column: number): SourceNode {
    const start = this.#at;
    const items: SourceNode[] = [];
    let end = start;
    while (this.#column === column && this.#isDash(this.#at)) {
      let at = this.#at + 1;
      while (this.text.charCodeAt(at) === 32) at++;
      keyPattern.lastIndex = at;
      let item: SourceNode;
      if (this.#isDash(at) || keyPattern.test(this.text)) {
        // What stands behind the dash is a block of its own, that begins in the middle of the line.
        this.#column += at - this.#at;
        this.#at = at;
        item = this.#block();
      } else item = this.#value(this.#at + 1, column, false);
      items.push(item);
      end = item.end;
    }
    if (this.#column > column) throw new NotPlain();
    return { value: items.map((item) => item.value), start, end, items };
  }

  #key(): { name: string; end: number } | undefined {
    keyPattern.lastIndex = this.#at;
    const found = keyPattern.exec(this.text)?.[1];
    if (found === undefined) return undefined;
    const end = this.#at + found.length;
    const quote = found[0];
    if (quote === '"' || quote === "'") return { name: found.slice(1, -1), end };
    return { name: String(resolvePlainScalar(found)), end };
  }

  /** The value behind a colon or a dash at `from`, in a block at the column. */
  #value(from: number, column: number, isEntry: boolean): SourceNode {
    const { text } = this;
    let at = from;
    while (text.charCodeAt(at) === 32) at++;
    const char = text[at];
    if (char === '\n' || char === '\r' || char === undefined || (char === '#' && at > from)) {
      const end = text.indexOf('\n', at);
      this.#line(end < 0 ? text.length : end + 1);
      if (this.#column > column || (isEntry && this.#column === column && this.#isDash(this.#at))) return this.#block();
      if (!isEntry) throw new NotPlain();
      return { value: null, start: from, end: from };
    }
    if (char === '|') return this.#literal(at, column);
    this.#at = at;
    return this.#inline(column);
  }

  /** A scalar on one line, or a flow collection that may go over several. */
  #inline(column: number): SourceNode {
    const char = this.text[this.#at];
    const node = char === '{' || char === '[' ? this.#flow(column) : this.#scalar(false);
    this.#endLine(node.end);
    // A deeper line would go on with the scalar.
    if (this.#column > column) throw new NotPlain();
    return node;
  }

  #scalar(isInFlow: boolean): SourceNode {
    const { text } = this;
    const start = this.#at;
    const char = text[start];
    if (char === '"' || char === "'") {
      const end = this.#quoteEnd(start);
      const source = text.slice(start, end);
      return { value: char === '"' ? unescape(source) : source.slice(1, -1).replaceAll("''", "'"), start, end };
    }
    notFirst.lastIndex = start;
    if (notFirst.test(text)) throw new NotPlain();
    let end = start;
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 10 || code === 13) break;
      if (code === 9) throw new NotPlain();
      if (code === 35 && text.charCodeAt(at - 1) === 32) break;
      if (code === 58) {
        const next = text.charCodeAt(at + 1);
        if (at + 1 === text.length || next === 32 || next === 10 || next === 13) throw new NotPlain();
        if (isInFlow && (next === 44 || next === 91 || next === 93 || next === 123 || next === 125))
          throw new NotPlain();
      }
      if (isInFlow && (code === 44 || code === 91 || code === 93 || code === 123 || code === 125)) break;
      if (code !== 32) end = at + 1;
    }
    return { value: resolvePlainScalar(text.slice(start, end)), start, end };
  }

  /** Where a quoted scalar on one line ends, behind its quote. */
  #quoteEnd(start: number): number {
    const { text } = this;
    const quote = text.charCodeAt(start);
    for (let at = start + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 10) break;
      if (code === 92 && quote === 34) at++;
      else if (code === quote) {
        if (quote === 34 || text.charCodeAt(at + 1) !== quote) return at + 1;
        at++;
      }
    }
    throw new NotPlain();
  }

  #literal(start: number, column: number): SourceNode {
    const { text } = this;
    const [header = ''] = /\|[-+]?/y.exec(text.slice(start, start + 2)) ?? [];
    const headerEnd = text.indexOf('\n', start);
    if (headerEnd < 0 || !/^ *\r?(?:#.*)?$/.test(text.slice(start + header.length, headerEnd))) throw new NotPlain();
    const lines: string[] = [];
    let indent = -1;
    let at = headerEnd + 1;
    let end = at;
    while (at < text.length) {
      let lineEnd = text.indexOf('\n', at);
      if (lineEnd < 0) lineEnd = text.length;
      const line = text.slice(at, lineEnd);
      if (line.includes('\r') || line.includes('\t')) throw new NotPlain();
      const own = line.search(/[^ ]/);
      if (own >= 0) {
        if (own <= column) break;
        if (indent < 0) indent = own;
        if (own < indent) throw new NotPlain();
      } else if (line.length > Math.max(indent, 0)) throw new NotPlain();
      lines.push(line.slice(Math.max(indent, 0)));
      at = lineEnd + 1;
      end = Math.min(at, text.length);
    }
    if (indent < 0) throw new NotPlain();
    this.#line(Math.min(at, text.length));
    const isCut = end === text.length && text.charCodeAt(end - 1) !== 10;
    let last = lines.length;
    while (lines[last - 1] === '') last--;
    const body = lines.slice(0, last).join('\n');
    const blank = lines.length - last;
    const tail =
      header === '|-'
        ? ''
        : header === '|+'
          ? '\n'.repeat(isCut ? blank : blank + 1)
          : isCut && blank === 0
            ? ''
            : '\n';
    return { value: body + tail, start, end };
  }

  /** A map in braces or a list in brackets; its further lines must stand deeper than the block around it. */
  #flow(column: number): SourceNode {
    if (++this.#depth > maxDepth) throw new NotPlain();
    const { text } = this;
    const start = this.#at;
    const isMap = text[start] === '{';
    const close = isMap ? '}' : ']';
    const entries = new Map<string, SourceNode>();
    const items: SourceNode[] = [];
    const value: Record<string, unknown> = {};
    this.#at++;
    for (;;) {
      this.#blanks(column);
      if (text[this.#at] === close) break;
      if (isMap) {
        const at = this.#at;
        const key = this.#flowKey();
        if (entries.has(key.name) || key.name === '__proto__') throw new NotPlain();
        this.#blanks(column);
        if (text[this.#at] !== ':') throw new NotPlain();
        this.#at++;
        const after = this.#at;
        this.#blanks(column);
        const isEmpty = text[this.#at] === ',' || text[this.#at] === close;
        if (isEmpty) throw new NotPlain();
        if (!key.isQuoted && this.#at === after) throw new NotPlain();
        const entry = this.#flowValue(column);
        entry.key = { start: at, end: key.end };
        entries.set(key.name, entry);
        setEntry(value, key.name, entry.value);
      } else items.push(this.#flowValue(column));
      this.#blanks(column);
      if (text[this.#at] === ',') this.#at++;
      else if (text[this.#at] !== close) throw new NotPlain();
    }
    this.#depth--;
    const end = ++this.#at;
    return isMap ? { value, start, end, entries } : { value: items.map((item) => item.value), start, end, items };
  }

  #flowKey(): { name: string; end: number; isQuoted: boolean } {
    const isQuoted = this.text[this.#at] === '"' || this.text[this.#at] === "'";
    if (isQuoted) {
      const node = this.#scalar(true);
      this.#at = node.end;
      return { name: String(node.value), end: node.end, isQuoted };
    }
    keyPattern.lastIndex = this.#at;
    const found = keyPattern.exec(this.text)?.[1];
    if (found === undefined) throw new NotPlain();
    this.#at += found.length;
    return { name: String(resolvePlainScalar(found)), end: this.#at, isQuoted };
  }

  #flowValue(column: number): SourceNode {
    const char = this.text[this.#at];
    if (char === '{' || char === '[') return this.#flow(column);
    const node = this.#scalar(true);
    this.#at = node.end;
    // An implicit map in a list (`[a: b]`), or a scalar over several lines.
    while (this.text.charCodeAt(this.#at) === 32) this.#at++;
    if (this.text[this.#at] === ':') throw new NotPlain();
    return node;
  }

  /** Goes over blanks and line ends inside of a flow collection. */
  #blanks(column: number): void {
    const { text } = this;
    for (;;) {
      const code = text.charCodeAt(this.#at);
      if (code === 32 || code === 13) this.#at++;
      else if (code === 10) {
        const lineStart = this.#at + 1;
        this.#at = lineStart;
        while (text.charCodeAt(this.#at) === 32) this.#at++;
        const next = text.charCodeAt(this.#at);
        if (next !== 10 && next !== 13 && this.#at - lineStart <= column) throw new NotPlain();
      } else return;
    }
  }
}

/** What a double-quoted scalar says; only the escapes that JSON has too. */
function unescape(source: string): string {
  if (!source.includes('\\')) return source.slice(1, -1);
  try {
    return JSON.parse(source) as string;
  } catch {
    throw new NotPlain();
  }
}
