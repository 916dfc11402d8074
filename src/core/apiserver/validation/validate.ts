import type { Pod } from '../../api/types';
import type { KubernetesObject } from '../objectStore';
import { podTemplatePath } from '../podTemplate';
import type { FieldError } from './fieldError';
import { invalidValue } from './fieldErrors';
import { configMapKey } from './names';
import { validateObjectMeta } from './objectMeta';
import { validatePodSpec } from './podSpec';
import { validateWorkload } from './workloads';

/** What the API server finds wrong with a defaulted object; empty where nothing is. */
export function validate(object: KubernetesObject): FieldError[] {
  const errors = validateObjectMeta(object.metadata, object.kind ?? '');
  if (object.kind === 'Pod') return [...errors, ...validatePodSpec((object as Pod).spec, 'spec', true)];
  if (podTemplatePath(object.kind)) return [...errors, ...validateWorkload(object)];
  if (object.kind === 'ConfigMap' || object.kind === 'Secret') {
    const { data = {} } = object as { data?: Record<string, string> };
    for (const key of Object.keys(data))
      errors.push(...configMapKey(key).map((text) => invalidValue(`data[${key}]`, key, text)));
  }
  return errors;
}
