import { setEntry } from '../entryOf';
import { literalAt } from './plainLiteral';
import { flowKeyAt, isBlankOrEnd, keyEnd, nameOfKey, scalarAt } from './plainScalar';
import type { SourceNode } from './sourceNode';

/** Thrown where a text leaves what is read here. */
class NotPlain extends Error {}
/** Always the same one: with a stack, it takes longer than the text. */
const notPlain = new NotPlain();

const maxDepth = 100;

/** What no plain text holds: control characters, line breaks of YAML 1.1, a byte order mark. */
// oxlint-disable-next-line no-control-regex
const unusual = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\uFEFF\uFFFE\uFFFF]/;
/** Nor does it hold a carriage return that ends no line. */
const loneReturn = /\r(?!\n)/;

/**
 * Reads the YAML that manifests are mostly written in, some ten times faster than the full parser, and to the same
 * tree. Undefined for any other text, right or wrong, which is for the full parser. What is read:
 *
 * - one document without markers and directives: a block map, a block list, or a flow collection (so JSON, too);
 * - block maps whose keys are words or quoted without escapes, each once in its map, and block lists, whose items may
 *   be maps and lists that begin behind the dash;
 * - values on one line: unquoted, or quoted with no escapes but those of JSON;
 * - literal blocks (plainLiteral.ts says which), and flow collections, over several lines if these stand deeper than
 *   the block around them, in which each entry has a value;
 * - comments, outside of flow collections; lines that end with LF or CRLF; no tab but in quotes, comments and literals.
 */
