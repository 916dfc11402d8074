import type { ApiView } from '../api/view';
import { readPulled, type PulledMessage } from './pulledMessage';
import type { Message, Trace } from './trace';

/** What the event Pulled tells of a call PullImage that went well: its size, and how long it waited for others. */
export function pulledEvent({ view }: Trace, { subject, evidence, outcome }: Message): PulledMessage | undefined {
  if (!outcome.ok) return undefined;
  const own = evidence?.find(({ what }) => what.startsWith('event Pulled'))?.text;
  const text = own ?? messagesOf(view).get(`${subject?.pod}/${subject?.container}`);
  return text === undefined ? undefined : readPulled(text);
}

const known = new WeakMap<ApiView, Map<string, string | undefined>>();

/** The first message of each container's events Pulled, by `POD/CONTAINER`. */
function messagesOf(view: ApiView): ReadonlyMap<string, string | undefined> {
  const before = known.get(view);
  if (before) return before;
  const messages = new Map<string, string | undefined>();
  known.set(view, messages);
  for (const { reason, message, involvedObject } of view.events) {
    if (reason !== 'Pulled' || involvedObject.kind !== 'Pod') continue;
    const { name, fieldPath = '' } = involvedObject;
    const key = `${name}/${fieldPath.slice(fieldPath.lastIndexOf('{') + 1, -1)}`;
    if (!messages.has(key)) messages.set(key, message);
  }
  return messages;
}

/** Milliseconds in the kubelet's own queue before PullImage was called; 0 where nothing tells. */
export function queueWait({ pull, withWaiting }: Partial<PulledMessage> = {}): number {
  return pull === undefined || withWaiting === undefined ? 0 : Math.max(0, withWaiting - pull);
}

/** `5.0 MB` */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let unit = 0;
  for (; value >= 999.5 && unit < units.length - 1; unit++) value /= 1000;
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
