import { Quantity } from '../../../api/quantity';
import type { ResourceQuotaSpec, ScopedResourceSelectorRequirement } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { invalidValue, required } from '../../../api/fieldErrors';
import { isStandardQuotaResource } from './resourceNames';
import { resourceName, sortedNames, validateAmount } from './resources';
import { entryOf } from '../../../entryOf';
import { goList, goResourceName, goStruct, goText, goTexts, type GoValue } from '../../../api/goValue';

const computeResources = ['cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'];
const ofPods = ['pods', ...computeResources];
/** The resources that a quota of this scope may count (pkg/apis/core/helper/helpers.go, 1.37). */
const resourcesOf: Readonly<Record<string, readonly string[]>> = {
  Terminating: ofPods,
  NotTerminating: ofPods,
  BestEffort: ['pods'],
  NotBestEffort: ofPods,
  PriorityClass: ofPods,
  CrossNamespacePodAffinity: ofPods,
  VolumeAttributesClass: ['persistentvolumeclaims', 'requests.storage'],
};
const withoutValues = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity'];
const opposites = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
] as const;
const onlyExists = `must be 'Exists' when scope is any of ${['Terminating', 'NotTerminating', 'BestEffort', 'NotBestEffort'].map((scope) => `ResourceQuotaScope${scope}`).join(', ')} or ResourceQuotaScopeCrossNamespacePodAffinity`; // prettier-ignore

/** ValidateResourceQuotaSpec, pkg/apis/core/validation/validation.go, 1.37; in the order of the names, where Go has none. */
export function validateResourceQuota({ hard = {}, scopes = [], scopeSelector }: ResourceQuotaSpec): FieldError[] {
  const errors = sortedNames(hard).flatMap((name) => {
    const path = `spec.hard[${name}]`;
    const wrong = resourceName(name, path);
    if (!name.includes('/') && !isStandardQuotaResource(name))
      wrong.push(invalidValue(path, goResourceName(name), 'must be a standard resource for quota'));
    return [...wrong, ...validateAmount(name, Quantity.of(entryOf(hard, name)), path)];
  });
  const resources = sortedNames(hard).filter(isStandardQuotaResource);
  for (const scope of scopes) {
    if (!Object.hasOwn(resourcesOf, scope))
      errors.push(invalidValue('spec.scopes', shownScopes(scopes), 'unsupported scope'));
    for (const _ of resources.filter((name) => !mayCount(scope, name)))
      errors.push(invalidValue('spec.scopes', shownScopes(scopes), 'unsupported scope applied to resource'));
  }
  errors.push(...conflicts(scopes, 'spec.scopes', scopes));
  const requirements = scopeSelector?.matchExpressions ?? [];
  const path = 'spec.scopeSelector.matchExpressions';
  for (const requirement of requirements) {
    const [unknownScope, others] = validateRequirement(requirement, path);
    errors.push(...unknownScope);
    for (const _ of resources.filter((name) => !mayCount(requirement.scopeName, name)))
      errors.push(invalidValue(path, shownSelector(requirements), 'unsupported scope applied to resource'));
    errors.push(...others);
  }
  return [
    ...errors,
    ...conflicts(
      requirements.map(({ scopeName }) => scopeName),
      path,
      scopes,
    ),
  ];
}

function mayCount(scope: string, name: string): boolean {
  return entryOf(resourcesOf, scope)?.includes(name) ?? true;
}

function shownScopes(scopes: readonly string[]): GoValue {
  return goList('core.ResourceQuotaScope', scopes.length > 0 ? scopes.map(goText) : undefined);
}

function shownSelector(requirements: readonly Partial<ScopedResourceSelectorRequirement>[]): GoValue {
  const shown = requirements.map(({ scopeName = '', operator = '', values }) =>
    goStruct('core.ScopedResourceSelectorRequirement', {
      ScopeName: goText(scopeName),
      Operator: goText(operator),
      Values: goTexts(values),
    }),
  );
  return goStruct('core.ScopeSelector', {
    MatchExpressions: goList('core.ScopedResourceSelectorRequirement', shown),
  });
}

/** @param shown what the message shows, which is the quota's scopes even where the selector's conflict */
function conflicts(scopes: readonly string[], path: string, shown: readonly string[]): FieldError[] {
  return opposites
    .filter((pair) => pair.every((scope) => scopes.includes(scope)))
    .map(() => invalidValue(path, shownScopes(shown), 'conflicting scopes'));
}

/** What is wrong with a requirement by itself: with its scope, and with the rest of it. */
function validateRequirement(
  { scopeName = '', operator = '', values = [] }: Partial<ScopedResourceSelectorRequirement>,
  path: string,
): [FieldError[], FieldError[]] {
  const errors: FieldError[] = [];
  const isKnown = Object.hasOwn(resourcesOf, scopeName);
  const unknownScope = isKnown ? [] : [invalidValue(`${path}.scopeName`, scopeName, 'unsupported scope')];
  if (withoutValues.includes(scopeName) && operator !== 'Exists')
    errors.push(invalidValue(`${path}.operator`, operator, onlyExists));
  if (operator === 'In' || operator === 'NotIn') {
    const detail = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector";
    if (values.length === 0) errors.push(required(`${path}.values`, detail));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    const detail = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";
    if (values.length > 0) errors.push(invalidValue(`${path}.values`, values, detail));
  } else errors.push(invalidValue(`${path}.operator`, operator, 'not a valid selector operator'));
  return [unknownScope, errors];
}
