import { numberAt } from '../trace/payload';
import { spanOf } from '../trace/pathPart';
import { pulledEvent } from '../trace/pulledEvent';
import { readPulled, type PulledMessage } from '../trace/pulledMessage';
import { endOfSpan, type PullSpan } from '../trace/pullSpans';
import type { Message, Moment, Trace } from '../trace/trace';
import type { ImageDecision, KnownSpan, PullTry } from './imageDecision';
import type { PullRecord } from './pullRecord';
import { nextTry, pullBackOff } from './pullBackOff';

/** Event texts have durations in whole milliseconds, cut off; so has what they differ by an error of one. */
const cut = 1;

/** How many tries of a decision failed in the end, one after the other. */
export function failuresIn({ tries }: Pick<ImageDecision, 'tries'>): number {
  let failures = 0;
  while (tries.at(-1 - failures)?.error !== undefined) failures++;
  return failures;
}

/** Adds what a call PullImage tells to its decision: a try, or the next login of one. */
export function addTry(
  { trace, record }: { trace: Trace; record: PullRecord },
  decision: ImageDecision,
  message: Message,
): void {
  const { because, outcome, end, start, id } = message;
  const pull = because?.type === 'pullImage' ? because : undefined;
  const before = decision.tries.at(-1);
  const isNextLogin = (pull?.login?.nth ?? 1) > 1 && before !== undefined;
  if (isNextLogin) decision.tries.pop();
  const told = trace.source === 'simulated' ? undefined : toldOf(message);
  const began = isNextLogin ? before.start : start;
  const failures = failuresIn(decision) + 1;
  const isOver = end !== undefined;
  const inside = record.inside.get(id) ?? [];
  const one: PullTry = {
    message: id,
    ...(began && { start: began }),
    ...(end && { end }),
    ...(!outcome.ok && { error: outcome.text }),
    ahead: [],
    ...(pull?.atOnce !== undefined && { atOnce: pull.atOnce }),
    ...waitingOf(told, pull?.queuedMs),
    ...(began && end && pullSpan({ ...message, start: began }, told)),
    ...(isOver && partsOf(inside, message)),
    ...(!outcome.ok && isOver && { backOffMs: pullBackOff(failures), next: nextTry(failures, end) }),
  };
  decision.tries.push(one);
  if (!outcome.ok || !isOver) return;
  const size = sizeOf(trace, inside, message, told);
  if (size === undefined) return;
  decision.size = size;
  const took = one.transfer ?? one.pull;
  if (took && took.milliseconds > 0) decision.speed = (size / took.milliseconds) * 1000;
}

/** What the event Pulled of an observed call tells. */
function toldOf({ evidence, outcome }: Message): PulledMessage | undefined {
  const text = outcome.ok ? evidence?.find(({ what }) => what.startsWith('event Pulled'))?.text : undefined;
  return text === undefined ? undefined : readPulled(text);
}

function waitingOf(told: PulledMessage | undefined, queuedMs: number | undefined): { waiting?: KnownSpan } {
  if (queuedMs !== undefined) return { waiting: { milliseconds: queuedMs, precision: 0, source: 'simulated' } };
  if (told?.pull === undefined || told.withWaiting === undefined) return {};
  const milliseconds = Math.max(0, told.withWaiting - told.pull);
  return { waiting: { milliseconds, precision: cut, source: 'observed' } };
}

function pullSpan(
  { start, end, source }: Pick<Message, 'start' | 'end' | 'source'>,
  told: PulledMessage | undefined,
): { pull?: KnownSpan } {
  if (told?.pull !== undefined)
    return { pull: { milliseconds: told.pull + cut / 2, precision: cut / 2, source: 'observed' } };
  return start && end ? { pull: { ...spanOf({ start, end }), source } } : {};
}

/** What the runtime did within the call: it asks for the manifest, fetches layers, and unpacks them. */
function partsOf(
  inside: readonly Message[],
  { start, end, evidence }: Message,
): Pick<PullTry, 'answer' | 'transfer' | 'unpacking'> {
  const spanEnd = (name: PullSpan): Moment | undefined =>
    evidence?.find(({ what, at }) => at !== undefined && what === endOfSpan(name))?.at;
  const answered = spanEnd('pull.fetch');
  const fetched = spanEnd('pkg.unpack.unpacker.fetchLayer');
  if (answered && fetched)
    return {
      ...(start && { answer: { ...spanOf({ start, end: answered }), source: 'observed' } }),
      transfer: { ...spanOf({ start: answered, end: fetched }), source: 'observed' },
      ...(end && { unpacking: { ...spanOf({ start: fetched, end }), source: 'observed' } }),
    };
  const layers = inside.find(({ method }) => method.includes('/blobs/'));
  const manifest = inside.find(({ method }) => method.includes('/manifests/'));
  const part = (from: Message['start'], until: Message['end'], source: Message['source']): KnownSpan | undefined =>
    from && until && { ...spanOf({ start: from, end: until }), source };
  const answer = manifest && part(start, manifest.end, manifest.source);
  const transfer = layers && part(layers.start, layers.end, layers.source);
  const unpacking = layers && part(layers.end, end, layers.source);
  return { ...(answer && { answer }), ...(transfer && { transfer }), ...(unpacking && { unpacking }) };
}

/** Bytes: what came from the registry where that is told, else what the image has. */
function sizeOf(
  trace: Trace,
  inside: readonly Message[],
  message: Message,
  told: PulledMessage | undefined,
): number | undefined {
  const layers = inside.find(({ method }) => method.includes('/blobs/'));
  const came = numberAt(layers?.response, 'bytes');
  if (came !== undefined || trace.source === 'simulated') return came;
  return told?.size ?? numberAt(message.response, 'bytes') ?? pulledEvent(trace, message)?.size;
}
