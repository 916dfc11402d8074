import { entryOf } from '../../entryOf';

/** A line that containerd or CRI-O wrote. */
export interface LogLine {
  /** Milliseconds since the epoch on the node's clock, exact to a microsecond. */
  at: number;
  message: string;
  /** `error`, `id`, `name`, … */
  fields: ReadonlyMap<string, string>;
}

/**
 * Reads a journal in any of journalctl's formats, or the log itself: what counts is logrus' part of a line,
 * `time="…" level=info msg="…" id=…`, which both runtimes write. Lines without it, and those told twice, are passed over.
 */
export function logLines(text: string): LogLine[] {
  return partsOf(text)
    .flatMap((part) => {
      const fields = new Map(
        [...part.matchAll(/(?:^|[^\w.])([\w.]+)=("(?:[^"\\]|\\.)*"|\S*)/g)].map(([, key = '', value = '']) => [
          key,
          unquoted(value),
        ]),
      );
      const at = exactTime(fields.get('time') ?? '');
      return Number.isNaN(at) ? [] : { at, message: fields.get('msg') ?? '', fields };
    })
    .sort((a, b) => a.at - b.at);
}

/** What of a journal's text is read, a line each. */
export function readLines(text: string): string {
  return partsOf(text).join('\n');
}

function partsOf(text: string): string[] {
  const parts = text.split('\n').flatMap((line) => /\btime="[^"]+" level=\w+ msg=.*/s.exec(line)?.[0] ?? []);
  return [...new Set(parts)];
}

/** A string as Go quotes it. */
function unquoted(value: string): string {
  if (!value.startsWith('"')) return value;
  const named: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
  return value.slice(1, -1).replace(/\\(.)/g, (_, escaped: string) => entryOf(named, escaped) ?? escaped);
}

/** `2026-11-23T15:04:05.123456789+01:00`, with a space instead of the T in CRI-O's; NaN where it is no time. */
function exactTime(text: string): number {
  const [, date, time, fraction = '', zone = ''] =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  return Date.parse(`${date}T${time}${zone}`) + Number(`0${fraction}`) * 1000;
}
