import type { Manifest } from '../core/manifest/parseManifest';
import { podTemplatePath } from '../core/manifest/podSpecs';
import type { Path } from '../core/manifest/path';
import { diagnose, type Diagnosis } from '../core/trace/diagnosis';
import type { Trace } from '../core/trace/trace';

/** Why pods do not run, each with the manifest line to look at; '' where all do. */
export function diagnosesText(trace: Trace, manifest: Manifest, file: string): string {
  return diagnose(trace.view)
    .map((diagnosis) => {
      const { subject, container, cause, evidence, next } = diagnosis;
      const who = container === undefined ? subject : `${subject}, container ${container}`;
      const place = placeOf(diagnosis, manifest, file);
      return `why ${who} does not run: ${cause}\n  evidence: ${evidence}\n${place}  next: ${next}\n`;
    })
    .join('');
}

/** `  look at: FILE:LINE:COLUMN (field)`, or the nearest line that is written. */
function placeOf({ field }: Diagnosis, manifest: Manifest, file: string): string {
  if (field === undefined) return '';
  const [object] = manifest.objects.filter(({ kind }) => podTemplatePath(kind) !== undefined);
  const template = podTemplatePath(object?.kind ?? '');
  if (!object || !template) return '';
  for (const path of [[...template, 'spec', ...steps(field)], steps(field)]) {
    for (let length = path.length; length > template.length; length--) {
      const place = object.rangeOf(path.slice(0, length));
      if (!place) continue;
      const { line, column } = manifest.positionAt((place.key ?? place.value).start);
      return `  look at: ${file}:${line}:${column} (${field})\n`;
    }
  }
  return '';
}

/** `containers[0].env[1]` → ['containers', 0, 'env', 1] */
function steps(field: string): Path {
  return [...field.matchAll(/([\w-]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
}
