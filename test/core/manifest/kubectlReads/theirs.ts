import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import type { Reading } from './ours';
import { keyOf, type HostileText } from './texts';

/** What kubectl answered to a text. */
interface RecordedAnswer {
  code: number;
  /** The lines of stderr. */
  said: string[];
  /** What a dry run by kubectl alone prints, and one by the API server. */
  sent: unknown[];
  objects: unknown[];
}

const packed = readFileSync(new URL('../../../recordings/yaml.json.br', import.meta.url));
const answers = JSON.parse(brotliDecompressSync(packed).toString()) as Record<string, RecordedAnswer>;

/** What kubectl and the API server make of a text; undefined where nobody asked them. */
export function readByKubectl(
  hostile: HostileText,
): (Omit<Reading, 'sent'> & { sent: unknown[] | undefined }) | undefined {
  const answer = answers[keyOf(hostile)];
  if (!answer) return undefined;
  const errors = errorsOf(answer.said);
  return {
    isUnreadable: errors.some((error) => error === unreadable),
    // Of what kubectl itself refuses, or has no place to send to, a dry run prints nothing.
    sent: answer.sent.length === 0 && errors.length > 0 ? undefined : answer.sent,
    stored: answer.objects,
    errors: errors.filter((error) => error !== unreadable),
    warnings: answer.said.filter((line) => line.startsWith('Warning: ')).map((line) => line.replace('Warning: ', '')),
  };
}

/** Where the text itself is at fault: the extension has words of its own for that. */
const unreadable = 'unreadable';

/** The refusals in the API's words, without what kubectl says around them. */
function errorsOf(said: readonly string[]): string[] {
  const errors: string[] = [];
  const lines = said.filter((line) => !line.startsWith('Warning: ') && line !== 'ensure CRDs are installed first');
  for (const line of lines) {
    const [, item] = /^\* (.*)$/.exec(line) ?? [];
    const last = errors.at(-1) ?? '';
    if (item !== undefined) {
      const [, before, listed] = /^(.* is invalid: )(?:\[(.*)\])?$/.exec(last) ?? [];
      errors[errors.length - 1] = `${before}[${listed === undefined ? '' : `${listed}, `}${item}]`;
    } else if (line.startsWith('error: error parsing FILE: ')) errors.push(unreadable);
    else if (/^(?:E|e)rror|^The /.test(line)) errors.push(wordsOf(line));
    else if (last !== unreadable) errors[errors.length - 1] = `${last}\n${line}`;
  }
  return errors;
}

function wordsOf(line: string): string {
  return line
    .replace(/^Error from server(?: \(\w+\))?: (?:error when creating "FILE": )?/, '')
    .replace(/^error: unable to decode "FILE": /, '')
    .replace(/^error: resource mapping not found for name: "[^"]*" namespace: "[^"]*" from "FILE": /, '')
    .replace(/^error: error validating "FILE": /, '')
    .replace(/; if you choose to ignore these errors, turn validation off with --validate=false$/, '')
    .replace(/^The (\w+) (".*?") is invalid: ?/, '$1 $2 is invalid: ');
}
