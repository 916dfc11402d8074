import { parseGoDuration } from '../go/parseGoDuration';

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
    ...(first !== undefined && waiting !== undefined && { pull: parseGoDuration(first) ?? 0 }),
    ...(first !== undefined && { withWaiting: parseGoDuration(waiting ?? first) ?? 0 }),
    ...(size !== undefined && { size: Number(size) }),
  };
}
