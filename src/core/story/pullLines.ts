import { decisionText, estimateText, pullParts, retriesText } from '../narration/pullTexts';
import { onOneLine } from '../onOneLine';
import type { ImageDecision } from '../pulls/imageDecision';
import { pullsOf } from '../pulls/pullsOf';
import { joined, plainText, type Runs } from '../textRuns';
import type { Trace } from '../trace/trace';

/** As many images are told of one by one. */
const most = 8;

/** Why each image was pulled or not, and where the time of its pull went; those that took longest first. */
export function pullLines(trace: Trace): string[] {
  const all = [...told(pullsOf(trace))].sort((a, b) => timeOf(b) - timeOf(a));
  if (all.length === 0) return [];
  const rest = all.length - most;
  return [
    'images: why they were pulled or not, and where the time of the pulls went',
    ...all.slice(0, most).flatMap(linesOf),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ].map((line) => onOneLine(line));
}

/** That a container's image is still there when it starts again tells nothing new. */
function told(decisions: readonly ImageDecision[]): ImageDecision[] {
  const had = new Set<string>();
  return decisions.filter(({ namespace, pod, container, volume, image, tries }) => {
    const key = JSON.stringify([namespace, pod, container, volume, image]);
    const isNew = !had.has(key);
    if (tries.at(-1)?.error === undefined) had.add(key);
    return isNew;
  });
}

function linesOf(decision: ImageDecision): string[] {
  const { pod, container, volume, image } = decision;
  const user = container ?? (volume === undefined ? '' : `volume ${volume}`);
  const parts = pullParts(decision);
  return [
    `  pod ${pod}${user && `, ${user}`}: ${image} · ${plain(decisionText(decision))}`,
    ...(parts.length > 0 ? [`      ${plain(joined(parts, ', '))}`] : []),
    ...[retriesText(decision), estimateText(decision)].flatMap((text) => (text ? [`      ${plain(text)}`] : [])),
  ];
}

/** In the terminal's lines names stand without marks around them. */
function plain(runs: Runs): string {
  return plainText(runs.map((run) => (typeof run === 'object' && 'code' in run ? run.code : run)));
}

function timeOf({ tries }: ImageDecision): number {
  return tries.reduce((sum, { waiting, pull }) => sum + (waiting?.milliseconds ?? 0) + (pull?.milliseconds ?? 0), 0);
}