export function plainYaml(text: string): SourceNode | undefined {
  if (unusual.test(text) || (text.includes('\r') && loneReturn.test(text))) return undefined;
  try {
    return new PlainYaml(text).document();
  } catch (error) {
    if (error === notPlain) return undefined;
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

  document(): SourceNode {
    this.#line(0);
    if (this.#column < 0) throw notPlain;
    const root = this.#isFlow() ? this.#inline(-1) : this.#block();
    if (this.#column >= 0) throw notPlain;
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
      if (code === 9 || code === 37) throw notPlain;
      if (code !== 10 && code !== 13 && code !== 35 && at < text.length) {
        if (code === 46 && text.startsWith('...', at)) throw notPlain;
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

  /** Goes on after a value that ends at `end`: nothing but a comment may stand behind it. */
  #endLine(end: number): void {
    const { text } = this;
    let at = end;
    while (text.charCodeAt(at) === 32) at++;
    if (!this.#isLineEnd(at, end)) throw notPlain;
    const next = text.indexOf('\n', at);
    this.#line(next < 0 ? text.length : next + 1);
  }

  /** Whether the line ends at the offset, or its comment begins there, with a blank between it and `before`. */
  #isLineEnd(at: number, before: number): boolean {
    const code = this.text.charCodeAt(at);
    return code === 10 || code === 13 || (code === 35 && at > before) || at >= this.text.length;
  }

  #isDash(at: number): boolean {
    return this.text.charCodeAt(at) === 45 && isBlankOrEnd(this.text, at + 1);
  }

  #isFlow(): boolean {
    const code = this.text.charCodeAt(this.#at);
    return code === 123 || code === 91;
  }

  #block(): SourceNode {
    if (++this.#depth > maxDepth) throw notPlain;
    const node = this.#isDash(this.#at) ? this.#list(this.#column) : this.#map(this.#column);
    this.#depth--;
    return node;
  }

  #map(column: number): SourceNode {
    const { text } = this;
    const start = this.#at;
    const entries = new Map<string, SourceNode>();
    const value: Record<string, unknown> = {};
    let end = start;
    while (this.#column === column && !this.#isDash(this.#at)) {
      const at = this.#at;
      const past = keyEnd(text, at);
      if (past < 0) throw notPlain;
      const entry = this.#value(past + 1, column, true);
      entry.key = { start: at, end: past };
      const name = nameOfKey(text, at, past);
      if (name === undefined || entries.has(name)) throw notPlain;
      entries.set(name, entry);
      setEntry(value, name, entry.value);
      end = entry.end;
    }
    if (this.#column > column) throw notPlain;
    return { value, start, end, entries };
  }

  #list(column: number): SourceNode {
    const { text } = this;
    const start = this.#at;
    const items: SourceNode[] = [];
    const value: unknown[] = [];
    let end = start;
    while (this.#column === column && this.#isDash(this.#at)) {
      let at = this.#at + 1;
      while (text.charCodeAt(at) === 32) at++;
      let item: SourceNode;
      if (this.#isDash(at) || keyEnd(text, at) >= 0) {
        // What stands behind the dash is a block of its own, that begins in the middle of the line.
        this.#column += at - this.#at;
        this.#at = at;
        item = this.#block();
      } else item = this.#value(this.#at + 1, column, false);
      items.push(item);
      value.push(item.value);
      end = item.end;
    }
    if (this.#column > column) throw notPlain;
    return { value, start, end, items };
  }

  /** The value behind a colon or a dash at `from`, in a block at the column. */
  #value(from: number, column: number, isEntry: boolean): SourceNode {
    const { text } = this;
    let at = from;
    while (text.charCodeAt(at) === 32) at++;
    if (this.#isLineEnd(at, from)) {
      this.#endLine(from);
      if (this.#column > column || (isEntry && this.#column === column && this.#isDash(this.#at))) return this.#block();
      if (!isEntry) throw notPlain;
      return { value: null, start: from, end: from };
    }
    this.#at = at;
    if (text.charCodeAt(at) !== 124) return this.#inline(column);
    const node = literalAt(text, at, column);
    if (!node) throw notPlain;
    this.#line(node.end);
    return node;
  }

  /** A scalar on one line, or a flow collection that may go over several. */
  #inline(column: number): SourceNode {
    const node = this.#isFlow() ? this.#flow(column) : scalarAt(this.text, this.#at, false);
    if (!node) throw notPlain;
    this.#endLine(node.end);
    // A deeper line would go on with the scalar.
    if (this.#column > column) throw notPlain;
    return node;
  }

  /** A map in braces or a list in brackets, in a block at the column. Ends behind it. */
  #flow(column: number): SourceNode {
    if (++this.#depth > maxDepth) throw notPlain;
    const node = this.text.charCodeAt(this.#at) === 123 ? this.#flowMap(column) : this.#flowList(column);
    this.#depth--;
    return node;
  }

  #flowMap(column: number): SourceNode {
    const { text } = this;
    const start = this.#at++;
    const entries = new Map<string, SourceNode>();
    const value: Record<string, unknown> = {};
    while (!this.#isClosed(125, column)) {
      const key = flowKeyAt(text, this.#at);
      if (!key || entries.has(key.name)) throw notPlain;
      this.#at = key.end + 1;
      this.#blanks(column);
      const entry = this.#flowValue(column, 125);
      entry.key = { start: key.start, end: key.end };
      entries.set(key.name, entry);
      setEntry(value, key.name, entry.value);
    }
    return { value, start, end: this.#at, entries };
  }

  #flowList(column: number): SourceNode {
    const start = this.#at++;
    const items: SourceNode[] = [];
    const value: unknown[] = [];
    while (!this.#isClosed(93, column)) {
      const item = this.#flowValue(column, 93);
      items.push(item);
      value.push(item.value);
    }
    return { value, start, end: this.#at, items };
  }

  /** Whether the collection ends here; then it goes behind it. */
  #isClosed(close: number, column: number): boolean {
    this.#blanks(column);
    if (this.text.charCodeAt(this.#at) !== close) return false;
    this.#at++;
    return true;
  }

  /** A value in a flow collection, and the comma behind it if it is not the last. */
  #flowValue(column: number, close: number): SourceNode {
    const node = this.#isFlow() ? this.#flow(column) : scalarAt(this.text, this.#at, true);
    if (!node) throw notPlain;
    this.#at = node.end;
    this.#blanks(column);
    const code = this.text.charCodeAt(this.#at);
    if (code === 44) this.#at++;
    else if (code !== close) throw notPlain;
    return node;
  }

  /** Goes over blanks and line ends inside of a flow collection, whose further lines stand deeper than the column. */
  #blanks(column: number): void {
    const { text } = this;
    for (;;) {
      const code = text.charCodeAt(this.#at);
      if (code === 32 || code === 13) this.#at++;
      else if (code === 10) {
        const start = ++this.#at;
        while (text.charCodeAt(this.#at) === 32) this.#at++;
        const next = text.charCodeAt(this.#at);
        const isBlank = next === 10 || next === 13;
        if (!isBlank && this.#at - start <= column) throw notPlain;
        // `---` and `...` end a document.
        if (this.#at === start && (next === 45 || next === 46)) throw notPlain;
      } else return;
    }
  }
}
