import { podTable } from '../trace/podTable';
import { statusChanges } from '../trace/statusChanges';
import type { Moment, Trace } from '../trace/trace';
import { visibleText } from '../visibleText';
import { eventsAt } from './eventsAt';
import type { PodAt } from './podAt';
import { podNews, type PodNews } from './podNews';
import { containersAt } from './containersAt';
import { gateMarks, gateRows, podSentence, waitSentence, type GateRow } from './gateText';
import { gatesAt, type GatesAt } from './gatesAt';
import { sandboxText, volumesText } from './podTexts';
import { keyOf, worldAt, worldAtTime, type WorldAt } from './world';

/** A fact in words, and how it is marked. */
export interface StateFact {
  /** Of what it is, where a row has several: a container, a gate with its mark. */
  name?: string;
  text: string;
  /** The message changed it; or of a gate how it is. */
  mark?: 'changed' | GateRow['state'];
}

/** Facts of one kind, in the order in which they are told. */
export interface StateRow {
  /** `Containers` */
  what: string;
  facts: StateFact[];
}

/** The pod of a message as it is at the message's end, in words. */
export interface PodText {
  /** What `kubectl get pods -o wide` prints; absent where the pod is gone. */
  table?: string;
  rows: StateRow[];
  /** What the message changed. */
  news: PodNews[];
}

/** The world at the end of a message, in words. */
export interface StateText {
  /** Absent where nothing tells the moment. */
  at?: Moment;
  /** Absent if there is no pod yet, as far as the trace shows. */
  pod?: PodText;
}

/** As many events are told. */
const mostEvents = 8;

/** The world at the end of a message, in words; undefined where the trace has no such message. */
export function stateText(trace: Trace, id: string): StateText | undefined {
  const world = worldAt(trace, id);
  if (!world) return undefined;
  const subject = trace.messages.find((one) => one.id === id)?.subject;
  const own = subject ? keyOf(subject.namespace, subject.pod) : ([...world.now.pods.keys()].at(-1) ?? '');
  return textOf(trace, world, own);
}

/**
 * The world at a moment, in words. `at`: milliseconds since the epoch; `of`: whose, a pod's namespace and name with a
 * slash between.
 */
export function momentText(trace: Trace, at: number, of: string): StateText {
  const [namespace = '', name = ''] = of.split('/');
  return textOf(trace, worldAtTime(trace, at), keyOf(namespace, name));
}

function textOf(trace: Trace, world: WorldAt, own: string): StateText {
  const pod = podText(trace, world, own);
  return { ...(world.at && { at: world.at }), ...(pod && { pod }) };
}

function podText(trace: Trace, world: WorldAt, key: string): PodText | undefined {
  const at = world.now.pods.get(key);
  if (!at?.pod) return undefined;
  const before = world.before.pods.get(key);
  const { images } = world.now;
  const { pod } = at;
  const { namespace = 'default', name = '' } = pod.metadata ?? {};
  const gates = gatesAt(trace, world.at?.at ?? trace.start, namespace, name, at);
  const events = eventsAt(trace, world, pod.metadata?.name ?? '');
  const others = trace.source === 'simulated' ? '' : '; nothing is known about others';
  const phase = `${pod.status?.phase ?? 'not known'}${at.isInferred ? ' (inferred from the calls: the status was not observed)' : ''}`;
  const conditions = conditionFacts(at, before);
  const newest = events
    .slice(0, mostEvents)
    .map(({ reason = '', message = '' }) => ({ name: visibleText(reason), text: visibleText(message) }));
  const older = events.length - mostEvents;
  return {
    ...(!at.isDeleted && { table: podTable([pod], { wide: true, now: world.at?.at ?? trace.start }) }),
    rows: [
      { what: 'Phase', facts: [fact(phase, pod.status?.phase === before?.pod?.status?.phase)] },
      { what: 'Conditions', facts: conditions.length === 0 ? [{ text: 'none yet' }] : conditions },
      { what: 'Containers', facts: containerFacts(at, before, gates, trace.start) },
      { what: 'Gates', facts: gates ? gateFacts(gates, trace.start) : [] },
      { what: 'Sandbox', facts: [fact(sandboxText(at), before && sandboxText(at) === sandboxText(before))] },
      { what: 'Volumes', facts: [fact(volumesText(at), before && volumesText(at) === volumesText(before))] },
      {
        what: 'Images',
        facts: [
          {
            text:
              images.size === 0
                ? 'none is known to be on the node'
                : `${[...images].map((image) => visibleText(image)).join(', ')}${others}`,
          },
        ],
      },
      {
        what: 'Events',
        facts: [
          ...(newest.length === 0 ? [{ text: 'none' }] : newest),
          ...(older > 0 ? [{ text: `and ${older} older ones` }] : []),
        ],
      },
    ],
    news: podNews(before, at),
  };
}

/** What the pod waits for, and the picture of its gates: a row each, with its mark. */
function gateFacts(gates: GatesAt, start: number): StateFact[] {
  const rows = gateRows(gates, start);
  return [
    { text: visibleText(podSentence(gates, start)) },
    ...rows.map(({ state, name, text }) => ({
      name: visibleText(`${gateMarks[state]} ${name}`),
      text: visibleText(text),
      mark: state,
    })),
  ];
}

function fact(text: string, isOld: boolean | undefined): StateFact {
  return { text: visibleText(text), ...(!isOld && { mark: 'changed' as const }) };
}

function conditionFacts(at: PodAt, before: PodAt | undefined): StateFact[] {
  const news = new Set(
    statusChanges(before?.pod?.status, at.pod?.status ?? {}).flatMap((one) =>
      one.type === 'condition' ? one.condition : [],
    ),
  );
  return (at.pod?.status?.conditions ?? []).map(({ type, status, reason }) =>
    fact(`${type}: ${status}${reason ? ` (${reason})` : ''}`, !news.has(type)),
  );
}

function containerFacts(at: PodAt, before: PodAt | undefined, gates: GatesAt | undefined, start: number): StateFact[] {
  const old = new Map((before ? containersAt(before) : []).map((one) => [one.name, one]));
  return containersAt(at).map(({ name, state, waitsFor }) => {
    const was = old.get(name);
    const waiting = gates?.containers.find((one) => one.name === name && one.gate);
    const waits = waiting && gates ? waitSentence(waiting, gates, start) : waitsFor && `waits for ${waitsFor}`;
    const text = `${state}${waits === '' ? '' : `; ${waits}`}`;
    return { name: visibleText(name), ...fact(text, was?.state === state && was.waitsFor === waitsFor) };
  });
}
