import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Document, Node, Pair, Scalar, YAMLMap } from 'yaml';
import { jsonEscape } from './jsonEscape';
import { keyName } from './keyName';
import { resolvePlainScalar } from './resolvePlainScalar';
import { scalarValue } from './scalarValue';
import type { SourceNode, SourceRange } from './sourceNode';
import type { Template } from './template';
import { unmaskTemplates } from './templates';
import { setEntry } from '../entryOf';
import { duplicateKey, yamlProblemWords } from './yamlProblemWords';

/** How deep values may lie; deeper ones are read as null, so that no text can exhaust the stack. */
const maxDepth = 200;
/** How many values aliases may add up to: a few lines of aliases to aliases can stand for billions. */
const maxValues = 100_000;

/** What the composer left to say about a value: offsets count from the document's start. */
export interface SourceProblem extends SourceRange {
  message: string;
  /** The same in words that quote nothing of the text, where `message` quotes. */
  unquoted?: string;
  severity: 'error' | 'warning';
}

export interface SourceTree {
  root: SourceNode | undefined;
  problems: SourceProblem[];
}

/** Turns a composed YAML document into plain values with their places, by the rules of kubectl's parser. @param text what it was composed of */
export function sourceTree(document: Document, text: string, templates: readonly Template[]): SourceTree {
  const problems: SourceProblem[] = [];
  const anchors = new Map<string, { node: SourceNode; size: number }>();
  let values = 0;

  const isJson = isJsonText(text);

  /** What kubectl's scanner refuses of a scalar that the parser takes. */
  const checkScalar = ({ type }: Scalar, start: number, end: number, isInFlow: boolean): void => {
    if (isJson) return;
    const source = text.slice(start, end);
    const escape = type === 'QUOTE_DOUBLE' ? jsonEscape(source) : -1;
    const mark = isInFlow && type === 'PLAIN' ? source.indexOf('?') : -1;
    const found = Math.max(escape, mark);
    if (found < 0) return;
    const message =
      escape >= 0
        ? 'kubectl does not accept this escape, which only JSON has'
        : 'kubectl ends unquoted text at a ? inside braces and brackets; put it in quotes';
    problems.push({ message, start: start + found, end: start + found + (escape >= 0 ? 2 : 1), severity: 'error' });
  };

  const convert = (node: Node | null | undefined, at: number, depth: number, isInFlow = false): SourceNode => {
    const before = values++;
    if (!node || depth > maxDepth) return { value: null, start: at, end: at };
    const [start, end] = node.range ?? [at, at];
    let result: SourceNode;
    if (isAlias(node)) {
      const anchor = anchors.get(node.source);
      values += anchor?.size ?? 0;
      if (anchor && values <= maxValues) return { ...anchor.node, alias: { start, end } };
      const problem = anchor
        ? { message: 'aliases expand to too many values' }
        : {
            message: `there is no anchor &${node.source} before this line`,
            unquoted: yamlProblemWords({ code: 'BAD_ALIAS', message: '' }),
          };
      problems.push({ ...problem, start, end, severity: 'error' });
      return { value: null, start, end };
    }
    if (isScalar(node)) {
      checkScalar(node, start, end, isInFlow);
      const read = scalarValue(node.source ?? '', node.tag, node.type === 'PLAIN');
      if ('problem' in read) problems.push({ message: read.problem, start, end, severity: 'error' });
      const value = 'problem' in read ? null : read.value;
      result = { value: typeof value === 'string' ? unmaskTemplates(value, start, templates) : value, start, end };
    } else if (isSeq(node)) {
      const items: SourceNode[] = [];
      result = { value: [], start, end, items };
      for (const item of node.items) items.push(convert(item as Node | null, start, depth + 1, node.flow));
      result.value = items.map((item) => item.value);
      if (!node.flow) result.end = endOf(items.at(-1)) ?? end;
    } else if (isMap(node)) {
      result = { value: {}, start, end, entries: new Map() };
      convertMap(node, result, depth);
    } else result = { value: null, start, end };
    if (node.anchor) anchors.set(node.anchor, { node: result, size: values - before });
    return result;
  };

  /** What a key is called: `.inf`, which is no value, is a name. */
  const nameOf = (key: Node | null, at: number, depth: number): string | undefined => {
    if (!isScalar(key)) return keyName(key ? convert(key, at, depth).value : null, '');
    const source = sourceOf(key);
    const isSpecial = key.tag === undefined && key.type === 'PLAIN' && /^[-+]?\.(?:inf|nan)$/i.test(source);
    if (isSpecial) return keyName(resolvePlainScalar(source), source);
    return keyName(convert(key, at, depth).value, source);
  };

  const convertMap = (map: YAMLMap, result: SourceNode, depth: number): void => {
    const entries = result.entries ?? new Map<string, SourceNode>();
    let last: SourceNode | undefined;
    for (const pair of map.items as Pair<Node, Node | null>[]) {
      const keyNode: Node | null = pair.key;
      const keyRange = keyNode?.range ?? [result.start, result.start, result.start];
      const key: SourceRange = { start: keyRange[0], end: keyRange[1] };
      const isMerge = isScalar(keyNode) && keyNode.type === 'PLAIN' && keyNode.source === '<<';
      const value = convert(pair.value, key.end + 1, depth + 1, map.flow);
      // Where nothing stands, the place is right behind the colon.
      if (value.start === value.end && value.value === null && !value.alias) value.start = value.end = key.end + 1;
      if (isMerge) {
        merge(value, entries, key);
        // Kept under its own name for the caret, and left out of the value below.
        entries.set('<<', { ...value, key });
        last = value;
        continue;
      }
      const name = nameOf(keyNode, key.start, depth + 1);
      if (name === undefined) {
        const what = !isScalar(keyNode) && keyNode ? 'a map or a list' : /[1-9]/.test(sourceOf(keyNode)) ? 'a number of more than 63 bits' : 'null'; // prettier-ignore
        problems.push({ message: `${what} cannot be a key`, ...key, severity: 'error' });
        continue;
      }
      const before = entries.get(name);
      const isTwice = before && !before.alias && before.key;
      if (isTwice) {
        const message = `the key "${name}" is here twice; kubectl uses the last one`;
        problems.push({ message, unquoted: duplicateKey, ...key, severity: 'warning' });
      }
      entries.set(name, { ...value, key, ...(isTwice && { hides: before }) });
      last = value;
    }
    const plain: Record<string, unknown> = {};
    for (const [name, entry] of entries) if (name !== '<<') setEntry(plain, name, entry.value);
    result.value = plain;
    if (!map.flow) result.end = endOf(last) ?? result.end;
    result.entries = entries;
  };

  /** Later keys win over earlier ones, merged or not, as in go.yaml.in/yaml/v2 `decode.go`; in a list the first map wins. */
  const merge = (source: SourceNode, entries: Map<string, SourceNode>, key: SourceRange): void => {
    const maps = source.items ?? [source];
    for (let i = maps.length - 1; i >= 0; i--) {
      const map = maps[i];
      if (!map) continue;
      if (!map.entries) {
        problems.push({ message: 'a merge key needs a map or a list of maps', ...key, severity: 'error' });
        continue;
      }
      const alias = map.alias ?? source.alias ?? { start: map.start, end: map.end };
      for (const [name, entry] of map.entries)
        if (name !== '<<') entries.set(name, { ...entry, alias, isMerged: true });
    }
  };

  const contents = document.contents;
  return { root: contents ? convert(contents, 0, 0) : undefined, problems };
}

/** Where a value ends in its place: the parser counts a line's end to the block, which would be the next line's start. */
function endOf(node: SourceNode | undefined): number | undefined {
  return node?.alias?.end ?? node?.end;
}

function sourceOf(key: Node | null): string {
  return isScalar(key) ? (key.source ?? '') : '';
}

/** Whether kubectl reads the text as JSON, in which other escapes are right. */
function isJsonText(text: string): boolean {
  if (!/^\s*\{/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
