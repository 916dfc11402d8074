import type { Namespace, Pod, PodSpec } from '../../api/types';
import type { KubernetesObject } from '../objectStore';
import { podTemplatePath } from '../podTemplate';
import type { FieldError } from './fieldError';
import { invalidValue } from './fieldErrors';
import { configMapKey } from './names';
import { validateNamespaceFinalizers, validateObjectMeta } from './objectMeta';
import { validatePodAnnotations, validateProfilesMatch } from './podAnnotations';
import { validatePodDeclaratively, validatePodOnly, validatePodSpec } from './podSpec';
import { validateWorkload } from './workloads';

/** What the API server finds wrong with a defaulted object; empty where nothing is. */
export function validate(object: KubernetesObject): FieldError[] {
  const errors = validateObjectMeta(object.metadata, object.kind ?? '');
  if (object.kind === 'Pod') {
    const { metadata, spec = {} as PodSpec } = object as Pod;
    return [
      ...errors,
      ...validatePodAnnotations(metadata, spec, 'metadata.annotations'),
      ...validatePodSpec(spec, 'spec', metadata ?? {}),
      ...validatePodOnly(spec),
      ...validateProfilesMatch(metadata, spec, 'spec'),
      ...validatePodDeclaratively(spec, 'spec'),
    ];
  }
  if (object.kind === 'Namespace') {
    const { spec } = object as Namespace;
    return [...errors, ...validateNamespaceFinalizers(spec?.finalizers ?? [])];
  }
  if (podTemplatePath(object.kind)) return [...errors, ...validateWorkload(object)];
  if (object.kind === 'ConfigMap' || object.kind === 'Secret') {
    const { data = {} } = object as { data?: Record<string, string> };
    for (const key of Object.keys(data))
      errors.push(...configMapKey(key).map((text) => invalidValue(`data[${key}]`, key, text)));
  }
  return errors;
}
