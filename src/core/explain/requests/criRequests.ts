import type { CriCall } from '../../cri/criCall';
import { callName, entryName } from '../difference/effects';
import { criServices } from '../../cri/criMethods';

/** What one line of the document shows. */
export interface CriRequestLine {
  /** `CreateContainer app` */
  call: string;
  /** `config.envs[PORT].value`; undefined on the call's heading. */
  field?: string;
}

/** The requests of a start as a text to read. */
export interface CriRequests {
  text: string;
  /** By line, from 0; undefined for blank lines. */
  lines: readonly (CriRequestLine | undefined)[];
}

/** Looks and clearing away: their requests hold ids and nothing of the manifest. */
const leftOut = new Set(['PodSandboxStatus', 'ContainerStatus', 'ReopenContainerLog', 'Status', 'Version']);

/**
 * The requests as YAML, one section a call, in the order of the start. A call that is repeated is shown once; what
 * CreateContainer and PullImage say of the sandbox again is left out.
 */
export function criRequests(calls: readonly CriCall[]): CriRequests {
  const text: string[] = [];
  const lines: (CriRequestLine | undefined)[] = [];
  const times = new Map<string, number>();
  for (const call of calls) times.set(callName(call), (times.get(callName(call)) ?? 0) + 1);
  const seen = new Set<string>();
  for (const call of calls) {
    const name = callName(call);
    if (leftOut.has(call.method) || seen.has(name)) continue;
    seen.add(name);
    const add = (line: string, field?: string): void => {
      text.push(line);
      lines.push({ call: name, ...(field !== undefined && { field }) });
    };
    if (text.length > 0) {
      text.push('');
      lines.push(undefined);
    }
    const service = criServices[call.method];
    const count = times.get(name) ?? 1;
    add(`--- # ${service}.${name}${count > 1 ? ` (${count} times)` : ''}`);
    writeMap(call.request, '', '', add);
  }
  return { text: text.length > 0 ? `${text.join('\n')}\n` : '', lines };
}

/** The first line (from 0) that shows a field of a call, or one that holds it; undefined where the call is not shown. */
export function lineOf(document: CriRequests, call: string, field?: string): number | undefined {
  let best: number | undefined;
  let length = -1;
  for (const [i, line] of document.lines.entries()) {
    if (line?.call !== call) continue;
    const own = line.field ?? '';
    const holds =
      own === '' ||
      (field !== undefined && (field === own || field.startsWith(`${own}.`) || field.startsWith(`${own}[`)));
    if (holds && own.length > length) [best, length] = [i, own.length];
  }
  return best;
}

type Add = (line: string, field?: string) => void;

function writeMap(value: object, field: string, indent: string, add: Add, first = indent): void {
  let lead = first;
  for (const [name, entry] of Object.entries(value)) {
    const path = field ? `${field}.${name}` : name;
    if (path === 'sandbox_config') {
      add(`${lead}sandbox_config: {} # as in RunPodSandbox`, path);
    } else writeEntry(`${lead}${scalar(name)}:`, entry, path, indent, add);
    lead = indent;
  }
}

function writeEntry(head: string, value: unknown, field: string, indent: string, add: Add): void {
  if (typeof value !== 'object' || value === null) add(`${head} ${scalar(value)}`, field);
  else if (Object.keys(value).length === 0) add(`${head} ${Array.isArray(value) ? '[]' : '{}'}`, field);
  else {
    add(head, field);
    if (Array.isArray(value)) writeList(value, field, indent, add);
    else writeMap(value, field, `${indent}  `, add);
  }
}

function writeList(items: readonly unknown[], field: string, indent: string, add: Add): void {
  for (const [i, item] of items.entries()) {
    const isMap = typeof item === 'object' && item !== null && Object.keys(item).length > 0;
    const path = `${field}[${entryName(item) ?? i}]`;
    if (isMap) writeMap(item, path, `${indent}  `, add, `${indent}- `);
    else add(`${indent}- ${scalar(item)}`, path);
  }
}

/** A scalar as YAML: quoted where it could be read as something else. */
function scalar(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value) ?? 'null';
  return /^[A-Za-z_/‹<][\w./:@+›> -]*$/.test(value) &&
    !/^(true|false|yes|no|on|off|null|y|n)$/i.test(value) &&
    !/: |:$| #|\s$/.test(value)
    ? value
    : JSON.stringify(value);
}
