import { severities, type CheckSeverity } from '../core/explain/check/checkFinding';
import { onOneLine } from '../core/onOneLine';
import type { PlacedFinding } from './placedFinding';

const words: Readonly<Record<CheckSeverity, readonly [one: string, more: string]>> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  info: ['note', 'notes'],
};

/** The findings of a check for a person: a line each, what to do below it, and how many in the end. */
export function checkText(findings: readonly PlacedFinding[], files: number, accepted: number): string {
  return `${findings.map(findingText).join('')}${checkCounts(findings, files, accepted)}`;
}

/** One finding: a line, and what to do below it. */
export function findingText({ place, severity, name, message, next, fix }: PlacedFinding): string {
  const at = [place.file, place.line, place.column].filter((one) => one !== undefined).join(':');
  return [
    `${at}: ${severity}: ${message} [${name}]`,
    ...(fix ? [`    fix: ${fix.title}`] : next === undefined ? [] : [`    next: ${next}`]),
  ]
    .map((line) => `${onOneLine(line)}\n`)
    .join('');
}

/** How many findings there are, a line. */
export function checkCounts(findings: readonly PlacedFinding[], files: number, accepted: number): string {
  const counts = severities.flatMap((severity) => {
    const count = findings.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [`${count} ${words[severity][count === 1 ? 0 : 1]}`];
  });
  const where = `in ${files} ${files === 1 ? 'file' : 'files'}`;
  const known = accepted === 0 ? '' : `; ${accepted} accepted by the baseline`;
  const all = counts.length === 0 ? `Nothing hurts the start ${where}` : `${counts.join(', ')} ${where}`;
  return `${all}${known}.\n`;
}
