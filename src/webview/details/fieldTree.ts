import { element } from '../element';
import { foldedAtFirst, rowsAtFirst } from './foldedAtFirst';
import { entryName } from '../../core/explain/difference/effects';
import type { FieldFeed } from '../../core/panel/protocol';

export interface FieldTreeOptions {
  label: string;
  feeds: readonly FieldFeed[];
  reveal(feed: FieldFeed): void;
  /** Paths that a person opened or closed, kept while the manifest is edited. */
  folded: Map<string, boolean>;
}

/** A field that many lines feed (a list of them) links to the first. */
const mostLinks = 3;

interface Row {
  path: string;
  item: HTMLElement;
  parent?: Row;
  children: Row[];
  group?: HTMLElement;
}

/**
 * A message as a foldable tree with api.proto's field names, written as YAML would: an accessible tree
 * with the usual keys. A field that a manifest line fed carries a link to the line.
 */
export function fieldTree(value: unknown, options: FieldTreeOptions): HTMLElement {
  const root = element('div', { class: 'tree', role: 'tree', 'aria-label': options.label });
  const budget = { rows: rowsAtFirst };
  const top: Row = { path: '', item: root, children: [], group: root };
  addChildren(top, value, 1, options, budget);
  if (top.children.length === 0) root.append(element('div', { class: 'empty' }, 'empty'));
  top.children[0]?.item.setAttribute('tabindex', '0');
  root.addEventListener('keydown', (event) => walk(root, event));
  return root;
}

function addChildren(
  parent: Row,
  value: unknown,
  level: number,
  options: FieldTreeOptions,
  budget: { rows: number },
): void {
  for (const [key, child] of entries(value)) {
    const path = Array.isArray(value)
      ? `${parent.path}[${entryName(child) ?? key}]`
      : parent.path === ''
        ? key
        : `${parent.path}.${key}`;
    budget.rows--;
    parent.children.push(row(path, key, child, parent, level, options, budget));
  }
}

function row(
  path: string,
  key: string,
  value: unknown,
  parent: Row,
  level: number,
  options: FieldTreeOptions,
  budget: { rows: number },
): Row {
  const inside = entries(value);
  const isEntry = entryName(value) !== undefined;
  const line = element('div', { class: 'row' });
  line.style.setProperty('--level', String(level - 1));
  const item = element(
    'div',
    { class: 'item', role: 'treeitem', 'aria-level': String(level), tabindex: '-1', 'data-path': path },
    line,
  );
  const made: Row = { path, item, parent, children: [] };
  line.append(
    element('span', { class: inside.length > 0 ? 'twisty icon icon-chevron-right' : 'twisty', 'aria-hidden': 'true' }),
    element('span', { class: 'key' }, key),
    element('span', { class: 'colon' }, ': '),
    isEntry ? element('span', { class: 'preview' }, entryPreview(value)) : written(value, inside.length),
  );
  const feeds = options.feeds.filter(({ field }) => field === path || (isEntry && field.startsWith(`${path}.`)));
  for (const feed of feeds.slice(0, mostLinks)) line.append(feedLink(feed, options));
  parent.group?.append(item);
  if (inside.length === 0) return made;

  made.group = element('div', { role: 'group' });
  item.append(made.group);
  const open = options.folded.get(path) ?? !foldedAtFirst(key, level, inside.length, budget.rows, isEntry);
  const set = (expanded: boolean) => {
    item.setAttribute('aria-expanded', String(expanded));
    if (expanded && made.children.length === 0)
      addChildren(made, value, level + 1, options, { rows: Math.max(budget.rows, 40) });
  };
  item.addEventListener('fold', (event) => {
    event.stopPropagation();
    const expanded = item.getAttribute('aria-expanded') !== 'true';
    options.folded.set(path, expanded);
    set(expanded);
  });
  line.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('button')) return;
    item.dispatchEvent(new Event('fold'));
    focus(item);
  });
  if (open) {
    item.setAttribute('aria-expanded', 'true');
    addChildren(made, value, level + 1, options, budget);
  } else item.setAttribute('aria-expanded', 'false');
  return made;
}

function feedLink(feed: FieldFeed, options: FieldTreeOptions): HTMLElement {
  const link = element(
    'button',
    { type: 'button', class: 'feed', title: `${feed.path} in the manifest, line ${feed.line}` },
    element('span', { class: 'icon icon-go-to-file', 'aria-hidden': 'true' }),
    `line ${feed.line}`,
  );
  link.addEventListener('click', () => options.reveal(feed));
  return link;
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** What an entry of a list is, in a line: `PORT = 8080`, or the path where something is mounted. */
function entryPreview(entry: unknown): string {
  const { value } = entry as { value?: unknown };
  return `${entryName(entry)}${typeof value === 'string' ? ` = ${value}` : ''}`;
}

function written(value: unknown, size: number): HTMLElement {
  if (Array.isArray(value))
    return element('span', { class: 'preview' }, size === 0 ? '[]' : `${size} ${size === 1 ? 'item' : 'items'}`);
  if (typeof value === 'object' && value !== null)
    return element('span', { class: 'preview' }, size === 0 ? '{}' : `${size} ${size === 1 ? 'field' : 'fields'}`);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const kind = typeof value === 'string' ? (/^‹secret .*›$/.test(value) ? 'secret' : 'string') : typeof value;
  return element(
    'span',
    { class: `value ${kind}`, title: text.length > 80 ? text : undefined },
    text === '' ? '""' : text,
  );
}

function focus(item: HTMLElement | null | undefined): void {
  if (!item) return;
  const tree = item.closest('[role=tree]');
  tree?.querySelector('[tabindex="0"][role=treeitem]')?.setAttribute('tabindex', '-1');
  item.setAttribute('tabindex', '0');
  item.focus();
}

/** The keys of the tree pattern: up and down over what is visible, right and left in and out. */
function walk(root: HTMLElement, event: KeyboardEvent): void {
  const here = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[role=treeitem]') : null;
  if (!here || event.altKey || event.ctrlKey || event.metaKey) return;
  const visible = [...root.querySelectorAll<HTMLElement>('[role=treeitem]')].filter(
    (item) => !item.parentElement?.closest('[role=treeitem][aria-expanded=false]'),
  );
  const index = visible.indexOf(here);
  const expanded = here.getAttribute('aria-expanded');
  if (event.key === 'ArrowDown') focus(visible[index + 1]);
  else if (event.key === 'ArrowUp') focus(visible[index - 1]);
  else if (event.key === 'Home') focus(visible[0]);
  else if (event.key === 'End') focus(visible[visible.length - 1]);
  else if (event.key === 'ArrowRight' && expanded === 'false') here.dispatchEvent(new Event('fold'));
  else if (event.key === 'ArrowRight' && expanded === 'true') focus(visible[index + 1]);
  else if (event.key === 'ArrowLeft' && expanded === 'true') here.dispatchEvent(new Event('fold'));
  else if (event.key === 'ArrowLeft') focus(here.parentElement?.closest<HTMLElement>('[role=treeitem]'));
  else if ((event.key === 'Enter' || event.key === ' ') && event.target === here) {
    const link = here.querySelector<HTMLElement>(':scope > .row .feed');
    if (event.key === 'Enter' && link) link.click();
    else here.dispatchEvent(new Event('fold'));
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
