import type { Manifest } from '../../manifest/parseManifest';
import type { CheckFinding } from './checkFinding';

/** What keeps a text from being read, of each document the first: kubectl applies none of it. A text that something else renders first is no such. */
export function unreadable({ problems, documents }: Manifest): CheckFinding[] {
  const told = new Set<unknown>();
  return problems.flatMap(({ severity, offset, length, message }): CheckFinding[] => {
    const document = documents.find(({ start, end }) => start <= offset && offset <= end);
    if (severity !== 'error' || told.has(document) || (document?.parsed.templates.length ?? 0) > 0) return [];
    told.add(document);
    const range = { start: offset, end: offset + length };
    return [
      { severity: 'error', name: 'manifest-unreadable', subject: '', message: `It cannot be read: ${message}.`, range },
    ];
  });
}
