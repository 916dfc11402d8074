import { entryOf } from '../entryOf';

/** What the event Pulled says of a pull. */
export interface PulledMessage {
  image: string;
  /** The image was there: nothing was pulled. */
  present: boolean;
  /** Milliseconds of the call PullImage alone, rounded down; only where the release tells it apart from the queue. */
  pull?: number;
  /** Milliseconds with the kubelet's own queue, rounded down. */
  withWaiting?: number;
  /** Bytes. */
  size?: number;
}

/** Reads the event's message in the wordings of all releases (pkg/kubelet/images/image_manager.go). */
export function readPulled(message: string): PulledMessage {
  const image = /image "([^"]*)"/.exec(message)?.[1] ?? '';
  if (!message.startsWith('Successfully pulled')) return { image, present: true };
  const [, first, waiting] = /" in (\S+?)(?: \((\S+) including waiting\))?(?:\.? |\.?$)/.exec(message) ?? [];
  const size = /Image size: (\d+) bytes/.exec(message)?.[1];
  return {
    image,
    present: false,
    ...(first !== undefined && waiting !== undefined && { pull: goDuration(first) }),
    ...(first !== undefined && { withWaiting: goDuration(waiting ?? first) }),
    ...(size !== undefined && { size: Number(size) }),
  };
}

/** `1m2.5s`, `830ms`, `0s` as Go prints durations, in milliseconds. */
function goDuration(text: string): number {
  const units: Readonly<Record<string, number>> = {
    h: 3_600_000,
    m: 60_000,
    s: 1000,
    ms: 1,
    µs: 1e-3,
    us: 1e-3,
    ns: 1e-6,
  };
  return [...text.matchAll(/([\d.]+)(h|ms|m|s|µs|us|ns)/gy)].reduce(
    (sum, [, number, unit]) => sum + Number(number) * (entryOf(units, unit ?? '') ?? 0),
    0,
  );
}
