import type { PodSpec, Probe } from '../../api/types';

/** What a start without probes takes, with room for what is tried again. */
const usual = 6;
const longest = 180;
/** Seconds times containers at most: each may be probed every second. */
const mostTurns = 3_000;

/**
 * How many seconds of a pod's start have to be seen until each of its calls has been made once: sidecars that come up
 * one after the other, hooks that sleep, and the first turn of the probe that waits longest.
 */
export function startTime(spec: PodSpec | undefined): number {
  const sidecars = (spec?.initContainers ?? []).map(({ startupProbe }) => turn(startupProbe));
  const all = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
  const sleeps = all.map(({ lifecycle }) => seconds(lifecycle?.postStart?.sleep?.seconds));
  const startup = longestOf((spec?.containers ?? []).map(({ startupProbe }) => turn(startupProbe)));
  const first = longestOf(all.map((each) => Math.max(turn(each.livenessProbe), turn(each.readinessProbe))));
  const needed = [...sidecars, ...sleeps].reduce((sum, each) => sum + each, usual + startup + first);
  return Math.min(needed, longest, Math.max(usual, mostTurns / all.length));
}

function longestOf(each: readonly number[]): number {
  return each.reduce((most, one) => Math.max(most, one), 0);
}

/** Until a probe's first turn has surely come: it may miss the very first by a moment. */
function turn(probe: Probe | undefined): number {
  if (!probe) return 0;
  return seconds(probe.initialDelaySeconds) + (seconds(probe.periodSeconds) || 10);
}

function seconds(value: number | undefined): number {
  return value !== undefined && value > 0 ? value : 0;
}
