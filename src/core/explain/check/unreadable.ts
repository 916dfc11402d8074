import type { Manifest } from '../../manifest/parseManifest';
import type { CheckFinding } from './checkFinding';

/** What keeps a text from being read: kubectl applies nothing of it. A text that something else renders first is no such. */
export function unreadable({ problems, documents }: Manifest): CheckFinding[] {
  return problems.flatMap(({ severity, offset, length, message }): CheckFinding[] => {
    const document = documents.find(({ start, end }) => start <= offset && offset <= end);
    if (severity !== 'error' || (document?.parsed.templates.length ?? 0) > 0) return [];
    const range = { start: offset, end: offset + length };
    return [
      { severity: 'error', name: 'manifest-unreadable', subject: '', message: `It cannot be read: ${message}`, range },
    ];
  });
}
