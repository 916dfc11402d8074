import { rulePage } from '../core/explain/check/ruleTable';
import type { PlacedFinding } from './placedFinding';

/** The findings of a check as data: one JSON object. */
export function checkJson(findings: readonly PlacedFinding[], files: number, accepted: number): string {
  return `${JSON.stringify({ files, accepted, findings: findings.map(findingData) }, null, 2)}\n`;
}

/** A finding as data. Lines and columns count from 1; `end` is behind the last character. */
export function findingData({ place, end, severity, name, subject, message, next, fix, source }: PlacedFinding) {
  return {
    file: place.file,
    ...(place.line !== undefined && { line: place.line }),
    ...(place.column !== undefined && { column: place.column }),
    ...(end?.line !== undefined && { end: { line: end.line, column: end.column } }),
    severity,
    name,
    subject,
    message,
    ...(next !== undefined && { next }),
    ...(fix && {
      fix: {
        title: fix.title,
        isCertain: fix.isCertain,
        edits: fix.edits.map(({ range, text }) => ({
          start: source.manifest.positionAt(range.start),
          end: source.manifest.positionAt(range.end),
          text,
        })),
      },
    }),
    page: rulePage(name),
  };
}
