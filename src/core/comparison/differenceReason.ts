import type { Event } from '../api/types';
import { timesSeen } from '../trace/eventTimes';
import type { PartSum } from '../trace/largestParts';
import type { Span } from '../trace/pathPart';
import { formatBytes } from '../trace/pulledEvent';
import { readPulled } from '../trace/pulledMessage';
import type { Lane } from '../trace/timeline';
import type { Trace } from '../trace/trace';

/** One of the two sides that are compared. */
export interface Side {
  lane: Lane;
  trace: Trace;
  /** What the part took there. */
  span: Span;
}

/** Why a part took longer or shorter than simulated, from the events; undefined where nothing tells. */
export function differenceReason({ kind, container }: PartSum, observed: Side, simulated: Side): string | undefined {
  const isSlower = observed.span.milliseconds > simulated.span.milliseconds;
  switch (kind) {
    case 'scheduling': {
      const failures = timesOf(observed, /^FailedScheduling$/);
      if (failures > 0) return `no node fit at first: FailedScheduling ${failures} times`;
      return isSlower ? 'the scheduler or the API server may have had other work' : undefined;
    }
    case 'volumes': {
      const failures = timesOf(observed, /^Failed(Mount|AttachVolume)$/);
      if (failures > 0) return `mounting failed ${failures} times, and is retried after 0.5 s, 1 s, 2 s, …`;
      const looks = Math.round(Math.abs(observed.span.milliseconds - simulated.span.milliseconds) / 300);
      return looks > 0
        ? `the kubelet looks every 300 ms: it may have been ${looks} ${looks === 1 ? 'look' : 'looks'} ${isSlower ? 'more' : 'fewer'}`
        : undefined;
    }
    case 'sandbox': {
      const failures = timesOf(observed, /^FailedCreatePodSandBox$/);
      return failures > 0
        ? `it failed ${failures} times`
        : "the node's runtime and network plugin decide how long this takes";
    }
    case 'pullWait':
      return isSlower
        ? 'other images may have been pulled first: the kubelet pulls one after the other unless serializeImagePulls is false'
        : undefined;
    case 'pull':
      return pullReason(container, observed, simulated);
    case 'probes': {
      const failures = timesOf(observed, /^Unhealthy$/);
      return failures > 0
        ? `${failures} probes failed`
        : 'the program decides how long it takes until its probes succeed';
    }
    case 'init':
    case 'run':
    case 'sidecar':
    case 'hook':
      return 'the simulation cannot know how long a program runs';
    case 'backOff': {
      const failures = timesOf(observed, /^(BackOff|Failed|FailedCreatePodSandBox)$/);
      return failures > 0 ? `something failed and was retried: ${failures} events BackOff or Failed` : undefined;
    }
    default:
      return isSlower ? "the node's kubelet or runtime may have had other work" : undefined;
  }
}

function pullReason(container: string | undefined, observed: Side, simulated: Side): string | undefined {
  const [real, assumed] = [pulled(observed, container), pulled(simulated, container)];
  if (real?.present) return 'the image was on the node already';
  if (real?.size === undefined) return undefined;
  const pull = (image: typeof real, side: Side): string => {
    const milliseconds = Math.max(1, image.pull ?? side.span.milliseconds);
    return `${formatBytes(image.size ?? 0)} at ${formatBytes(((image.size ?? 0) / milliseconds) * 1000)} a second`;
  };
  return `${pull(real, observed)}${assumed?.size === undefined ? '' : `; simulated ${pull(assumed, simulated)}`}`;
}

function pulled(side: Side, container: string | undefined): ReturnType<typeof readPulled> | undefined {
  const event = eventsOf(side).find(
    ({ reason, involvedObject: { fieldPath = '' } }) => reason === 'Pulled' && fieldPath.endsWith(`{${container}}`),
  );
  return event && readPulled(event.message ?? '');
}

function timesOf(side: Side, reason: RegExp): number {
  return eventsOf(side)
    .filter((event) => reason.test(event.reason ?? ''))
    .reduce((sum, event) => sum + timesSeen(event), 0);
}

function eventsOf({ lane, trace }: Side): Event[] {
  return trace.view.events.filter(({ involvedObject: { kind, name } }) => kind === 'Pod' && name === lane.pod);
}
