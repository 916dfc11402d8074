import { entryOf } from '../../entryOf';
import { formatDuration } from '../../formatDuration';
import { knownKeys } from '../../knownKeys';
import { versions } from '../../release/differences';
import {
  amount,
  askedContainer,
  container,
  count,
  errorText,
  image,
  oneOf,
  sizeOrShare,
  speed,
  tag,
  time,
  type Question,
} from './answers';
import { any, failableCalls, type FailableCall } from './failableCalls';
import { shareOf, sizeOf, speedOf, timeOf } from './amounts';
import { formatBytes } from '../../trace/pulledEvent';
import { runtimeTitles } from '../../scenario/runtimes/runtimeOf';

/** A kind of circumstance that a person can change. */
export interface WhatIfKind {
  /** What a list of kinds shows. */
  label: string;
  detail: string;
  questions: readonly Question[];
  /** The change in a few words, for a chip; of answers that are right. */
  chip: (...answers: string[]) => string;
}

/** How often a call fails. */
const often = oneOf('TIMES', 'How often does it fail?', {
  always: 'Each time',
  '1': 'The first time, then it works',
  '2': 'The first two times, then it works',
  '3': 'The first three times, then it works',
});

const times: Readonly<Record<string, string>> = { '1': ' once', '2': ' twice', '3': ' three times' };

const subject: Question = {
  word: 'SUBJECT',
  question: 'For which pod, container or image? * stands for each',
  example: any,
  problem: (answer) => (/^\S+$/.test(answer) ? undefined : 'Give a name, or * for each.'),
  choices: ({ containers, images }, [call]) => {
    const { about } = entryOf<FailableCall>(failableCalls, call) ?? {};
    const names = about === 'container' ? containers : about === 'image' ? images : [];
    const each = about === 'pod' ? 'Each pod' : `Each ${about}`;
    return [{ value: any, label: each }, ...names.map((name) => ({ value: name, label: name }))];
  },
  isSubject: true,
};

