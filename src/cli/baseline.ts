import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { asError } from '../core/asError';
import { isMap } from '../core/isMap';
import { CommandError } from './commandError';
import type { PlacedFinding } from './placedFinding';

/** A finding that is accepted: by what it says, not by its line. */
interface Accepted {
  /** From the baseline's folder on, with slashes. */
  file: string;
  name: string;
  subject: string;
  message: string;
  /** How often it is accepted. */
  times: number;
}

/** The findings of a check that a file does not accept yet, and those that it accepts. Throws CommandError. */
export function withoutAccepted(
  findings: readonly PlacedFinding[],
  baseline: string,
): { found: PlacedFinding[]; accepted: PlacedFinding[] } {
  const left = new Map(readBaseline(baseline).map((one) => [keyOf(one), one.times]));
  const result = { found: [] as PlacedFinding[], accepted: [] as PlacedFinding[] };
  for (const finding of findings) {
    const key = keyOf(asAccepted(finding, baseline));
    const times = left.get(key) ?? 0;
    left.set(key, times - 1);
    result[times > 0 ? 'accepted' : 'found'].push(finding);
  }
  return result;
}

/** Writes a file by which all findings are accepted. Throws CommandError. */
export function writeBaseline(findings: readonly PlacedFinding[], baseline: string): void {
  const all = new Map<string, Accepted>();
  for (const finding of findings) {
    const one = asAccepted(finding, baseline);
    const known = all.get(keyOf(one));
    if (known) known.times++;
    else all.set(keyOf(one), one);
  }
  const accepted = [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  try {
    writeFileSync(baseline, `${JSON.stringify({ version: 1, accepted }, null, 2)}\n`);
  } catch (error) {
    throw new CommandError(`${baseline}:1:1: it cannot be written: ${asError(error).message}`, 2);
  }
}

function asAccepted({ file, name, subject, message }: PlacedFinding, baseline: string): Accepted {
  const path = file === '-' ? file : relative(dirname(resolve(baseline)), resolve(file)).replaceAll('\\', '/');
  return { file: path, name, subject, message, times: 1 };
}

/** Names that are drawn by lot change with what stands beside an object. */
const drawn = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|kube-api-access-[a-z0-9]{5}/g;

function keyOf({ file, name, subject, message }: Omit<Accepted, 'times'>): string {
  return JSON.stringify([file, name, subject, message.replaceAll(drawn, '…')]);
}

function readBaseline(file: string): Accepted[] {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const { message } = asError(error);
    const isAbsent = message.startsWith('ENOENT');
    const reason = isAbsent ? 'there is no such file: --write-baseline creates it' : 'it is not JSON';
    throw new CommandError(`${file}:1:1: ${reason}`, 2);
  }
  const accepted = isMap(value) && value['version'] === 1 ? value['accepted'] : undefined;
  if (!Array.isArray(accepted))
    throw new CommandError(`${file}:1:1: this is not a baseline: --write-baseline writes one`, 2);
  return accepted.filter(isAccepted);
}

function isAccepted(value: unknown): value is Accepted {
  if (!isMap(value)) return false;
  const { file, name, subject, message, times } = value;
  return [file, name, subject, message].every((one) => typeof one === 'string') && typeof times === 'number';
}
