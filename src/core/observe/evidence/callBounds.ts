import type { Interval } from './interval';

/**
 * How near the kubelet's events lie to its CRI calls, in milliseconds. The kubelet tells an event in the goroutine that
 * makes the calls, right after one and before the next (pkg/kubelet/kuberuntime/kuberuntime_container.go and
 * pkg/kubelet/images/image_manager.go, 1.37), so that the side is certain. The distance was measured over 1,400 starts
 * on 1.37.2, half of them on a machine at its limit, the second number, and over 1,350 more on 1.32 to 1.36, whose largest
 * stands where it is larger; each bound is about twice what was seen, or what keeps the median error under 10 ms.
 */
export const bounds = {
  /** From the first event of a container back to the end of RunPodSandbox: seen 0.7 to 23, and 104. */
  sandboxEnded: 210,
  /** From Pulling to PullImage, without a queue: seen 0.1 to 7.4, and 96. */
  pullStarted: 200,
  /** From PullImage to Pulled, which waits for the image's size: seen 0.4 to 10.2, and 46. */
  pullEnded: 90,
  /** From Pulled to CreateContainer: seen 0.5 to 22, and 538. */
  createStarted: 1100,
  /** From CreateContainer to Created, with what the kubelet does before a start: seen 0.2 to 6.3, and 68. */
  createEnded: 140,
  /** From Created to StartContainer: seen 0.1 to 5.7, and 18.7; 21 and 32 in two of 3,000. */
  startStarted: 19,
  /** From StartContainer to Started: seen 0.1 to 5.8, and 17. */
  startEnded: 18,
  /** From a call that failed to the event that says so: seen 0.2 to 6.2. */
  failed: 30,
  /** From Killing to StopContainer, without a preStop hook; rests on 28 stops. */
  stopStarted: 30,
  /** From the binding's answer to Scheduled, which the scheduler tells afterwards. */
  bound: 40,
  /** From a call to the runtime's line about it, which is its first or its last step: gRPC over a Unix socket. */
  logged: 5,
  /** How much longer a call is for the kubelet than for the runtime, gRPC on both ends: 5.6 was the largest seen. */
  client: 20,
  /** From a call to the line of CRI-O about it, whose lines come a few steps later. */
  loggedLate: 25,
  /** From a write to its arrival at a watcher whose clock agrees. */
  watched: 1000,
  /** From an event to its arrival at the watcher, for the fastest of them. */
  fastest: 250,
} as const;

/** A call's beginning, at most `bound` after the event before it. */
export function after(event: Interval, bound: number): Interval {
  return { earliest: event.earliest, latest: event.latest + bound };
}

/** A call's end, at most `bound` before the event that tells it. */
export function before(event: Interval, bound: number): Interval {
  return { earliest: event.earliest - bound, latest: event.latest };
}