/** A call as its arrow has it: `POST pods/binding` of `create/pods/binding`. */
function arrowOf(name: string): string {
  return name.replace(/^create\//, 'POST ').replace(/^patch\//, 'PATCH ');
}

const call: Question = {
  ...oneOf(
    'CALL',
    'Which call fails?',
    Object.fromEntries(knownKeys(failableCalls).map((name) => [name, arrowOf(name)])),
  ),
  isSubject: true,
};

/** By the names that the terminal's `--what-if` takes. */
export const whatIfKinds = {
  image: {
    label: 'An image is on the node, or not',
    detail: 'With the pull policy IfNotPresent, an image that the node has is not pulled',
    questions: [
      image,
      oneOf('present|absent', 'Is it on the node?', { present: 'It is on the node', absent: 'It is not on the node' }),
    ],
    chip: (name, where) => `image ${where}: ${name}`,
  },
  'image-size': {
    label: 'An image’s size',
    detail: 'How much is downloaded from the registry: its compressed layers',
    questions: [image, sizeOrShare('How large is it, compressed? A share, such as 50%, is of its size now')],
    chip: (name, size = '') =>
      `${name}: ${shareOf(size) === undefined ? formatBytes(sizeOf(size) ?? 0) : `${size} of its size`}`,
  },
  'pull-policy': {
    label: 'An image’s pull policy',
    detail: 'imagePullPolicy of the containers with the image',
    questions: [
      image,
      oneOf('Always|IfNotPresent|Never', 'Which imagePullPolicy?', {
        IfNotPresent: 'IfNotPresent: pulled only if the node does not have it',
        Always: 'Always: the registry is asked at each start',
        Never: 'Never: only an image on the node is used',
      }),
    ],
    chip: (name, policy) => `imagePullPolicy ${policy}: ${name}`,
  },
  'image-tag': {
    label: 'An image’s tag',
    detail: 'Without imagePullPolicy, the tag latest means Always, and any other tag IfNotPresent',
    questions: [image, tag],
    chip: (name, other) => `tag ${other}: ${name}`,
  },
  'registry-speed': {
    label: 'The registry’s speed',
    detail: 'How fast the layers of images are downloaded',
    questions: [speed('How fast are images downloaded?')],
    chip: (perSecond) => `images are downloaded at ${formatBytes(speedOf(perSecond ?? '') ?? 0)}/s`,
  },
  'registry-answer': {
    label: 'The registry’s time to answer',
    detail: 'How long it takes until the first layer arrives: token, index, manifest',
    questions: [time('How long does the registry take to answer?')],
    chip: (ms) => `registry answers after ${formatDuration(timeOf(ms ?? '') ?? 0)}`,
  },
  'unpack-speed': {
    label: 'The node’s speed of unpacking',
    detail: 'How fast the layers of images are unpacked',
    questions: [speed('How many compressed bytes are unpacked a second?')],
    chip: (perSecond) => `images are unpacked at ${formatBytes(speedOf(perSecond ?? '') ?? 0)}/s`,
  },
  'parallel-pulls': {
    label: 'Pulls at a time',
    detail: 'The kubelet’s maxParallelImagePulls; it pulls one image at a time by default (serializeImagePulls)',
    questions: [count('COUNT', 'How many images does the kubelet pull at a time?', [1, 100])],
    chip: (atOnce) => (Number(atOnce) === 1 ? 'pulls one at a time' : `pulls ${Number(atOnce)} at a time`),
  },
  'image-verification': {
    label: 'Who may use the images on the node',
    detail: 'The kubelet’s imagePullCredentialsVerificationPolicy, since 1.35',
    questions: [
      oneOf(
        'NeverVerify|NeverVerifyPreloadedImages|AlwaysVerify',
        'For which images must a pod show its credentials?',
        {
          NeverVerifyPreloadedImages: 'NeverVerifyPreloadedImages: for those that the kubelet pulled (the default)',
          AlwaysVerify: 'AlwaysVerify: for each, also for those that were there before',
          NeverVerify: 'NeverVerify: for none',
        },
      ),
    ],
    chip: (policy) => `images on the node: ${policy}`,
  },
  node: {
    label: 'The node’s size',
    detail: 'Its CPUs and memory; a pod that asks for more is not scheduled',
    questions: [
      amount('CPUS', 'How many CPUs does the node have?', '2'),
      amount('MEMORY', 'How much memory does the node have?', '4Gi'),
    ],
    chip: (cpus, memory) =>
      `node with ${cpus} ${cpus === '1' ? 'CPU' : 'CPUs'}, ${memory?.replace(/([KMGTPE]i)$/, ' $1B')}`,
  },
  kubernetes: {
    label: 'The Kubernetes release',
    detail: 'The release of the control plane and the kubelet that are simulated',
    questions: [
      oneOf(
        'RELEASE',
        'Which release does the cluster run?',
        Object.fromEntries([...versions].reverse().map((version) => [version, `Kubernetes ${version}`])),
      ),
    ],
    chip: (version) => `Kubernetes ${version}`,
  },
  runtime: {
    label: 'The container runtime',
    detail: 'Its errors, ids and answers; the calls of each take as long as those of containerd 2',
    questions: [oneOf(knownKeys(runtimeTitles).join('|'), 'Which runtime?', runtimeTitles)],
    chip: (name = '') => `runtime: ${entryOf<string>(runtimeTitles, name) ?? name}`,
  },
  'answers-after': {
    label: 'The app answers later',
    detail: 'Until then its probes fail, whether over the network or by a command',
    questions: [askedContainer, time('How long after its start does it answer?')],
    chip: (name, ms) => `${name} answers after ${formatDuration(timeOf(ms ?? '') ?? 0)}`,
  },
  exits: {
    label: 'The app exits',
    detail: 'A container’s process ends by itself, each time',
    questions: [
      container,
      time('How long after its start does it exit?'),
      count('CODE', 'With which code does it exit? 0 is success', [0, 255]),
    ],
    chip: (name, ms, code) => `${name} exits after ${formatDuration(timeOf(ms ?? '') ?? 0)} with ${Number(code)}`,
  },
  fail: {
    label: 'A call fails',
    detail: 'With the usual error, or with a text of your own',
    questions: [call, subject, often, errorText],
    chip: (name, about, how = '', text) =>
      `${arrowOf(name ?? '')}${about === any ? '' : ` of ${about}`} fails${entryOf(times, how) ?? ''}: ${text}`,
  },
} as const satisfies Readonly<Record<string, WhatIfKind>>;

export type WhatIfName = keyof typeof whatIfKinds;

export function kindOf(name: WhatIfName): WhatIfKind {
  return whatIfKinds[name];
}
