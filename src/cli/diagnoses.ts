import { diagnosisPlace } from '../core/explain/diagnosisPlace';
import type { Manifest } from '../core/manifest/parseManifest';
import { diagnose, type Diagnosis } from '../core/trace/diagnosis';
import { retryText } from '../core/trace/retryText';
import type { Trace } from '../core/trace/trace';

/**
 * Why pods do not run, or what they wait for; '' where all run.
 *
 * @param manifest of which the line to look at is told, with its file's name
 */
export function diagnosesText(trace: Trace, source?: { manifest: Manifest; file: string }): string {
  return diagnose(trace.view, { now: trace.end })
    .map((diagnosis) => {
      const { subject, container, alike, isWaiting, cause, evidence, next, command, retry } = diagnosis;
      const who = `${subject}${alike ? ` (and ${alike} more like it)` : ''}${container === undefined ? '' : `, container ${container}`}`;
      const lines = [
        isWaiting ? `what ${who} waits for: ${cause}` : `why ${who} does not run: ${cause}`,
        `  evidence: ${evidence.replaceAll(/\s*\n\s*/g, ' ')}`,
        ...(source
          ? placeLine(diagnosis, source)
          : diagnosis.field === undefined
            ? []
            : [`  look at: ${diagnosis.field}`]),
        `  next: ${next}`,
        ...(command === undefined ? [] : [`  $ ${command}`]),
        ...(retry ? [`  ${retryText(retry, trace)}`] : []),
      ];
      return `${lines.join('\n')}\n`;
    })
    .join('');
}

/** `look at: FILE:LINE:COLUMN (field)`, or the nearest line that is written. */
function placeLine(diagnosis: Diagnosis, { manifest, file }: { manifest: Manifest; file: string }): string[] {
  const place = diagnosisPlace(diagnosis, manifest.objects)?.place;
  if (!place) return [];
  const { line, column } = manifest.positionAt((place.key ?? place.value).start);
  return [`  look at: ${file}:${line}:${column} (${diagnosis.field})`];
}
