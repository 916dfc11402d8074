import { jsonEscape } from './jsonEscape';
import { plainKeyName } from './keyName';
import { resolvePlainScalar } from './resolvePlainScalar';
import type { SourceNode, SourceRange } from './sourceNode';

/** What a character of ASCII may mean in an unquoted scalar or a key; everything else in it means itself. */
const [ordinary, ends, separates, inFlow, colon] = [0, 1, 2, 3, 4];
const meanings = new Uint8Array(128).fill(ordinary);
for (const char of '\t\n\r') meanings[char.charCodeAt(0)] = ends;
for (const char of ',[]{}') meanings[char.charCodeAt(0)] = inFlow;
meanings[32] = separates;
meanings[58] = colon;

/** Characters that no unquoted scalar starts with. A dash and a colon may, and are looked at. */
const notFirst = new Uint8Array(128);
for (const char of `\t\n\r ,[]{}#&*!|>'"%@\`?`) notFirst[char.charCodeAt(0)] = 1;

/** Letters, digits and `_./-`: what the names of keys are made of. */
const ofWords = new Uint8Array(128);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./-')
  ofWords[char.charCodeAt(0)] = 1;

/** A longer key is a mistake: its colon stands more than 1,024 characters behind its start. */
const longestKey = 1000;

/** Whether a space, a line's end or the text's end stands there. */
export function isBlankOrEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || code === 10 || code === 13 || at >= text.length;
}

/**
 * Where the key at the offset ends: a word, or a text in quotes on one line that has neither escapes nor quotes in it,
 * with a colon and a blank behind it. -1 where none stands.
 */
export function keyEnd(text: string, start: number): number {
  const first = text.charCodeAt(start);
  let at = start;
  if (first === 34 || first === 39) {
    at = quoteEnd(text, start);
    if (at < 0 || text.charCodeAt(at) !== 58 || hasEscape(text, start, at)) return -1;
  } else {
    if (first === 45) return -1;
    for (let code = first; code < 128 && ofWords[code] === 1;) code = text.charCodeAt(++at);
    if (at === start || text.charCodeAt(at) !== 58 || isNull(text, start, at)) return -1;
  }
  return at - start <= longestKey && isBlankOrEnd(text, at + 1) ? at : -1;
}

/** Whether null stands there, which is no key. */
function isNull(text: string, start: number, end: number): boolean {
  return end - start === 4 && /^(?:null|Null|NULL)$/.test(text.slice(start, end));
}

/** The name of the key between the offsets, as JSON has it: `8080:` is "8080", `on:` is "true". Undefined where it has none. */
export function nameOfKey(text: string, start: number, end: number): string | undefined {
  const first = text.charCodeAt(start);
  if (first === 34 || first === 39) return text.slice(start + 1, end - 1);
  return plainKeyName(text.slice(start, end));
}

/** The key of a flow map at the offset, its colon right behind it: as in a block, or anything that is quoted in JSON. */
export function flowKeyAt(text: string, start: number): (SourceRange & { name: string }) | undefined {
  const first = text.charCodeAt(start);
  if (first !== 34 && first !== 39) {
    const end = keyEnd(text, start);
    const name = end < 0 ? undefined : nameOfKey(text, start, end);
    return name === undefined ? undefined : { name, start, end };
  }
  const quoted = scalarAt(text, start, true);
  if (!quoted || quoted.end - start > longestKey || text.charCodeAt(quoted.end) !== 58) return undefined;
  return { name: String(quoted.value), start, end: quoted.end };
}

/** The scalar on one line at the offset; undefined where it is no usual one, or goes on as something else. */
export function scalarAt(text: string, start: number, isInFlow: boolean): SourceNode | undefined {
  const first = text.charCodeAt(start);
  if (first === 34 || first === 39) {
    const end = quoteEnd(text, start);
    if (end < 0) return undefined;
    const value = first === 34 ? unescaped(text.slice(start, end)) : singleQuoted(text.slice(start + 1, end - 1));
    return value === undefined ? undefined : { value, start, end };
  }
  const end = unquotedEnd(text, start, isInFlow);
  if (end < 0) return undefined;
  const value = resolvePlainScalar(text.slice(start, end));
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : { value, start, end };
}

/** Where an unquoted scalar ends on its line, the blanks behind it not included; -1 where it is no usual one. */
function unquotedEnd(text: string, start: number, isInFlow: boolean): number {
  const first = text.charCodeAt(start);
  if (!(first >= 128 || notFirst[first] === 0)) return -1;
  if (first === 45 && (isBlankOrEnd(text, start + 1) || meanings[text.charCodeAt(start + 1)] === inFlow)) return -1;
  if (first === 58 && isInFlow) return -1;
  let end = start;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const meaning = code < 128 ? meanings[code] : ordinary;
    if (meaning === ordinary) {
      if (isInFlow && code === 63) return -1;
      end = at + 1;
    } else if (meaning === ends) return code === 9 ? -1 : end;
    else if (meaning === separates) {
      if (text.charCodeAt(at + 1) === 35) return end;
    } else if (meaning === inFlow) {
      if (isInFlow) return end;
      end = at + 1;
    } else {
      if (isBlankOrEnd(text, at + 1)) return -1;
      if (isInFlow && meanings[text.charCodeAt(at + 1)] === inFlow) return -1;
      end = at + 1;
    }
  }
  return end;
}

/** Where a quoted scalar on one line ends, behind its quote; -1 where it does not. */
function quoteEnd(text: string, start: number): number {
  const quote = text.charCodeAt(start);
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10) return -1;
    if (code === 92 && quote === 34) at++;
    else if (code === quote) {
      if (quote === 34 || text.charCodeAt(at + 1) !== quote) return at + 1;
      at++;
    }
  }
  return -1;
}

/** Whether a quoted text holds a backslash, or a quote between its own. */
function hasEscape(text: string, start: number, end: number): boolean {
  const quote = text.charCodeAt(start);
  for (let at = start + 1; at < end - 1; at++) {
    const code = text.charCodeAt(at);
    if (code === 92 ? quote === 34 : code === quote) return true;
  }
  return false;
}

function singleQuoted(source: string): string {
  return source.includes("'") ? source.replaceAll("''", "'") : source;
}

/** What a double-quoted scalar says; undefined for escapes that JSON does not have, and those that JSON alone has. */
function unescaped(source: string): string | undefined {
  if (!source.includes('\\')) return source.slice(1, -1);
  if (jsonEscape(source) >= 0) return undefined;
  try {
    const value: unknown = JSON.parse(source);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
