import { entryOf } from '../../entryOf';
import { imageNameOf } from '../../componentHelpers/imageName';
import { versions } from '../../release/differences';
import { nodeOf } from '../../scenario/defaultNode';
import { imageSizeIn, type DurationProfile } from '../../scenario/durationProfile';
import { verificationPolicies } from '../../scenario/pullVerification';
import type { Scenario } from '../../scenario/scenario';
import { circumstancesOf, type Circumstances } from '../circumstances';
import { durationsUnder } from '../durations';
import type { ImageChange } from '../imageChanges';
import { shareOf, sizeOf, speedOf, timeOf } from './amounts';
import { any, failableCalls, type FailableCall } from './failableCalls';
import type { WhatIf } from './whatIf';
import { whatIfChip, whatIfText } from './whatIfText';

/** The circumstances as some changes leave them. */
export function underWhatIfs(circumstances: Circumstances, changes: readonly WhatIf[]): Circumstances {
  return changes.reduce(changed, circumstances);
}

function changed(was: Circumstances, change: WhatIf): Circumstances {
  const [first = '', second = '', third = '', fourth = ''] = change.values;
  const profile = (more: Partial<DurationProfile>): Circumstances => ({ ...was, profile: { ...was.profile, ...more } });
  const scenario = (more: Scenario): Circumstances => withScenario(was, change, more);
  switch (change.name) {
    case 'image':
      return scenario({ images: { [nameOf(first)]: { present: second === 'present' } } });
    case 'image-size':
      return profile({ imageSizes: { ...was.profile?.imageSizes, [nameOf(first)]: sizeUnder(was, first, second) } });
    case 'pull-policy':
      return withImageChange(was, { image: nameOf(first), policy: second });
    case 'image-tag':
      return withImageChange(was, { image: nameOf(first), tag: second });
    case 'registry-speed':
      return profile({ pullSpeed: perMillisecond(first), registrySpeeds: {} });
    case 'registry-answer':
      return profile({ pullImage: timeOf(first) ?? 0 });
    case 'unpack-speed':
      return profile({ unpackSpeed: perMillisecond(first) });
    case 'parallel-pulls':
      return scenario({ parallelPulls: Number(first) });
    case 'image-verification':
      return scenario({ imagePullCredentialsVerificationPolicy: verificationPolicies.find((one) => one === first) });
    case 'node':
      return withCapacity(was, { cpu: first, memory: second });
    case 'kubernetes':
      return circumstancesOf({
        ...was,
        kubernetes: versions.find((version) => version === first),
        origin: undefined,
        controlPlane: undefined,
      });
    case 'runtime':
      return { ...was, runtime: first };
    case 'answers-after':
      return scenario({ answersAfter: { [first]: timeOf(second) ?? 0 } });
    case 'exits': {
      const exit = Number(third);
      const reason = exit === 0 ? 'Completed' : 'Error';
      return scenario({ containers: { [first]: { exit, afterMs: timeOf(second) ?? 0, reason } } });
    }
    case 'fail': {
      const about = subjectOf(first, second);
      const count = third === 'always' ? {} : { times: Number(third) };
      return scenario({ errors: [{ method: first, ...about, code: 'Unknown', message: fourth, ...count }] });
    }
  }
}

function withImageChange(was: Circumstances, change: ImageChange): Circumstances {
  return { ...was, imageChanges: [...(was.imageChanges ?? []), change] };
}

/** In bytes: a share is one of the size that the image has without the change. */
function sizeUnder(was: Circumstances, image: string, size: string): number {
  const share = shareOf(size);
  return share === undefined ? (sizeOf(size) ?? 0) : imageSizeIn(durationsUnder(was), nameOf(image)) * share;
}

function withScenario(was: Circumstances, change: WhatIf, scenario: Scenario): Circumstances {
  const fault = { id: whatIfText(change), label: whatIfChip(change), detail: '', scenario };
  return { ...was, faults: [...(was.faults ?? []), fault] };
}

/** A node that somebody describes is no larger than that, whatever the pods ask for. */
function withCapacity(was: Circumstances, more: Readonly<Record<string, string>>): Circumstances {
  const { scenario } = was;
  if (!scenario) return { ...was, node: { ...was.node, capacity: { ...was.node?.capacity, ...more } } };
  const capacity = { ...nodeOf(scenario.node).capacity, ...more };
  return { ...was, scenario: { ...scenario, node: { ...scenario.node, capacity } } };
}

/** Pods that a controller makes have names that nobody knows beforehand: a part of one is enough. */
function subjectOf(call: string, subject: string): { match: string; isWhole?: true } {
  const { about } = entryOf<FailableCall>(failableCalls, call) ?? {};
  if (subject === any) return { match: '' };
  return about === 'pod' ? { match: subject } : { match: about === 'image' ? nameOf(subject) : subject, isWhole: true };
}

/** As the kubelet asks for the image. */
function nameOf(image: string): string {
  return imageNameOf(image)?.tagged ?? image;
}

function perMillisecond(speed: string): number {
  return (speedOf(speed) ?? 1) / 1000;
}
