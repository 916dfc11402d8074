import { greatest, least } from '../extremes';
import { commonImageSize } from '../scenario/imageSizes';
import type { ImageDecision, PullEstimate } from './imageDecision';
import { imageNaming } from './imageNaming';
import { arrivals } from './pullAccess';

/** How fast images came from a registry, in bytes a second. */
export interface RegistrySpeed {
  registry: string;
  median: number;
  slowest: number;
  fastest: number;
  /** Of how many pulls. */
  pulls: number;
}

/** Whether the node has the image already, and only shows with the pull that the pod may use it. */
const bringsNothing = ({ reason }: ImageDecision): boolean => reason === 'unproven' || reason === 'unrecorded';

/** How fast each registry was in pulls that went well and of which a size is told. */
export function registrySpeeds(decisions: readonly ImageDecision[]): RegistrySpeed[] {
  const hadImage = arrivals(decisions);
  const speeds = new Map<string, number[]>();
  for (const decision of decisions) {
    // Of an image that the node had already, a pull brings nothing: it tells no speed.
    if (decision.speed === undefined || bringsNothing(decision) || hadImage(decision)) continue;
    const { registry } = imageNaming(decision.image);
    const known = speeds.get(registry);
    if (known) known.push(decision.speed);
    else speeds.set(registry, [decision.speed]);
  }
  return [...speeds].map(([registry, all]) => ({
    registry,
    median: all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0,
    slowest: least(all),
    fastest: greatest(all),
    pulls: all.length,
  }));
}

/** The decisions, with an estimate where a pull is under way, has failed, or was not needed. */
export function withEstimates(decisions: ImageDecision[]): readonly ImageDecision[] {
  const speeds = new Map(registrySpeeds(decisions).map((one) => [one.registry, one]));
  const sizes = new Map(
    decisions.flatMap(({ image, size }) => (size === undefined ? [] : [[imageNaming(image).tagged, size]])),
  );
  for (const decision of decisions) {
    const last = decision.tries.at(-1);
    if (last?.end && last.error === undefined) continue;
    const { registry, tagged } = imageNaming(decision.image);
    const estimate = estimateOf(speeds.get(registry), sizes.get(tagged), commonImageSize(tagged));
    if (estimate) decision.estimate = estimate;
  }
  return decisions;
}

/** How long a pull would take: undefined where the image's size or its registry's speed is not known. */
function estimateOf(
  speed: RegistrySpeed | undefined,
  pulled: number | undefined,
  common: number | undefined,
): PullEstimate | undefined {
  const size = pulled ?? common;
  if (!speed || size === undefined || speed.median <= 0) return undefined;
  const milliseconds = (perSecond: number): number => (size / perSecond) * 1000;
  return {
    milliseconds: milliseconds(speed.median),
    least: milliseconds(speed.fastest),
    most: milliseconds(speed.slowest),
    size,
    sizeFrom: pulled === undefined ? 'table' : 'pull',
    pulls: speed.pulls,
  };
}
