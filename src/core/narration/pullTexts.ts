import { formatDuration } from '../formatDuration';
import type { AheadInQueue, ImageDecision, KnownSpan, PullReason, PullTry } from '../pulls/imageDecision';
import { mostAhead } from '../pulls/pullQueue';
import { words, type Runs } from '../textRuns';
import { formatSpan } from '../trace/formatSpan';
import { formatBytes } from '../trace/pulledEvent';
import { named } from './named';
import { listed, sentences } from './sentences';

/** Less than that a pull did not wait, in milliseconds: it is the kubelet's own work. */
const shortWait = 5;
/** So many pulls that stood before are named. */
const mostNamed = 3;

const reasons: Readonly<Record<PullReason, string>> = {
  always: 'pulled: the policy asks the registry at each start',
  absent: 'pulled: the node did not have it',
  unproven:
    'pulled, although the node has it: it was pulled with other credentials, and the pod has not shown that it may use it',
  unrecorded:
    'pulled, although the node has it: the kubelet has no record of pulling it, and verifies that the pod may use it',
  present: 'not pulled: the node has it',
  accessible: 'not pulled: the node has it, and the pod may use it',
  never: 'not pulled: the node does not have it, and the policy forbids pulling it',
  neverUnproven:
    'not pulled: the node has it, but the pod has not shown that it may use it, and the policy forbids pulling it',
};

/** No event tells whether the kubelet's garbage collection took an image away again. */
const removedOrUnproven =
  'pulled, although the node had it before: it was removed from the node since then, or it was pulled with other credentials and the pod has not shown that it may use it';

/** Why an image was pulled or not, in short. */
export function decisionText({ reason, policy, isDefault, namedBy, source }: ImageDecision): Runs {
  const probably = source === 'inferred' && reason === 'absent' ? ', as far as is known' : '';
  const latest = namedBy === 'latest' ? ' for the tag latest' : '';
  const set = policy === '' ? [] : words` (${named(policy)}${isDefault ? `, the default${latest}` : ''})`;
  const digest = namedBy === 'digest' ? ', by its digest, which is always the same content' : '';
  const why = reason === 'unproven' && source !== 'simulated' ? removedOrUnproven : reasons[reason];
  return words`${why}${probably}${set}${digest}`;
}

/** How long an image's pull took and for what, a text each; of several tries the last. */
export function pullParts(decision: ImageDecision): Runs[] {
  const one = decision.tries.at(-1);
  if (!one) return [];
  return [
    ...(isWorthTelling(one.waiting) ? [words`${formatSpan(one.waiting)} waiting${forOthers(one)}`] : []),
    ...timesOf(one),
    ...sizeText(decision),
  ];
}

function timesOf({ answer, transfer, unpacking, pull, end, error }: PullTry): Runs[] {
  if (!end) return [['under way']];
  if (error !== undefined) return pull ? [words`failed after ${formatSpan(pull)}`] : [['failed']];
  if (transfer && unpacking)
    return [
      ...(answer ? [words`${formatSpan(answer)} until the registry answered`] : []),
      words`${formatSpan(transfer)} transfer`,
      words`${formatSpan(unpacking)} unpacking`,
    ];
  if (answer) return [words`${formatSpan(answer)} until the registry answered, and nothing to fetch`];
  return pull ? [words`${formatSpan(pull)} transfer and unpacking, which cannot be separated`] : [];
}

function sizeText({ size, speed }: ImageDecision): Runs[] {
  if (size === undefined) return [];
  return [
    speed === undefined ? words`${formatBytes(size)}` : words`${formatBytes(size)}, ${formatBytes(speed)} a second`,
  ];
}

function isWorthTelling(waiting: KnownSpan | undefined): waiting is KnownSpan {
  return waiting !== undefined && waiting.milliseconds >= shortWait;
}

/** ` for busybox:1 of init, with one pull at a time` */
function forOthers({ ahead, atOnce }: PullTry): Runs {
  const limit = atOnce === undefined ? [] : words`, as the node pulls ${atOnceText(atOnce)}`;
  return [...(ahead.length === 0 ? [' for other pulls'] : words` for ${aheadText(ahead)}`), ...limit];
}

/** `one image at a time` */
export function atOnceText(atOnce: number): string {
  return atOnce === 1 ? 'one image at a time' : `at most ${atOnce} images at once`;
}

function aheadText(ahead: readonly AheadInQueue[]): Runs {
  const known = ahead.slice(0, mostNamed).map(({ image, pod }) => words`${named(image)} of pod ${named(pod)}`);
  const more = ahead.length - known.length;
  const others = words`${ahead.length < mostAhead ? '' : 'at least '}${more} more`;
  return listed([...known, ...(more > 0 ? [others] : [])]);
}

/** What failed tries tell: how often, and when the next one comes. */
export function retriesText({ tries }: ImageDecision): Runs | undefined {
  const failed = tries.filter(({ error }) => error !== undefined);
  if (failed.length === 0) return undefined;
  const waits = failed.flatMap(({ backOffMs }) => (backOffMs === undefined ? [] : [formatDuration(backOffMs)]));
  const times = failed.length === 1 ? 'once' : `${failed.length} times`;
  return words`It failed ${times}. The kubelet waits at least ${listed(waits.slice(-mostNamed).map((one) => [one]))} after ${failed.length === 1 ? 'that' : 'these failures'}, and tries again when it next looks at the pod, up to 16 s later.`;
}

/** How long a pull would take; says that it is an estimate, and of what. */
export function estimateText({ estimate }: ImageDecision): Runs | undefined {
  if (!estimate) return undefined;
  const { milliseconds, least, most, size, sizeFrom, pulls } = estimate;
  const range = most > least * 1.05 ? ` (${formatDuration(least)} to ${formatDuration(most)})` : '';
  const from = sizeFrom === 'pull' ? 'as in another pull of it' : 'about as on Docker Hub';
  const of = pulls === 1 ? 'another pull' : `${pulls} other pulls`;
  return words`An estimate: a pull takes about ${formatDuration(milliseconds)}${range}, with ${formatBytes(size)} ${from} and the speed of this registry in ${of}.`;
}

/** What the answer to PullImage tells of where its time went, in sentences. */
export function pullStory(decision: ImageDecision, message: string): Runs {
  const one = decision.tries.find((each) => each.message === message);
  if (!one) return [];
  const isLast = decision.tries.at(-1) === one;
  const parts = one.end && one.error === undefined ? timesOf(one) : [];
  return sentences(
    parts.length === 0 ? undefined : words`Where its time went: ${listed(parts)}.`,
    decision.speed === undefined || !isLast ? undefined : words`It came at ${formatBytes(decision.speed)} a second.`,
    isLast ? estimateText(decision) : undefined,
  );
}
