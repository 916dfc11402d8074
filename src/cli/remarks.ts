import type { Circumstances } from '../core/circumstances/circumstances';
import { controlPlaneRelease } from '../core/circumstances/controlPlaneRelease';
import { isStrict } from '../core/circumstances/start';
import type { ApiWarning } from '../core/api/view';
import { onOneLine } from '../core/onOneLine';
import { warningPlace } from '../core/explain/hints/warningHints';
import { unknownFields } from '../core/explain/hints/unknownFields';
import { droppedHints } from '../core/explain/hints/droppedHints';
import { commandHints } from '../core/explain/hints/commandHints';
import { portHints } from '../core/explain/hints/portHints';
import { probeHints } from '../core/explain/hints/probeHints';
import { selectorHints } from '../core/explain/hints/selectorHints';
import { mayHoldSecret } from '../core/manifest/manifestDocument';
import type { Remark } from '../core/explain/meaning/standing';
import type { ManifestObject } from '../core/manifest/manifestObject';
import { placeText, type ManifestFile } from './manifestFile';

/**
 * What the API server warns of, a line each as kubectl prints it, with the place of its field.
 *
 * @param warnings of the objects of the manifest and of others, of which nothing is told
 */
export function warningsText(source: ManifestFile, warnings: readonly ApiWarning[] = []): string {
  return warnings
    .flatMap((warning) => {
      const place = warningPlace(warning, source.manifest.objects);
      return place ? `Warning: ${placeText(source, place.start)}: ${onOneLine(warning.message)}\n` : [];
    })
    .join('');
}

/** How many remarks a person reads. */
const mostRemarks = 200;

/** What of a manifest is not explained as it is written, a line each with its place; '' where all is. */
export function remarksText(
  source: ManifestFile,
  objects: readonly ManifestObject[],
  remarks: readonly Remark[],
  circumstances: Circumstances = {},
): string {
  const { manifest } = source;
  const templates = manifest.documents.flatMap(({ start, parsed }) =>
    parsed.templates
      .filter((template) => template.source.startsWith('{{'))
      .slice(0, 1)
      .map((template) => ({
        offset: start + template.offset,
        message: `${mayHoldSecret(parsed) ? 'a template expression' : template.source.replaceAll(/\s+/g, ' ')} is taken literally: render the template to see its value`,
      })),
  );
  // With strict validation these are why an object is refused, which is told elsewhere.
  const unknown = (isStrict(circumstances) ? [] : objects).flatMap((object) =>
    unknownFields(object, controlPlaneRelease(circumstances)).map(({ range, message }) => ({
      offset: range.start,
      message: `${message.replace(': the API server refuses it', '')} Here it is left out.`,
    })),
  );
  const dropped = objects.flatMap((object) =>
    droppedHints(object, controlPlaneRelease(circumstances)).map(({ range, message }) => ({
      offset: range.start,
      message,
    })),
  );
  const selectors = selectorHints(manifest).map(({ range, message }) => ({ offset: range.start, message }));
  const beside = objects.flatMap((object) =>
    [...portHints(object), ...commandHints(object), ...probeHints(object)].map(({ range, message }) => ({
      offset: range.start,
      message,
    })),
  );
  const warnings = manifest.problems.filter(({ severity }) => severity === 'warning');
  const all = [...warnings, ...templates, ...unknown, ...dropped, ...selectors, ...beside, ...remarks].sort(
    (a, b) => a.offset - b.offset,
  );
  const more = all.length - mostRemarks;
  const told = all
    .slice(0, mostRemarks)
    .map(({ offset, message }) => `note: ${placeText(source, offset)}: ${message}\n`)
    .join('');
  return more > 0 ? `${told}note: ${source.file}: and ${more} more of these notes\n` : told;
}
