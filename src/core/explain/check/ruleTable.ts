import { entryOf } from '../../entryOf';
import { causeTable, type CauseName } from '../../diagnosis/facts/causeTable';

/** What is told before a start and is no cause of the diagnosis. */
export const ownRules = {
  'api-server-warns': 'The API server takes the object and warns of something in it.',
  assumed: 'The start assumes something that none of the files has. Without it, the pod may not start.',
  'dropped-field': 'The API server of the release does not keep a field, as its feature gate is off, and says nothing of it.',
  'liveness-before-readiness': 'A liveness probe asks the same as the readiness probe, and has the container killed before that is asked.',
  'manifest-unreadable': 'The text cannot be read as YAML or JSON, so that kubectl applies nothing of it.',
  'part-of-manifest': 'The object is a part of another one, such as a patch, and does not stand alone.',
  'port-unknown': 'A preStop hook asks for a port by a name that its container does not have: the hook fails when the container ends.',
  'probe-asks-node': 'A probe asks localhost, which is the node and not the container.',
  'probe-kills-slow-start': 'The first turn of a probe that fails kills the container, so that an application which starts slowly never starts.',
  'probe-timeout-over-period': 'A probe may take longer than its period, so that turns are left out.',
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
