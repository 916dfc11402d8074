import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

/** How a probe's command ends: as in a recording's plan. */
interface PlannedAnswer {
  match: string;
  exit: number;
  /** Milliseconds after the container's start; for good where it is not there. */
  untilMs?: number;
}

/** Seconds from StartContainer, null for what was not seen while it was watched. */
export type SeenTimes = readonly [
  pod: string,
  container: string,
  watched: number,
  started: number | null,
  ready: number | null,
  killed: number | null,
];

/** Pods whose probes fail for a while, and when they were started, ready and killed, each time that they were run (tools/pack-probe-times.mjs). */
export interface ProbeTimesCase {
  manifest: string;
  execs: PlannedAnswer[];
  runs: { kubernetes: string; times: SeenTimes[] }[];
}

export function probeTimesCases(): ProbeTimesCase[] {
  const packed = readFileSync(new URL('./probeTimes.json.br', import.meta.url));
  return JSON.parse(brotliDecompressSync(packed).toString('utf8')) as ProbeTimesCase[];
}

/** Seconds after a container's start from which on a plan lets its command succeed; Infinity for never. */
export function plannedAnswer(command: readonly string[], execs: readonly PlannedAnswer[]): number {
  const planned = execs.find(({ match }) => command.join(' ').includes(match));
  return planned === undefined ? 0 : planned.untilMs === undefined ? Infinity : planned.untilMs / 1000;
}
