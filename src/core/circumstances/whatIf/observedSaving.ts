import type { Pod } from '../../api/types';
import type { WrittenObject } from '../../api/kubernetesObject';
import type { ImageDecision } from '../../pulls/imageDecision';
import { registrySpeeds } from '../../pulls/pullEstimate';
import { pullsOf } from '../../pulls/pullsOf';
import type { Trace } from '../../trace/trace';
import type { Circumstances } from '../circumstances';
import { pulledImages, readyAfter, type Saving } from './saving';
import { start } from '../start';
import { underWhatIfs } from './underWhatIfs';
import type { WhatIf } from './whatIf';
import type { WhatIfName } from './kinds';

/** The changes whose gain an observed start tells something about: those of pulls. */
export const changesOfPulls: readonly WhatIfName[] = [
  'image',
  'image-size',
  'pull-policy',
  'image-tag',
  'registry-speed',
  'parallel-pulls',
];

/** What an observed start would gain, estimated, and of what. */
export interface ObservedSaving extends Saving {
  /** Of how many pulls sizes and speeds are known; of the other images the usual ones are taken. */
  pulls: number;
  registries: number;
}

/** Pods that are simulated for an estimate, the first ones. */
const mostPods = 20;

/**
 * What the pods of an observed start would gain by changes of how images are pulled: an estimate. They are started twice in
 * the simulation, with the sizes that the pulls told and as fast as their registries were in all that was observed; what
 * differs between the two is the changes alone.
 *
 * @param circumstances of the pods' cluster
 */
export function observedSaving(trace: Trace, changes: readonly WhatIf[], circumstances: Circumstances): ObservedSaving {
  const decisions = pullsOf(trace);
  const speeds = registrySpeeds(decisions);
  const seen: Circumstances = {
    ...circumstances,
    profile: {
      // What a pull took in all is in its speed.
      pullImage: 0,
      unpackSpeed: Number.POSITIVE_INFINITY,
      imageSizes: Object.fromEntries(
        decisions.flatMap(({ image, size }) => (size === undefined ? [] : [[image, size]])),
      ),
      registrySpeeds: Object.fromEntries(speeds.map(({ registry, median }) => [registry, median / 1000])),
    },
  };
  const before = underWhatIfs(seen, wereThere(decisions));
  const objects = trace.view.pods.slice(0, mostPods).map(asApplied);
  const readyUnder = (under: Circumstances): number | undefined =>
    readyAfter(start({ objects, circumstances: under, start: trace.start }).trace);
  const [without, after] = [readyUnder(before), readyUnder(underWhatIfs(before, changes))];
  return {
    ...(without !== undefined && { before: without }),
    ...(after !== undefined && { after }),
    pulls: speeds.reduce((sum, { pulls }) => sum + pulls, 0),
    registries: speeds.length,
  };
}

/** What may make an observed start sooner: of each image that was pulled, other circumstances, which belong together. */
export function changesFor(trace: Trace): WhatIf[][] {
  return pulledImages(trace).flatMap(({ image, policy }) => {
    const there: WhatIf = { name: 'image', values: [image, 'present'] };
    const seldom: WhatIf = { name: 'pull-policy', values: [image, 'IfNotPresent'] };
    return [policy === 'Always' ? [seldom, there] : [there], [{ name: 'image-size', values: [image, '50%'] }]];
  });
}

/** The images that were on the node. */
function wereThere(decisions: readonly ImageDecision[]): WhatIf[] {
  const pulled = new Set(decisions.flatMap(({ image, tries }) => (tries.length > 0 ? [image] : [])));
  const there = decisions.flatMap(({ image, tries }) => (tries.length === 0 && !pulled.has(image) ? [image] : []));
  return [...new Set(there)].map((image) => ({ name: 'image', values: [image, 'present'] }));
}

/** The pod as somebody might have applied it: without what the cluster adds to it. */
function asApplied({ metadata, spec }: Pod): WrittenObject {
  const { name, namespace, labels, annotations } = metadata ?? {};
  const { nodeName: _node, volumes = [], initContainers = [], containers, ...rest } = spec ?? { containers: [] };
  const isToken = (volume: string): boolean => volume.startsWith('kube-api-access-');
  const withoutToken = <T extends { volumeMounts?: { name: string }[] }>(all: readonly T[]): T[] =>
    all.map((one) => ({ ...one, volumeMounts: (one.volumeMounts ?? []).filter((mount) => !isToken(mount.name)) }));
  const { ephemeralContainers: _debug, priority: _priority, ...left } = rest;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, ...(labels && { labels }), ...(annotations && { annotations }) },
    spec: {
      ...left,
      volumes: volumes.filter((volume) => !isToken(volume.name)),
      ...(initContainers.length > 0 && { initContainers: withoutToken(initContainers) }),
      containers: withoutToken(containers),
    },
  };
}
