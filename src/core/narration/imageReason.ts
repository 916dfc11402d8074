import { entryOf } from '../entryOf';
import { formatDuration } from '../formatDuration';
import { words, type Runs } from '../textRuns';
import type { ImageUse, KubeletBecause } from '../trace/because';
import { named } from './named';
import { atOnceText } from './pullTexts';
import { sentences } from './sentences';
import { startReason } from './startReason';

type Pull = Extract<KubeletBecause, { type: 'pullImage' }>;

/** Why the kubelet asks whether an image is there. */
export function checkReason({ policy, use }: { policy: string; use: ImageUse }): Runs {
  const rules: Readonly<Record<string, string>> = {
    IfNotPresent: 'the kubelet pulls the image only where the node does not have it',
    Never: 'the kubelet only takes an image that is on the node already',
    Always: 'the kubelet pulls the image in any case',
  };
  const rule = entryOf(rules, policy) ?? 'this decides whether the kubelet pulls it';
  return sentences(useReason(use), words`With ${policyName(use, policy)}, ${rule}.`);
}

/** Why an image is pulled. */
export function pullReason(because: Pull): Runs {
  const { policy, use, found, login, queuedMs = 0, atOnce = 1, backOffMs } = because;
  const set = policyName(use, policy);
  const decision =
    policy === 'Always'
      ? words`With ${set}, the kubelet asks the registry at each start, even if the image is on the node.`
      : found === true
        ? words`The node has the image, but it was pulled with credentials that the pod does not have. Since 1.35, the kubelet pulls it again for such a pod, to verify that the pod may use it.`
        : found === undefined
          ? words`With ${set}, this means that the node probably did not have the image.`
          : words`${named('ImageStatus')} did not find it, and with ${set} the kubelet pulls it.`;
  return sentences(
    found === undefined ? useReason(use) : needReason(use),
    decision,
    backOffMs === undefined
      ? undefined
      : words`The last pull failed, and the back-off of ${formatDuration(backOffMs)} is over.`,
    login === undefined ? undefined : words`This is the try with login ${login.nth} of ${login.of} for this registry.`,
    queuedMs < 1
      ? undefined
      : words`It waited ${formatDuration(queuedMs)} for other pulls: the kubelet pulls ${atOnceText(atOnce)}.`,
  );
}

function useReason(use: ImageUse): Runs {
  if ('volume' in use) return words`The image is the content of the volume ${named(use.volume)}.`;
  return use.start === undefined
    ? words`${named(use.container)} needs its image to start.`
    : startReason(use.container, use.start);
}

/** In short, where the call before has told why the container starts. */
function needReason(use: ImageUse): Runs {
  return 'volume' in use ? useReason(use) : words`${named(use.container)} needs the image to start.`;
}

function policyName(use: ImageUse, policy: string): Runs {
  return named(`${'volume' in use ? 'pullPolicy' : 'imagePullPolicy'}: ${policy}`);
}
