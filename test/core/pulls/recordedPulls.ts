import type { ImageStatusResponse, PullImageRequest } from '../../../src/core/cri/types';
import type { Recording } from '../../recordings/recordings';

/** A pull that a recorded kubelet made, with times in milliseconds since the epoch. */
export interface RecordedPull {
  pod: string;
  image: string;
  start: number;
  end: number;
  ok: boolean;
  /** Whether ImageStatus had found the image before; undefined where the kubelet did not ask. */
  found?: boolean;
}

/** The pulls of a recording, in the order of time. */
export function recordedPulls({ cri, events }: Recording): RecordedPull[] {
  const asked = cri.flatMap(({ method, request, response, end }) => {
    const { image }: PullImageRequest = request;
    const { image: found }: ImageStatusResponse = response ?? {};
    return method.endsWith('/ImageStatus')
      ? [{ image: image?.image, isFound: found !== undefined, at: milliseconds(end) }]
      : [];
  });
  return cri.flatMap(({ method, request, error, start, end }) => {
    if (!method.endsWith('/PullImage')) return [];
    const { image, sandbox_config }: PullImageRequest = request;
    const [pod = '', name = ''] = [sandbox_config?.metadata?.name, image?.image];
    const began = milliseconds(start);
    // The kubelet asks before it comes into the queue, and tells that with an event.
    const queued = Math.max(0, ...pullingTimes(events, pod, name).filter((at) => at <= began));
    const last = asked.filter((one) => one.image === name && one.at <= (queued || began)).at(-1);
    const found = last && { found: last.isFound };
    return [{ pod, image: name, start: began, end: milliseconds(end), ok: error === undefined, ...found }];
  });
}

/** When the kubelet told that it pulls an image of a pod, by the nanoseconds in the events' names. */
export function pullingTimes(events: Recording['events'], pod: string, image: string): number[] {
  return events
    .filter(({ reason, involvedObject, message }) => {
      const named = /"(.*)"/.exec(message ?? '')?.[1] ?? '';
      return reason === 'Pulling' && involvedObject.name === pod && (named === image || `${named}:latest` === image);
    })
    .map(({ metadata: { name = '' } }) => Number.parseInt(/\.([0-9a-f]{14,16})$/.exec(name)?.[1] ?? '', 16) / 1e6);
}

/** A stamp with nanoseconds. */
export function milliseconds(stamp: string): number {
  const [, whole, fraction = '0'] = /^([^.Z]+)(?:\.(\d+))?Z$/.exec(stamp) ?? [];
  return Date.parse(`${whole}Z`) + Number(`0.${fraction}`) * 1000;
}
