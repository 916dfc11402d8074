import type { Message, Moment, Trace } from '../../trace/trace';
import { textAt } from '../../manifest/textAt';

/** A CRI call that ended, in the form that recordings are compared with: moments in RFC 3339, errors in milliseconds. */
export interface ObservedCallLine {
  pod: string;
  container?: string;
  method: string;
  source: string;
  start: string | null;
  startError: number | null;
  end: string | null;
  endError: number | null;
}

/** The CRI calls of an observed trace that have ended, one for each time that they are known to have been made. */
export function observedCalls(trace: Trace): ObservedCallLine[] {
  return trace.messages
    .filter(({ protocol, end, subject }) => protocol === 'CRI' && end !== undefined && subject !== undefined)
    .flatMap((message): ObservedCallLine[] => {
      const container = containerOf(message, trace);
      if (container === undefined && message.method !== 'RunPodSandbox') return [];
      return [
        {
          pod: message.subject?.pod ?? '',
          ...(container !== undefined && { container }),
          method: message.method,
          source: message.source,
          start: momentText(message.start),
          startError: errorOf(message.start),
          end: momentText(message.end),
          endError: errorOf(message.end),
        },
      ];
    });
}

/** A pull names no container: it is counted for the first that has its image. */
function containerOf({ method, subject, request }: Message, { view }: Trace): string | undefined {
  if (method !== 'PullImage') return subject?.container;
  const image = textAt(request, ['image', 'image']);
  const { spec } =
    view.pods.find(({ metadata }) => metadata?.name === subject?.pod && metadata?.namespace === subject?.namespace) ??
    {};
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? []), ...(spec?.ephemeralContainers ?? [])].find(
    (container) => tagged(container.image ?? '') === tagged(image),
  )?.name;
}

function tagged(image: string): string {
  return image.replace(/:latest$/, '');
}

function momentText(moment: Moment | undefined): string | null {
  return moment ? rfc3339(moment.at) : null;
}

function errorOf(moment: Moment | undefined): number | null {
  return moment ? round(moment.precision) : null;
}

/** Rounded up to a microsecond, as the moment itself is rounded to one. */
function round(milliseconds: number): number {
  return Math.ceil(milliseconds * 1000 + 1) / 1000;
}

/** `2026-11-23T15:04:05.123456Z`: a double holds milliseconds since the epoch to a quarter of a microsecond. */
function rfc3339(milliseconds: number): string {
  const whole = Math.floor(milliseconds);
  const microseconds = Math.round((milliseconds - whole) * 1000);
  const at = new Date(whole + Math.floor(microseconds / 1000)).toISOString();
  return `${at.slice(0, -1)}${String(microseconds % 1000).padStart(3, '0')}Z`;
}
