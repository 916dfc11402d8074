import type { CheckSeverity } from '../core/explain/check/checkFinding';
import { onOneLine } from '../core/onOneLine';
import { fileLine, type PlacedFinding } from './placedFinding';

const commands: Readonly<Record<CheckSeverity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * The findings as commands that a workflow of GitHub takes from the log, a line each: it marks the lines with them.
 * Escaped as actions/toolkit does it (packages/core/src/command.ts).
 */
export function workflowCommands(findings: readonly PlacedFinding[]): string {
  return findings
    .map((finding) => {
      const { severity, name, message, next, fix, end } = finding;
      const { file, line, column } = fileLine(finding);
      const isOneLine = line !== undefined && end?.line === line;
      const fields: [string, string | number | undefined][] = [
        ['file', file],
        ['line', line],
        ['endLine', line === undefined ? undefined : end?.line],
        ['col', isOneLine ? column : undefined],
        ['endColumn', isOneLine ? end.column : undefined],
        ['title', name],
      ];
      const properties = fields.flatMap(([key, value]) =>
        value === undefined ? [] : [`${key}=${escapedProperty(String(value))}`],
      );
      const more = fix ? ` Fix: ${fix.title}.` : next === undefined ? '' : ` Next: ${next}.`;
      return `::${commands[severity]} ${properties.join(',')}::${escapedData(`${onOneLine(message)}${onOneLine(more)}`)}\n`;
    })
    .join('');
}

function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
