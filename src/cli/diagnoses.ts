import type { Manifest } from '../core/manifest/parseManifest';
import type { ManifestObject, PlacedValue } from '../core/manifest/manifestObject';
import { podTemplatePath } from '../core/manifest/podSpecs';
import type { Path } from '../core/manifest/path';
import { diagnose, type Diagnosis } from '../core/trace/diagnosis';
import type { Trace } from '../core/trace/trace';

/** Why pods do not run, each with the line to look at where there is a manifest; '' where all do. */
export function diagnosesText(trace: Trace, manifest?: Manifest, file = ''): string {
  return diagnose(trace.view)
    .map((diagnosis) => {
      const { subject, container, cause, evidence, next } = diagnosis;
      const who = container === undefined ? subject : `${subject}, container ${container}`;
      const place = manifest ? placeOf(diagnosis, manifest, file) : '';
      return `why ${who} does not run: ${cause}\n  evidence: ${evidence}\n${place}  next: ${next}\n`;
    })
    .join('');
}

/** `  look at: FILE:LINE:COLUMN (field)`, or the nearest line that is written. */
function placeOf({ subject, field }: Diagnosis, manifest: Manifest, file: string): string {
  if (field === undefined) return '';
  const object = madeFrom(subject, manifest.objects);
  const template = podTemplatePath(object?.kind ?? '');
  if (!object || !template) return '';
  const spec = [...template, 'spec'];
  // In the pod's spec, else in the object itself, else where the spec begins.
  const place =
    nearest(object, [...spec, ...steps(field)], spec.length) ?? nearest(object, steps(field)) ?? nearest(object, spec);
  if (!place) return '';
  const { line, column } = manifest.positionAt((place.key ?? place.value).start);
  return `  look at: ${file}:${line}:${column} (${field})\n`;
}

/** The place of the path, or of the part of it that is written, if that is longer than `above`. */
function nearest(object: ManifestObject, path: Path, above = 0): PlacedValue | undefined {
  for (let length = path.length; length > above; length--) {
    const place = object.rangeOf(path.slice(0, length));
    if (place) return place;
  }
  return undefined;
}

/** The object that a diagnosis speaks of, or whose pod it is: controllers put their name before that of the pod. */
function madeFrom(subject: string, objects: readonly ManifestObject[]): ManifestObject | undefined {
  const [kind = '', name = ''] = subject.split(' ', 2);
  const makers = objects.filter((object) => podTemplatePath(object.kind) !== undefined);
  const exact = makers.find((object) => object.name === name && object.kind.toLowerCase() === kind.toLowerCase());
  const owners = makers.filter((object) => object.name !== '' && name.startsWith(object.name));
  return exact ?? owners.sort((a, b) => b.name.length - a.name.length)[0] ?? makers[0];
}

/** `containers[0].env[1]` → ['containers', 0, 'env', 1] */
function steps(field: string): Path {
  return [...field.matchAll(/([\w-]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
}
