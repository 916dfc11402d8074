import { greatest } from '../extremes';
import type { Pod } from '../api/types';
import { visibleText } from '../visibleText';
import { humanDuration } from './humanDuration';
import { podStatusWord } from './podStatusWord';

/** How `podTable` prints. */
export interface PodTableOptions {
  /** The columns of `-o wide`, too. */
  wide?: boolean;
  /** The moment that ages are counted from, in milliseconds since the epoch. */
  now: number;
  /** As `--no-headers`. */
  noHeaders?: boolean;
  /** A column NAMESPACE, as with `--all-namespaces`. */
  namespace?: boolean;
}

const columns = ['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE'];
const wideColumns = ['IP', 'NODE', 'NOMINATED NODE', 'READINESS GATES'];

/**
 * What `kubectl get pods` prints for these pods, with a line feed after each line; '' for no pods.
 * The cells are the API server's (pkg/printers/internalversion/printers.go, 1.37).
 */
export function podTable(pods: readonly Pod[], options: PodTableOptions): string {
  if (pods.length === 0) return '';
  const rows = pods.map((pod) => podRow(pod, options));
  if (!options.noHeaders) {
    rows.unshift([...(options.namespace ? ['NAMESPACE'] : []), ...columns, ...(options.wide ? wideColumns : [])]);
  }
  return alignColumns(rows);
}

function podRow(pod: Pod, { wide, now, namespace }: PodTableOptions): string[] {
  const { status, ready, total, restarts, lastRestart } = podStatusWord(pod);
  const cells = [
    pod.metadata?.name ?? '',
    `${ready}/${total}`,
    status,
    restarts && lastRestart ? `${restarts} (${since(lastRestart, now)} ago)` : `${restarts}`,
    since(pod.metadata?.creationTimestamp, now),
  ];
  if (namespace) cells.unshift(pod.metadata?.namespace ?? '');
  if (wide) {
    cells.push(
      pod.status?.podIPs?.[0]?.ip || '<none>',
      pod.spec?.nodeName || '<none>',
      pod.status?.nominatedNodeName || '<none>',
      readinessGates(pod),
    );
  }
  return cells.map((cell) => visibleText(onOneLine(cell)));
}

function since(timestamp: string | undefined, now: number): string {
  return timestamp ? humanDuration(now - Date.parse(timestamp)) : '<unknown>';
}

function readinessGates(pod: Pod): string {
  const gates = pod.spec?.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const conditions = pod.status?.conditions ?? [];
  const met = gates.filter(
    ({ conditionType }) => conditions.find(({ type }) => type === conditionType)?.status === 'True',
  );
  return `${met.length}/${gates.length}`;
}

/** kubectl cuts a cell at its first line break and marks the cut. */
function onOneLine(cell: string): string {
  const lineBreak = cell.search(/[\f\n\r]/);
  return lineBreak < 0 ? cell : `${cell.slice(0, lineBreak)}...`;
}

/** kubectl's table: columns three spaces apart and at least six wide; the last one is not filled up. */
function alignColumns(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(6, greatest(rows.map((row) => width(row[column] ?? '') + 3))),
  );
  return rows
    .map((row) => {
      const padded = row.map((cell, column) =>
        column === row.length - 1 ? cell : cell + ' '.repeat((widths[column] ?? 0) - width(cell)),
      );
      return `${padded.join('')}\n`;
    })
    .join('');
}

/** In characters, as Go counts runes. */
function width(cell: string): number {
  return Array.from(cell).length;
}
