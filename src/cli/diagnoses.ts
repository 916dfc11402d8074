import { diagnosisPlace } from '../core/diagnosis/diagnosisPlace';
import { onOneLine } from '../core/onOneLine';
import { diagnose } from '../core/diagnosis/diagnosis';
import { surenessOf } from '../core/diagnosis/facts/causeTable';
import type { Diagnosis } from '../core/diagnosis/facts/finding';
import { isCommand } from '../core/diagnosis/facts/suggestedCommand';
import { restarts } from '../core/diagnosis/restarts';
import { plightOf } from '../core/diagnosis/plight';
import { stepEffect } from '../core/diagnosis/stepEffect';
import { retryText } from '../core/diagnosis/retryText';
import type { Trace } from '../core/trace/trace';
import type { PlacedValue } from '../core/manifest/manifestObject';
import { placeText, type ManifestFile } from './manifestFile';

/**
 * Why pods do not run, or what they wait for; '' where all run.
 *
 * @param source the manifest of which the line to look at is told, with its file's name
 */
export function diagnosesText(trace: Trace, source?: ManifestFile): string {
  return diagnosisTexts(trace, source).join('');
}

/** The same, one by one. */
export function diagnosisTexts(trace: Trace, source?: ManifestFile): string[] {
  const { view, end: now, missing } = trace;
  const found = diagnose(view, { now, missing });
  const all = [...found, ...(trace.source === 'observed' ? restarts(view, now, found) : [])];
  return all.map((diagnosis) => diagnosisText(diagnosis, trace, source));
}

/** One of them: what, its evidence, where to look, what to do, and when it is tried again. */
export function diagnosisText(diagnosis: Diagnosis, trace: Trace, source?: ManifestFile): string {
  const { cause, evidence, next, command, retry } = diagnosis;
  const lines = [
    `${headOf(diagnosis)}: ${cause}`,
    `  cause: ${diagnosis.name} (${surenessOf(diagnosis.name)})`,
    `  evidence: ${evidence}`,
    ...(source ? placeLine(diagnosis, source) : diagnosis.field === undefined ? [] : [`  look at: ${diagnosis.field}`]),
    `  next: ${next}`,
    ...(command === undefined
      ? []
      : isCommand(command)
        ? [`  $ ${command}`, `    (it ${stepEffect(command)})`]
        : [`  ${command}`]),
    ...(retry ? [`  ${retryText(retry, trace)}`] : []),
  ];
  // No text of others begins a line of its own, where it would pass for one of ours.
  return lines.map((line) => `${onOneLine(line)}\n`).join('');
}

function headOf(diagnosis: Diagnosis): string {
  const who = whoOf(diagnosis);
  if (diagnosis.isOver) return `why ${who} was restarted`;
  return diagnosis.isWaiting ? `what ${who} waits for` : `why ${who} ${plightOf(diagnosis)}`;
}

/** `pod web, container app`, with how many more are like it. */
export function whoOf({ subject, container, alike, among }: Diagnosis): string {
  return `${subject}${alike ? ` (and ${alike} more like it${among === undefined ? '' : `: ${among}`})` : ''}${container === undefined ? '' : `, container ${container}`}`;
}

/** `look at: FILE:LINE:COLUMN (field)`, or the nearest line that is written; of an amount, its block of resources too. */
function placeLine(diagnosis: Diagnosis, source: ManifestFile): string[] {
  const found = diagnosisPlace(diagnosis, source.manifest.objects);
  if (!found) return [];
  const { object, path, place } = found;
  const at = ({ key, value }: PlacedValue): string => placeText(source, (key ?? value).start);
  const depth = path.indexOf('resources') + 1;
  const block = depth > 0 && depth < path.length ? object.rangeOf(path.slice(0, depth)) : undefined;
  return [`  look at: ${at(place)} (${diagnosis.field})${block ? `, in the block at ${at(block)}` : ''}`];
}
