import { entryOf } from '../../entryOf';
import { causeTable, type CauseName } from '../../diagnosis/facts/causeTable';

/** What is told before a start and is no cause of the diagnosis. */
export const ownRules = {
  'api-server-warns': 'The API server accepts the object, and warns about something in it.',
  assumed: 'The start assumes something that none of the files has. Without it, the pod may not start.',
  'dropped-field': 'The API server of the release drops a field without a word, because its feature gate is off.',
  'liveness-before-readiness': 'A liveness probe is the same as the readiness probe, and kills the container before the readiness probe runs.',
  'manifest-unreadable': 'The text is not valid YAML or JSON, so kubectl applies none of it.',
  'object-elsewhere': 'An object that a pod names is in another namespace of the files, where the pod does not find it.',
  'part-of-manifest': 'The object is a part of another one, such as a patch, and is not complete by itself.',
  'port-unknown': 'A preStop hook uses a port name that its container does not have: the hook fails when the container ends.',
  'probe-asks-node': 'A probe asks localhost, which is the node and not the container.',
  'probe-kills-slow-start': 'The first failed attempt of a probe kills the container, so an application that starts slowly never starts.',
  'probe-timeout-over-period': 'The timeout of a probe is longer than its period, so attempts are skipped.',
} as const; // prettier-ignore

/** What a finding is called: a cause of the diagnosis, or one of the few that are none. */
export type RuleName = CauseName | keyof typeof ownRules;

/** What a rule means, in a sentence or two. */
export function ruleText(name: RuleName): string {
  return entryOf<string>(ownRules, name) ?? entryOf<readonly [string, string]>(causeTable, name)?.[1] ?? '';
}

/** The page and the anchor that explain a rule, in the project's folder. */
export function rulePage(name: RuleName): string {
  return Object.hasOwn(ownRules, name) ? `docs/check.md#${name}` : `docs/causes.md#${name}`;
}

/** The rule of that name; undefined where there is none. */
export function ruleNamed(name: string): RuleName | undefined {
  return isRule(name) ? name : undefined;
}

function isRule(name: string): name is RuleName {
  return Object.hasOwn(ownRules, name) || Object.hasOwn(causeTable, name);
}
