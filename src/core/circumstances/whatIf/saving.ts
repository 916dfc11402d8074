import { start, type StartOptions } from '../start';
import type { ImageDecision } from '../../pulls/imageDecision';
import { pullsOf } from '../../pulls/pullsOf';
import { greatest } from '../../extremes';
import { timeline } from '../../trace/timeline';
import type { Trace } from '../../trace/trace';
import { withTag } from '../imageChanges';
import { underWhatIfs } from './underWhatIfs';
import type { WhatIf } from './whatIf';

/** When all pods of two starts are Ready, or have ended well, in milliseconds from the start; absent where one never is. */
export interface Saving {
  before?: number;
  after?: number;
}

/** A change of how images are pulled, and what it saves, found by simulating the start with and without it. */
export interface PullSaving extends Saving {
  change: WhatIf;
  image: string;
  /** It saves that on a node that has the image already. */
  whereThere?: Saving;
}

/** Images of which savings are worked out, and pods of a start for which they are. */
const mostImages = 4;
const mostPods = 20;

/** When the pods of a start are all Ready, or have ended well, in milliseconds from its beginning; undefined where one is not. */
export function readyAfter(trace: Trace): number | undefined {
  const lanes = timeline(trace);
  const isThrough = lanes.every(({ reached }) => reached === 'Ready' || reached === 'Succeeded');
  return isThrough && lanes.length > 0 ? greatest(lanes.map(({ end }) => end.at)) - trace.start : undefined;
}

function savingBetween(before: number | undefined, after: number | undefined): Saving {
  return { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

function readyOf(options: StartOptions): number | undefined {
  return readyAfter(start(options).trace);
}

function changedBy(options: StartOptions, changes: readonly WhatIf[]): StartOptions {
  return { ...options, circumstances: underWhatIfs(options.circumstances, changes) };
}

/**
 * What a start gains where the images that it pulls were on the node already, had another policy, another tag or half the
 * size: each is simulated. What changes the policy alone gains nothing on a node without the image, and is simulated on one
 * that has it, too. Of a start with many pods none are worked out.
 */
export function pullSavings(options: StartOptions): PullSaving[] {
  const { trace } = start(options);
  if (trace.view.pods.length > mostPods) return [];
  const before = readyAfter(trace);
  return pulledImages(trace).flatMap(({ image, policy, isDefault, namedBy }): PullSaving[] => {
    const there: WhatIf = { name: 'image', values: [image, 'present'] };
    const here = (change: WhatIf): PullSaving => ({
      change,
      image,
      ...savingBetween(before, readyOf(changedBy(options, [change]))),
    });
    const both = (change: WhatIf, image2 = image): PullSaving => {
      const present: WhatIf = { name: 'image', values: [image2, 'present'] };
      const whereThere = savingBetween(
        readyOf(changedBy(options, [there])),
        readyOf(changedBy(options, [change, present])),
      );
      return { ...here(change), whereThere };
    };
    const isLatest = namedBy === 'latest' && isDefault;
    return [
      here(there),
      here({ name: 'image-size', values: [image, '50%'] }),
      ...(policy === 'Always' ? [both({ name: 'pull-policy', values: [image, 'IfNotPresent'] })] : []),
      ...(isLatest ? [both({ name: 'image-tag', values: [image, otherTag] }, withTag(image, otherTag))] : []),
    ];
  });
}

/** Of the first images that a start pulls, the last decision each. */
export function pulledImages(trace: Trace): ImageDecision[] {
  const pulled = new Map(pullsOf(trace).flatMap((one) => (one.tries.length > 0 ? [[one.image, one]] : [])));
  return [...pulled.values()].slice(0, mostImages);
}

/** Stands for any tag but latest; who takes the change is asked for one. */
const otherTag = 'TAG';
