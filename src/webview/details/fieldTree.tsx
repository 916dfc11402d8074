import { useState } from 'preact/hooks';
import { lineColour } from '../parts/lineColour';
import { Icon } from '../parts/buttons';
import { fieldLinks } from './fieldLinks';
import { fieldRows, type FieldRow } from './fieldRows';
import { rowsAtFirst } from './foldedAtFirst';
import { walkTree } from './walkTree';
import type { FieldFeed } from '../../core/panel/protocol';

export interface FieldTreeProps {
  label: string;
  value: unknown;
  feeds: readonly FieldFeed[];
  reveal: (feed: FieldFeed) => void;
  /** What a person opened or closed, by the fields' paths. */
  folded: (path: string) => boolean | undefined;
  /** What is looked for, in small letters: a field that has it is open. */
  wanted: string;
  fold: (path: string, isOpen: boolean) => void;
}

/**
 * A message as a foldable tree with api.proto's field names, written as YAML would: an accessible tree
 * with the usual keys. A field that a manifest line fed carries a link to the line.
 */
export function FieldTree({ label, value, feeds, reveal, folded, wanted, fold }: FieldTreeProps) {
  const rows = fieldRows(value, rowsAtFirst, folded, wanted);
  const [active, setActive] = useState(rows[0]?.path ?? '');
  const tree: TreeProps = { feeds, reveal, fold, active: hasRow(rows, active) ? active : (rows[0]?.path ?? '') };
  return (
    <div
      class="tree"
      role="tree"
      aria-label={label}
      onKeyDown={(event) => walkTree(event, fold)}
      onFocusIn={({ target }) => {
        const path = target instanceof HTMLElement && target.closest<HTMLElement>('[role=treeitem]')?.dataset['path'];
        if (typeof path === 'string') setActive(path);
      }}
    >
      {rows.map((row) => (
        <Item key={row.path} row={row} {...tree} />
      ))}
      {rows.length === 0 && <div class="empty">empty</div>}
    </div>
  );
}

interface TreeProps extends Pick<FieldTreeProps, 'feeds' | 'reveal' | 'fold'> {
  /** The path of the row that Tab leads to. */
  active: string;
}

function Item({ row, ...tree }: TreeProps & { row: FieldRow }) {
  const { path, level, size, isOpen, children } = row;
  const links = fieldLinks(tree.feeds, row);
  const isEntry = row.name !== undefined;
  return (
    <div
      class="item"
      role="treeitem"
      aria-level={level}
      aria-expanded={size > 0 ? isOpen : undefined}
      tabIndex={path === tree.active ? 0 : -1}
      data-path={path}
    >
      <div
        class={links[0] ? 'row fed' : 'row'}
        style={{ '--level': `${level - 1}`, '--fed': lineColour(links[0]?.colour) }}
        onClick={({ target, currentTarget }) => {
          if (size === 0 || (target instanceof Element && target.closest('button'))) return;
          tree.fold(path, !isOpen);
          currentTarget.parentElement?.focus();
        }}
      >
        <span class={size > 0 ? 'twisty icon icon-chevron-right' : 'twisty'} aria-hidden="true" />
        <span class="key">{row.key}</span>
        <span class="colon">{': '}</span>
        {isEntry ? <span class="preview">{entryPreview(row)}</span> : <Written value={row.value} size={size} />}
        {links.map((feed) => (
          <FeedLink key={feed.line} feed={feed} reveal={tree.reveal} />
        ))}
      </div>
      {size > 0 && (
        <div role="group">
          {children.map((child) => (
            <Item key={child.path} row={child} {...tree} />
          ))}
        </div>
      )}
    </div>
  );
}

function FeedLink({ feed, reveal }: { feed: FieldFeed; reveal: (feed: FieldFeed) => void }) {
  const { path, line, template } = feed;
  return (
    <button
      class="feed"
      style={{ '--fed': lineColour(feed.colour) }}
      title={`${path} in the ${template ? 'template' : 'manifest'}, line ${(template ?? feed).line}`}
      onClick={() => reveal(feed)}
    >
      <Icon name="go-to-file" />
      {template ? `${template.file}, line ${template.line}` : `line ${line}`}
    </button>
  );
}

function Written({ value, size }: { value: unknown; size: number }) {
  if (Array.isArray(value))
    return <span class="preview">{size === 0 ? '[]' : `${size} ${size === 1 ? 'item' : 'items'}`}</span>;
  if (typeof value === 'object' && value !== null)
    return <span class="preview">{size === 0 ? '{}' : `${size} ${size === 1 ? 'field' : 'fields'}`}</span>;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const kind = typeof value === 'string' ? (/^‹secret .*›$/.test(value) ? 'secret' : 'string') : typeof value;
  return (
    <span class={`value ${kind}`} title={text.length > 80 ? text : undefined}>
      {text === '' ? '""' : text}
    </span>
  );
}

/** What an entry of a list is, in a line: `PORT = 8080`, or the path where something is mounted. */
function entryPreview({ name, value }: FieldRow): string {
  const inside = typeof value === 'object' && value !== null && 'value' in value ? value.value : undefined;
  return `${name}${typeof inside === 'string' ? ` = ${inside}` : ''}`;
}

function hasRow(rows: readonly FieldRow[], path: string): boolean {
  return rows.some((row) => row.path === path || hasRow(row.children, path));
}
