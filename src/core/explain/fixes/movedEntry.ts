import { isMap } from '../../isMap';
import type { ManifestObject } from '../../manifest/manifestObject';
import type { SourceRange } from '../../manifest/sourceNode';
import { isSamePath, valueAt, type Path } from '../../path';
import type { TextEdit } from './fix';
import { columnOf, inFrontOf, lineEnd, quotedLike } from './inFrontOf';

/**
 * The edits that move a map's entry to another map, with its comments and in the style of where it goes. Undefined where
 * it cannot go with its text as it is: a block into braces, into a list that is not there.
 *
 * @param from the entry's path
 * @param to its new path, of which maps may not be there yet
 */
export function movedEntry(text: string, object: ManifestObject, from: Path, to: Path): TextEdit[] | undefined {
  const placed = object.rangeOf(from);
  if (!placed?.key || placed.alias) return undefined;
  const owner = from.slice(0, -1);
  let length = to.length - 1;
  while (length > 0 && !isMap(valueAt(object.value, to.slice(0, length)))) length--;
  const target = to.slice(0, length);
  const between = to.slice(length, -1);
  if (between.some((step) => typeof step === 'number')) return undefined;
  const isFlow = isInFlow(text, object, owner);
  const valueEnd = endOf(text, placed.value);
  const entry = { key: placed.key, end: isFlow ? valueEnd : withComment(text, valueEnd) };
  const [first] = between;
  const open = first === undefined ? undefined : object.rangeOf([...target, first]);
  // The map is begun and has nothing in it: `resources:`.
  if (open?.key && first !== undefined && !open.alias) {
    if (isFlow || isInFlow(text, object, target) || open.value.start !== open.value.end) return undefined;
    const column = columnOf(text, open.key.start);
    const below = wrapped(text, entry, between.slice(1), column + 2);
    const at = endOfLine(text, open.key.end);
    return ordered([
      { range: { start: at, end: at }, text: `${lineEnd(text)}${' '.repeat(column + 2)}${below}` },
      withoutLines(text, entry),
    ]);
  }
  if (isSamePath(target, owner)) {
    const range = { start: entry.key.start, end: entry.end };
    if (!isFlow) return [{ range, text: wrapped(text, entry, between, columnOf(text, entry.key.start)) }];
    const source = text.slice(range.start, range.end);
    return [
      {
        range,
        text: between.reduceRight<string>(
          (inner, step) => `${quotedLike(text, entry.key, step)}: { ${inner} }`,
          source,
        ),
      },
    ];
  }
  const keys = Object.keys(valueAt(object.value, target) ?? {}).flatMap((key) => {
    const each = object.rangeOf([...target, key]);
    return each?.key && !each.alias ? [each.key] : [];
  });
  const map = object.rangeOf(target)?.value;
  const before = keys.sort((a, b) => a.start - b.start)[0];
  if (!map || !before || object.rangeOf(target)?.alias) return undefined;
  const removal = isFlow ? withoutItem(text, { start: entry.key.start, end: entry.end }) : withoutLines(text, entry);
  if (isInFlow(text, object, target)) {
    const source = text.slice(entry.key.start, entry.end);
    if (source.includes('#') || (!isFlow && /[\r\n]/.test(source))) return undefined;
    const inner = between.reduceRight<string>(
      (within, step) => `${quotedLike(text, before, step)}: { ${within} }`,
      source,
    );
    return ordered([inFrontOf(text, map, before, inner), removal]);
  }
  const moved = wrapped(text, entry, between, columnOf(text, before.start));
  return ordered([inFrontOf(text, map, before, moved), removal]);
}

interface Entry {
  key: SourceRange;
  end: number;
}

/** Where a value ends, without the line end that closes a block scalar. */
export function endOf(text: string, value: SourceRange): number {
  return value.start + text.slice(value.start, value.end).trimEnd().length;
}

/** The end of a comment that follows on the same line; without one, the same offset. */
export function withComment(text: string, offset: number): number {
  return offset + (/^[ \t]+#[^\r\n]*/.exec(text.slice(offset, endOfLine(text, offset)))?.[0].length ?? 0);
}

function isInFlow(text: string, object: ManifestObject, path: Path): boolean {
  const range = object.rangeOf(path)?.value;
  return range !== undefined && text[range.start] === '{';
}

/** Where the line of an offset ends, before its line end. */
function endOfLine(text: string, offset: number): number {
  const next = text.indexOf('\n', offset);
  const end = next < 0 ? text.length : next;
  return text[end - 1] === '\r' && end > offset ? end - 1 : end;
}

/** The entry's text below new keys, from a column on: the first line without its indentation. */
function wrapped(text: string, { key, end }: Entry, keys: Path, column: number): string {
  const eol = lineEnd(text);
  const heads = keys
    .map((step, i) => `${quotedLike(text, key, step)}:${eol}${' '.repeat(column + 2 * (i + 1))}`)
    .join('');
  const shift = column + 2 * keys.length - columnOf(text, key.start);
  const lines = text.slice(key.start, end).split(/\r?\n/);
  return heads + lines.map((line, i) => (i === 0 ? line : shifted(line, shift))).join(eol);
}

function shifted(line: string, by: number): string {
  if (line.trim() === '') return line;
  if (by >= 0) return ' '.repeat(by) + line;
  const indent = line.search(/\S/);
  return line.slice(Math.min(indent, -by));
}

/** Takes the entry's lines out; where it begins behind a dash, the next entry of its map moves up. */
function withoutLines(text: string, { key, end }: Entry): TextEdit {
  const lineStart = text.lastIndexOf('\n', key.start - 1) + 1;
  const close = endOfLine(text, end);
  const isAlone = text.slice(lineStart, key.start).trim() === '';
  const next = text.indexOf('\n', close);
  const behind = next < 0 ? text.length : next + 1;
  if (isAlone) {
    const start =
      next < 0 && lineStart > 0 ? endOfLine(text, lineStart - 1 - Number(text[lineStart - 2] === '\r')) : lineStart;
    return { range: { start, end: behind }, text: '' };
  }
  const rest = /^ */.exec(text.slice(behind))?.[0].length ?? 0;
  return { range: { start: key.start, end: behind + rest }, text: '' };
}

/** Takes something out of brackets, with one of the commas around it. */
export function withoutItem(text: string, { start, end }: SourceRange): TextEdit {
  const behind = /^\s*,\s*/.exec(text.slice(end))?.[0].length;
  if (behind !== undefined) return { range: { start, end: end + behind }, text: '' };
  const ahead = text.slice(0, start).trimEnd();
  const before = ahead.endsWith(',') ? start - ahead.slice(0, -1).trimEnd().length : 0;
  return { range: { start: start - before, end }, text: '' };
}

function ordered(edits: TextEdit[]): TextEdit[] {
  return edits.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}
