import { imageNameOf } from '../../componentHelpers/imageName';
import { entryOf } from '../../entryOf';
import { formatDuration } from '../../formatDuration';
import { nodeOf } from '../../scenario/defaultNode';
import { imageSizeIn, pullTimes } from '../../scenario/durationProfile';
import { commonImageSize } from '../../scenario/imageSizes';
import { formatBytes } from '../../trace/pulledEvent';
import { durationsUnder } from '../durations';
import { worldFor, type StartOptions } from '../start';
import type { WhatIf } from './whatIf';

/** A value that a start assumes, and the change by which it gets another one. */
export interface AssumedValue {
  /** In words: `image nginx:1.27 has 63.1 MB`. */
  what: string;
  /** Where it comes from, in words. */
  from: string;
  /** As it is now. */
  whatIf: WhatIf;
}

/** Images whose sizes are told one by one. */
const mostImages = 20;

/**
 * The values that decide how long a start takes and where its pods fit: sizes of the images that are pulled, speeds, the
 * queue of pulls, the node.
 *
 * @param images the names of the pods' images, as they are written
 */
export function assumedValues(options: StartOptions, images: readonly string[]): AssumedValue[] {
  const { circumstances } = options;
  const { scenario } = worldFor(options);
  const pulled = images.flatMap((image) => {
    const name = imageNameOf(image)?.tagged;
    return name !== undefined && !entryOf(scenario.images, name)?.present ? [{ image, name }] : [];
  });
  const { capacity } = nodeOf(scenario.node);
  const node: AssumedValue = {
    what: `the node has ${capacity['cpu']} ${capacity['cpu'] === '1' ? 'CPU' : 'CPUs'} and ${capacity['memory']} of memory`,
    from: circumstances.node?.capacity || circumstances.scenario ? 'chosen' : 'a usual node',
    whatIf: { name: 'node', values: [capacity['cpu'] ?? '', capacity['memory'] ?? ''] },
  };
  return pulled.length === 0 ? [node] : [...pullValues(options, pulled, scenario.parallelPulls ?? 1), node];
}

function pullValues(
  { circumstances }: StartOptions,
  pulled: readonly { image: string; name: string }[],
  atOnce: number,
): AssumedValue[] {
  const profile = durationsUnder(circumstances);
  const isChosen = (field: 'pullSpeed' | 'unpackSpeed' | 'pullImage'): string | undefined =>
    circumstances.profile?.[field] === undefined ? undefined : 'chosen';
  const sizes = pulled.slice(0, mostImages).map(({ image, name }): AssumedValue => {
    const size = imageSizeIn(profile, name);
    const isKnown = profile.hasCommonSizes && commonImageSize(name) === size;
    const isOwn = entryOf(profile.imageSizes, name) !== undefined || circumstances.profile?.imageSize !== undefined;
    return {
      what: `image ${image} has ${formatBytes(size)} of compressed layers`,
      from: isOwn ? 'chosen' : isKnown ? 'about as on Docker Hub' : 'not known: a guess',
      whatIf: { name: 'image-size', values: [image, `${rounded(size / 1e6)}MB`] },
    };
  });
  const atOnceText = atOnce === 1 ? 'one image at a time' : `${atOnce} images at a time`;
  const { ask } = pullTimes(profile, '');
  const values: AssumedValue[] = [
    ...sizes,
    {
      what: `the registry takes ${formatDuration(ask)} to answer`,
      from: isChosen('pullImage') ?? 'over the internet',
      whatIf: { name: 'registry-answer', values: [`${rounded(ask)}ms`] },
    },
    ...speedValue(
      'images are downloaded at',
      'registry-speed',
      profile.pullSpeed,
      isChosen('pullSpeed') ?? 'a line of 200 Mbit/s',
    ),
    ...speedValue(
      'images are unpacked at',
      'unpack-speed',
      profile.unpackSpeed,
      isChosen('unpackSpeed') ?? 'as containerd was measured',
    ),
    {
      what: `the kubelet pulls ${atOnceText}`,
      from: atOnce === 1 ? 'its default' : 'chosen',
      whatIf: { name: 'parallel-pulls', values: [String(atOnce)] },
    },
  ];
  return values;
}

function speedValue(
  words: string,
  name: 'registry-speed' | 'unpack-speed',
  perMs: number,
  from: string,
): AssumedValue[] {
  if (!Number.isFinite(perMs)) return [];
  return [
    {
      what: `${words} ${formatBytes(perMs * 1000)} a second`,
      from,
      whatIf: { name, values: [`${rounded((perMs * 1000) / 1e6)}MB/s`] },
    },
  ];
}

/** With at most three digits after the point. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
