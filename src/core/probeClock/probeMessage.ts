import { lastSeen } from '../trace/eventTimes';
import type { ProbeName } from '../trace/because';
import { numberAt } from '../trace/payload';
import type { Message, Moment, Trace } from '../trace/trace';

/** The probe that a message is an attempt of; undefined for other messages. */
export function probeOf({ protocol, method, because }: Message): ProbeName | undefined {
  if (because?.type === 'probe') return because.probe;
  const [name] = protocol === 'probe' ? method.split(' ') : [];
  return name === 'startup' || name === 'readiness' || name === 'liveness' ? name : undefined;
}

/** When an attempt had its result. */
export function resultAt({ start, end }: Message): Moment | undefined {
  return end ?? start;
}

/** Whether an attempt failed: the call itself, or its command with an exit code other than 0. */
export function isFailed({ outcome, response }: Message): boolean {
  return !outcome.ok || (numberAt(response, 'exit_code') ?? 0) !== 0;
}

/** When the last of the attempts was that one event counts. */
export function lastOfEvent({ view }: Trace, { outcome, method, subject }: Message): Moment | undefined {
  if (outcome.ok) return undefined;
  const [kind = ''] = method.split(' ');
  const event = view.events.find(
    ({ reason, message = '', involvedObject: { name, fieldPath = '' } }) =>
      reason === 'Unhealthy' &&
      name === subject?.pod &&
      fieldPath.endsWith(`{${subject?.container}}`) &&
      message.toLowerCase().startsWith(`${kind} probe`) &&
      message.endsWith(outcome.text),
  );
  return event && lastSeen(event);
}
