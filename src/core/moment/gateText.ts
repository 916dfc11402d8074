import { isPodPhaseTerminal } from '../componentHelpers/isPodTerminal';
import { readyCondition } from '../componentHelpers/readyCondition';
import { timeOf } from '../trace/timeOf';
import type { Gate } from './gate';
import type { GateAt, GatesAt, Waiting } from './gatesAt';

/** `waits for its image, since +2.100 s, held by the registry: …`; why it waits for nothing, where it does not. `start`: of the trace. */
export function waitSentence(
  { name, gate }: Waiting,
  { now: { status } }: Pick<GatesAt, 'now'>,
  start: number,
): string {
  if (gate) return `waits for ${waitText(gate, name, `, since ${timeOf(gate.since, start)}`)}`;
  const { initContainerStatuses = [], containerStatuses = [] } = status ?? {};
  const own = [...initContainerStatuses, ...containerStatuses].find((one) => one.name === name);
  if (own?.state?.terminated) return 'has ended and waits for nothing';
  if (own?.state?.waiting && !own.lastState?.terminated && isPodPhaseTerminal(status?.phase))
    return 'was not started and waits for nothing';
  return own?.ready && own.state?.running ? 'is ready and waits for nothing' : 'waits for nothing';
}

/** The same of the pod as a whole. */
export function podSentence({ pod, holding, now, isDeleted, gates }: GatesAt, start: number): string {
  if (holding) return `pod ${pod} ${waitSentence({ name: '', gate: holding }, { now }, start)}`;
  if (isDeleted) return `pod ${pod} is gone`;
  if (now.metadata?.deletionTimestamp) return `pod ${pod} is being deleted, and waits for its containers to end`;
  const { phase } = now.status ?? {};
  if (isPodPhaseTerminal(phase)) return `pod ${pod} has finished (${phase}) and waits for nothing`;
  if (gates.length === 0) return `pod ${pod} has run to its end, which the kubelet has yet to report`;
  if (readyCondition(now.status)) return `pod ${pod} is Ready and waits for nothing`;
  const ended = (now.status?.containerStatuses ?? []).flatMap(({ name, state }) => (state?.terminated ? name : []));
  return ended.length > 0
    ? `pod ${pod} goes on without ${ended.join(' and ')}, which ${ended.length > 1 ? 'have' : 'has'} ended for good: it is not Ready, and waits for nothing`
    : `pod ${pod} waits for the kubelet to report that it is Ready`;
}

/** What a container waits for at a gate, and who holds that, to follow "waits for"; `since`: what stands between the two. */
export function waitText(gate: Gate & { cause?: string }, of: string, since = ''): string {
  const { container, what, name } = gate;
  return `${container === undefined || container === of ? what : `the ${name}`}${since}, held by ${holderText(gate)}`;
}

/** Who or what holds a gate, and why: `ConfigMap settings, which does not exist`. */
function holderText({ heldBy = '', cause }: Gate & { cause?: string }): string {
  if (cause === undefined) return heldBy;
  return cause.startsWith(`${heldBy} `) ? `${heldBy}, which ${cause.slice(heldBy.length + 1)}` : `${heldBy}: ${cause}`;
}

/** A gate as a row of the picture. */
export interface GateRow {
  state: GateAt['state'];
  /** `image of app` */
  name: string;
  /** `open since +0.390 s`; `holds since +0.390 s: the registry, …; opens when …`; `ahead`. */
  text: string;
}

/** How a row is marked, so that it is told without colour, too. */
export const gateMarks: Readonly<Record<GateAt['state'], string>> = { open: '✓', holds: '▶', ahead: '·' };

/** The picture of a pod's gates, a row each. */
export function gateRows({ gates }: Pick<GatesAt, 'gates'>, start: number): GateRow[] {
  return gates.map((gate) => ({ state: gate.state, name: gate.name, text: rowText(gate, start) }));
}

/** The same as lines of text, each with its mark. */
export function gateLines(gates: Pick<GatesAt, 'gates'>, start: number): string[] {
  const rows = gateRows(gates, start);
  const width = Math.max(0, ...rows.map(({ name }) => name.length));
  return rows.map(({ state, name, text }) => `  ${gateMarks[state]} ${name.padEnd(width)}  ${text}`);
}

function rowText(gate: GateAt, start: number): string {
  const { state, since, precision, opensWhen = '' } = gate;
  if (state === 'ahead') return 'ahead';
  const known = precision === 'inferred' ? ' (inferred)' : '';
  const time = `since ${timeOf(since, start)}${known}`;
  return state === 'open'
    ? `open ${time}`
    : `holds ${time}: ${holderText(gate)}; ${gate.cause === undefined ? 'opens when' : 'to open it:'} ${opensWhen}`;
}
