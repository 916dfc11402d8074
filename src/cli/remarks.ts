import { unknownFields } from '../core/explain/manifestHints';
import { mayHoldSecret } from '../core/manifest/manifestDocument';
import type { Manifest } from '../core/manifest/parseManifest';

/** How many remarks a person reads. */
const mostRemarks = 200;

/** What of a manifest is not explained as it is written, a line each with its place; '' where all is. */
export function remarksText(manifest: Manifest, file: string): string {
  const templates = manifest.documents.flatMap(({ start, parsed }) =>
    parsed.templates.slice(0, 1).map(({ offset, source }) => ({
      offset: start + offset,
      message: `${mayHoldSecret(parsed) ? 'a template expression' : source.replaceAll(/\s+/g, ' ')} is taken as it stands: render the template to see what becomes of it`,
    })),
  );
  const unknown = manifest.objects.flatMap((object) =>
    unknownFields(object).map(({ range, message }) => ({
      offset: range.start,
      message: `${message} Here it is left out.`,
    })),
  );
  const warnings = manifest.problems.filter(({ severity }) => severity === 'warning');
  const all = [...warnings, ...templates, ...unknown].sort((a, b) => a.offset - b.offset);
  const more = all.length - mostRemarks;
  const told = all
    .slice(0, mostRemarks)
    .map(({ offset, message }) => {
      const { line, column } = manifest.positionAt(offset);
      return `note: ${file}:${line}:${column}: ${message}\n`;
    })
    .join('');
  return more > 0 ? `${told}note: ${file}: and ${more} more of these notes\n` : told;
}
