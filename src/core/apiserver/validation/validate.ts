import type { Pod } from '../../api/types';
import type { KubernetesObject, ObjectStore } from '../objectStore';
import type { FieldError } from './fieldError';
import { validatePodSpec } from './podSpec';

/** What the API server finds wrong with a defaulted object; empty where nothing is. */
export function validate(object: KubernetesObject, _store: ObjectStore): FieldError[] {
  if (object.kind === 'Pod') return validatePodSpec((object as Pod).spec, 'spec');
  return [];
}
