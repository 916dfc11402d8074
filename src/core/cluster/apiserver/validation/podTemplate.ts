import type { LabelSelector, PodTemplateSpec } from '../../../api/types';
import { selects } from '../../../api/labelSelector';
import type { FieldError } from '../../../api/fieldError';
import { forbiddenField, invalidValue, required, unsupported } from '../../../api/fieldErrors';
import { goList, goMap, goStruct, goText, goTexts } from '../../../api/goValue';
import { labelValue, qualifiedName } from '../../../api/names';
import { validateAnnotations, validateLabels } from './objectMeta';
import { validatePodAnnotations, validateProfilesMatch } from './podAnnotations';
import { validatePodSpec } from './podSpec';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

/** ValidatePodTemplateSpec, pkg/apis/core/validation/validation.go, 1.37. */
export function validatePodTemplate(
  template: PodTemplateSpec | undefined,
  path: string,
  release: KubernetesRelease,
): FieldError[] {
  const { metadata, spec = { containers: [] } } = template ?? {};
  const errors = [
    ...validateTemplateMetadata(template, path, release),
    ...validatePodSpec(spec, `${path}.spec`, release),
    ...validateProfilesMatch(metadata, spec, `${path}.spec`),
  ];
  if (spec.ephemeralContainers?.length) {
    const detail = 'ephemeral containers not allowed in pod template';
    errors.push(forbiddenField(`${path}.spec.ephemeralContainers`, detail));
  }
  return errors;
}

/** The paths leave out `metadata`: that is how the API server says it. */
export function validateTemplateMetadata(
  template: PodTemplateSpec | undefined,
  path: string,
  release: KubernetesRelease,
): FieldError[] {
  const { metadata, spec = { containers: [] } } = template ?? {};
  return [
    ...validateLabels(metadata?.labels, `${path}.labels`),
    ...validateAnnotations(metadata?.annotations, `${path}.annotations`),
    ...validatePodAnnotations(metadata, spec, `${path}.annotations`, release),
  ];
}

/** The pods of a controller are always restarted, and for good. @param kind as messages name the controller */
export function validateLastingPods({ spec }: PodTemplateSpec, path: string, kind: string): FieldError[] {
  const errors: FieldError[] = [];
  const policy = spec?.restartPolicy ?? '';
  if (policy !== 'Always') errors.push(unsupported(`${path}.spec.restartPolicy`, policy, ['Always']));
  if (spec?.activeDeadlineSeconds !== undefined) {
    const detail = `activeDeadlineSeconds in ${kind} is not Supported`;
    errors.push(forbiddenField(`${path}.spec.activeDeadlineSeconds`, detail));
  }
  return errors;
}

/** A template must have the labels that its controller looks for. */
export function validateTemplateLabels(
  selector: LabelSelector | undefined,
  { metadata }: PodTemplateSpec,
  path: string,
): FieldError[] {
  return selects(selector, metadata?.labels) ? [] : [labelsDiffer(metadata?.labels, path)];
}

export function labelsDiffer(labels: Readonly<Record<string, string>> | undefined, path: string): FieldError {
  const detail = '`selector` does not match template `labels`';
  return invalidValue(`${path}.metadata.labels`, goMap(labels), detail);
}

/** Whether a selector can be used (metav1.LabelSelectorAsSelector), apart from what has been said of it before. */
export function isUsable(selector: LabelSelector | undefined): boolean {
  const named = (key: string, value: string): boolean =>
    qualifiedName(key).length === 0 && labelValue(value).length === 0;
  return (
    Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => named(key, value)) &&
    (selector?.matchExpressions ?? []).every(
      ({ key = '', operator = '', values = [] }: { key?: string; operator?: string; values?: string[] }) => {
        if (operator === 'In' || operator === 'NotIn') {
          if (values.length === 0) return false;
        } else if ((operator !== 'Exists' && operator !== 'DoesNotExist') || values.length > 0) return false;
        return named(key, '') && values.every((value) => labelValue(value).length === 0);
      },
    )
  );
}

/** A selector that is to be there and not to choose everything; it stands in messages in the order of Go's struct. */
export function validateOwnSelector(selector: LabelSelector | undefined, path: string, kind: string): FieldError[] {
  if (!selector) return [required(path)];
  return Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions?.length ?? 0) === 0
    ? [invalidSelector(selector, path, `empty selector is invalid for ${kind}`)]
    : [];
}

export function invalidSelector(selector: LabelSelector | undefined, path: string, detail: string): FieldError {
  if (!selector) return invalidValue(path, { json: 'null', go: 'null' }, detail);
  const { matchLabels, matchExpressions } = selector;
  const expressions = matchExpressions?.map(
    ({ key = '', operator = '', values }: { key?: string; operator?: string; values?: string[] }) => ({
      key,
      operator,
      ...(values && { values }),
    }),
  );
  const json = JSON.stringify({
    ...(matchLabels && { matchLabels: Object.fromEntries(Object.entries(matchLabels).sort(byKey)) }),
    ...(expressions && { matchExpressions: expressions }),
  });
  const requirement = 'v1.LabelSelectorRequirement';
  const { go } = goStruct('v1.LabelSelector', {
    MatchLabels: goMap(matchLabels),
    MatchExpressions: goList(
      requirement,
      expressions?.map(({ key, operator, values }) =>
        goStruct(requirement, { Key: goText(key), Operator: goText(operator), Values: goTexts(values) }),
      ),
    ),
  });
  return invalidValue(path, { json, go }, detail);
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
