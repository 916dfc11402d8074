import { kindOfMessage } from '../trace/messageLevels';
import { textAt } from '../trace/payload';
import { statusLabel } from '../trace/statusLabel';
import type { Message } from '../trace/trace';
import { isCriMessage } from '../trace/criMessage';
import type { Chance } from './chance';

/** What tells a call from others of its pod, to find the same one in another start. */
export interface CallKeys {
  /** With what it is about and how it ended. */
  exact: string;
  /** Of what kind it is, and of which container: it may ask for something else there. */
  kind: string;
}

export function callKeys(message: Message, chance: Chance): CallKeys {
  const { from, to, subject, outcome } = message;
  const kind = JSON.stringify([from, to, kindOfMessage(message), subject?.container, objectOf(message, chance)]);
  return { exact: JSON.stringify([kind, detailOf(message, chance), outcome.ok || outcome.code]), kind };
}

/** Which object a call to the API server is about, beside the pod that it is for; of an event its reason and container. */
function objectOf({ protocol, method, request, subject }: Message, chance: Chance): string[] {
  if (protocol !== 'HTTP') return [];
  if (/\/events(?:\/|$)/.test(method)) {
    const about = ['involvedObject', 'regarding'].map((field) => textAt(request, field, 'fieldPath') ?? '');
    return [textAt(request, 'reason') ?? '', ...about];
  }
  const path = method.split(' ').at(-1) ?? '';
  const own = path
    .replace(/\/namespaces\/[^/]+\//, '/')
    .replace(/\/pods\/[^/]+/, (step) => (step === `/pods/${subject?.pod}` ? '/pods/<pod>' : step));
  const name = textAt(request, 'metadata', 'name') ?? '';
  return [chance.without(own), name === subject?.pod ? '' : chance.without(name)];
}

/** What a call is about beside its container: an image, a command, what is new in a status. */
function detailOf(message: Message, chance: Chance): string {
  const { method, request, because, protocol } = message;
  if (because?.type === 'statusChanged' && method.endsWith('/status')) return statusLabel(because.changes) ?? '';
  if (protocol === 'registry') return chance.without(method);
  if (!isCriMessage(message)) return '';
  if (message.method === 'ExecSync') return (message.request?.cmd ?? []).join(' ');
  return chance.without(textAt(request, 'image', 'image') ?? '');
}
