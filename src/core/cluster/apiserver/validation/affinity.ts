import type {
  Affinity,
  NodeSelector,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinityTerm,
} from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { badName, forbiddenField, invalidValue, required } from '../../../api/fieldErrors';
import { validateLabelSelector } from './labelSelector';
import { validateMatchLabelKeys } from './matchLabelKeys';
import { dns1123Label, dns1123Subdomain, labelValue, qualifiedName } from '../../../api/names';

/** validateAffinity, pkg/apis/core/validation/validation.go, 1.37. */
export function validateAffinity(affinity: Affinity | undefined, path: string): FieldError[] {
  if (!affinity) return [];
  const { nodeAffinity: node } = affinity;
  const errors: FieldError[] = [];
  const needed = node?.requiredDuringSchedulingIgnoredDuringExecution;
  const needs = 'requiredDuringSchedulingIgnoredDuringExecution';
  const likes = 'preferredDuringSchedulingIgnoredDuringExecution';
  if (needed) errors.push(...validateNodeSelector(needed, `${path}.nodeAffinity.${needs}`));
  for (const [i, { weight, preference }] of (node?.[likes] ?? []).entries()) {
    const at = `${path}.nodeAffinity.${likes}[${i}]`;
    errors.push(...validateWeight(weight, at), ...nodeTerm(preference ?? {}, `${at}.preference`, true));
  }
  for (const kind of ['podAffinity', 'podAntiAffinity'] as const) {
    for (const [i, term] of (affinity[kind]?.[needs] ?? []).entries())
      errors.push(...podTerm(term, `${path}.${kind}.${needs}[${i}]`));
    for (const [i, { weight, podAffinityTerm }] of (affinity[kind]?.[likes] ?? []).entries()) {
      const at = `${path}.${kind}.${likes}[${i}]`;
      errors.push(...validateWeight(weight, at), ...podTerm(podAffinityTerm ?? {}, `${at}.podAffinityTerm`));
    }
  }
  return errors;
}

function validateWeight(weight: number | undefined, path: string): FieldError[] {
  return weight === undefined || weight <= 0 || weight > 100
    ? [invalidValue(`${path}.weight`, weight ?? 0, 'must be in the range 1-100')]
    : [];
}

/** ValidateNodeSelector. */
export function validateNodeSelector(
  { nodeSelectorTerms: terms = [] }: Partial<NodeSelector>,
  path: string,
): FieldError[] {
  const at = `${path}.nodeSelectorTerms`;
  if (terms.length === 0) return [required(at, 'must have at least one node selector term')];
  return terms.flatMap((term, i) => nodeTerm(term, `${at}[${i}]`, false));
}

function nodeTerm(
  { matchExpressions = [], matchFields = [] }: NodeSelectorTerm,
  path: string,
  anyValue: boolean,
): FieldError[] {
  return [
    ...matchExpressions.flatMap((one, i) => nodeRequirement(one, `${path}.matchExpressions[${i}]`, anyValue)),
    ...matchFields.flatMap((one, i) => fieldRequirement(one, `${path}.matchFields[${i}]`)),
  ];
}

function nodeRequirement(
  { key = '', operator = '', values = [] }: Partial<NodeSelectorRequirement>,
  path: string,
  anyValue: boolean,
): FieldError[] {
  const errors: FieldError[] = [];
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0)
      errors.push(required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0)
      errors.push(
        forbiddenField(`${path}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"),
      );
  } else if (operator === 'Gt' || operator === 'Lt') {
    if (values.length !== 1)
      errors.push(required(`${path}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
  } else errors.push(invalidValue(`${path}.operator`, operator, 'not a valid selector operator'));
  errors.push(...badName(`${path}.key`, key, qualifiedName));
  if (!anyValue) errors.push(...values.flatMap((value, i) => badName(`${path}.values[${i}]`, value, labelValue)));
  return errors;
}

/** ValidateNodeFieldSelectorRequirement: the one field is the node's name. */
function fieldRequirement(
  { key = '', operator = '', values = [] }: Partial<NodeSelectorRequirement>,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (operator !== 'In' && operator !== 'NotIn')
    errors.push(invalidValue(`${path}.operator`, operator, 'not a valid selector operator'));
  else if (values.length !== 1) {
    const detail = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
    errors.push(required(`${path}.values`, detail));
  }
  if (key !== 'metadata.name') return [...errors, invalidValue(`${path}.key`, key, 'not a valid field selector key')];
  return [...errors, ...values.flatMap((value, i) => badName(`${path}.values[${i}]`, value, dns1123Subdomain))];
}

/** validatePodAffinityTerm. */
function podTerm(term: Partial<PodAffinityTerm>, path: string): FieldError[] {
  const { labelSelector, namespaceSelector, namespaces = [], topologyKey = '' } = term;
  return [
    ...validateLabelSelector(labelSelector, `${path}.labelSelector`),
    ...validateLabelSelector(namespaceSelector, `${path}.namespaceSelector`),
    ...namespaces.flatMap((name) => badName(`${path}.namespace`, name, dns1123Label)),
    ...validateMatchLabelKeys(term, path),
    ...(topologyKey ? [] : [required(`${path}.topologyKey`, 'can not be empty')]),
    ...badName(`${path}.topologyKey`, topologyKey, qualifiedName),
  ];
}
