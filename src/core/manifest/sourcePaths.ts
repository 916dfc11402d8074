import type { Path } from '../path';
import type { SourceNode, SourceRange } from './sourceNode';

/** What an offset points at. */
export interface PathAt {
  path: Path;
  /** On a field's name; on a scalar or an alias; or between the parts of a map or a list. */
  part: 'key' | 'value' | 'inside';
}

export function nodeAt(root: SourceNode, path: Path): SourceNode | undefined {
  let node: SourceNode | undefined = root;
  for (const step of path) {
    node = typeof step === 'number' ? node?.items?.[step] : node?.entries?.get(step);
    if (!node) return undefined;
  }
  return node;
}

/** All that the offset points at: first the place where the text is written, then where aliases and merge keys take it in. */
export function pathsAt(root: SourceNode, offset: number): PathAt[] {
  const written = writtenAt(root, [], offset);
  if (!written) return [];
  return [written, ...shownAt(root, offset)];
}

function writtenAt(node: SourceNode, path: Path, offset: number): PathAt | undefined {
  if (node.isMerged) return undefined;
  if (node.key && holds(node.key, offset)) return { path, part: 'key' };
  if (node.alias) return holds(node.alias, offset) ? { path, part: 'value' } : undefined;
  if (!holds(node, offset)) return undefined;
  for (const [step, child] of children(node)) {
    const found = writtenAt(child, [...path, step], offset);
    if (found) return found;
  }
  return { path, part: node.entries || node.items ? 'inside' : 'value' };
}

/** The paths below aliases and merge keys whose text is at the offset. */
function shownAt(root: SourceNode, offset: number): PathAt[] {
  const found: PathAt[] = [];
  const walk = (node: SourceNode, path: Path): void => {
    if (node.alias) {
      const { alias: _alias, isMerged, key, ...target } = node;
      const at = writtenAt(isMerged && key ? { ...target, key } : target, path, offset);
      if (at) found.push(at);
    }
    for (const [step, child] of children(node)) if (step !== '<<') walk(child, [...path, step]);
  };
  if (hasAlias(root)) walk(root, []);
  return found;
}

const withAlias = new WeakMap<SourceNode, boolean>();

function hasAlias(root: SourceNode): boolean {
  let known = withAlias.get(root);
  if (known === undefined) withAlias.set(root, (known = isOrHoldsAlias(root)));
  return known;
}

function isOrHoldsAlias(node: SourceNode): boolean {
  if (node.alias) return true;
  for (const child of node.entries?.values() ?? []) if (isOrHoldsAlias(child)) return true;
  return node.items?.some(isOrHoldsAlias) ?? false;
}

function* children(node: SourceNode): Generator<[string | number, SourceNode]> {
  if (node.entries) yield* node.entries;
  if (node.items) yield* node.items.entries();
}

function holds(range: SourceRange, offset: number): boolean {
  return offset >= range.start && offset <= range.end;
}
