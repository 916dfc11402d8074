import { knownKeys } from '../core/knownKeys';
import { isMap } from '../core/isMap';
import type { Scenario } from '../core/scenario/scenario';
import { nearestVersion } from '../core/release/nearestVersion';
import { verificationPolicies } from '../core/scenario/pullVerification';
import { nodeKindOf, nodeKinds } from '../core/scenario/nodeKinds';

/** What is wrong with a field of a scenario. */
export interface ScenarioProblem {
  field: string;
  message: string;
}

/** What a value has to be, in words, and whether it is. */
type Rule = readonly [words: string, isRight: (value: unknown) => boolean];

const text: Rule = ['a text', (value) => typeof value === 'string'];
const truth: Rule = ['true or false', (value) => typeof value === 'boolean'];
const count: Rule = ['a number', (value) => typeof value === 'number'];
const map: Rule = ['an object', isMap];
const list: Rule = ['a list', Array.isArray];
const texts: Rule = [
  'a list of texts',
  (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
];

const rules: Readonly<Record<keyof Scenario, Rule>> = {
  fieldValidation: text,
  containers: map,
  images: map,
  errors: list,
  execs: list,
  answersAfter: map,
  parallelPulls: count,
  imagePullCredentialsVerificationPolicy: [
    verificationPolicies.join(', '),
    (value) => verificationPolicies.some((one) => one === value),
  ],
  preloadedImagesVerificationAllowlist: texts,
  node: [
    `an object, of which "like" is ${Object.keys(nodeKinds).join(', ')}`,
    (value) =>
      isMap(value) &&
      (!('like' in value) || (typeof value['like'] === 'string' && nodeKindOf(value['like']) !== undefined)),
  ],
  nodes: list,
  services: list,
  actions: list,
  namespaceLabels: map,
  runtime: [
    'a text as a node reports it, such as "containerd://1.7.27" or "cri-o://1.33.0"',
    (value) => typeof value === 'string' && /^(?:containerd|cri-o|fakecri):\/\//.test(value),
  ],
  controlPlane: [
    'a release as a text, such as "1.34"',
    (value) => typeof value === 'string' && nearestVersion(value) !== undefined,
  ],
  hasStorage: truth,
  providers: texts,
  running: list,
  schedulers: texts,
  answers: list,
};

/** The first field of a scenario that is not what it has to be; null is as if it were not there. */
export function scenarioProblem(scenario: object): ScenarioProblem | undefined {
  for (const field of knownKeys(rules)) {
    const value = Object.entries(scenario).find(([key]) => key === field)?.[1] as unknown;
    const [words, isRight] = rules[field];
    if (value !== undefined && value !== null && !isRight(value))
      return { field, message: `a scenario's ${field} is ${words}` };
  }
  return undefined;
}
