import { releaseOf } from '../release/kubernetesRelease';
import { versions } from '../release/versions';
import type { Trace } from '../trace/trace';
import type { ImageDecision } from './imageDecision';
import { imageNaming } from './imageNaming';

/** How the event Pulled of a kubelet ends that checks who may use an image that is there (1.35 and later). */
export const accessible = 'already present on machine and can be accessed by the pod';

/**
 * The decisions of an observed start, with the reason of pulls that nothing tells: where the node got the image before, and
 * its policy does not ask for it again, the pod had to show that it may use it.
 */
export function withAccess(trace: Trace, decisions: ImageDecision[]): ImageDecision[] {
  if (trace.source === 'simulated' || checksAccess(trace) === false) return decisions;
  const hadImage = arrivals(decisions);
  for (const decision of decisions) {
    if (decision.reason === 'absent' && hadImage(decision)) decision.reason = 'unproven';
  }
  return decisions;
}

/** Tells of a decision whether another pull of the image was through on the node before its own began. */
export function arrivals(all: readonly ImageDecision[]): (decision: ImageDecision) => boolean {
  const first = new Map<string, number>();
  const key = ({ node, image }: ImageDecision): string => JSON.stringify([node, imageNaming(image).tagged]);
  for (const decision of all) {
    for (const { end, error } of decision.tries) {
      if (!end || error !== undefined) continue;
      first.set(key(decision), Math.min(first.get(key(decision)) ?? Infinity, end.at + end.precision));
    }
  }
  return (decision) => {
    const began = decision.tries[0]?.start;
    return began !== undefined && (first.get(key(decision)) ?? Infinity) <= began.at - began.precision;
  };
}

/** Whether the kubelet checks who may use an image that is there; undefined where neither its release nor its events tell. */
function checksAccess({ kubernetes, view }: Trace): boolean | undefined {
  const version = versions.find((one) => one === kubernetes);
  if (version) return releaseOf(version).gates.KubeletEnsureSecretPulledImages;
  const present = view.events.filter(({ message = '' }) => message.includes('already present on machine'));
  return present.length === 0 ? undefined : present.some(({ message = '' }) => message.endsWith(accessible));
}
