import type { ApiError } from '../../../api/status';
import { fieldErrorText, type FieldError } from '../../../api/fieldError';
import { entryOf } from '../../../entryOf';

const groups: Readonly<Record<string, string>> = {
  Deployment: 'apps',
  ReplicaSet: 'apps',
  StatefulSet: 'apps',
  DaemonSet: 'apps',
  Job: 'batch',
  CronJob: 'batch',
  RuntimeClass: 'node.k8s.io',
  PriorityClass: 'scheduling.k8s.io',
  StorageClass: 'storage.k8s.io',
  CSIDriver: 'storage.k8s.io',
};

/** The refusal of an object with invalid fields (k8s.io/apimachinery/pkg/api/errors/errors.go NewInvalid, 0.37). */
export function invalid(kind: string, name: string, errors: readonly FieldError[]): ApiError {
  const texts = [...new Set(errors.map(fieldErrorText))];
  const group = entryOf(groups, kind) ? `.${entryOf(groups, kind)}` : '';
  const list = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  const message = `${kind}${group} "${name}" is invalid: ${list}`;
  const told = errors.map((error) => ({ field: error.path, text: fieldErrorText(error) }));
  const unique = new Map(told.map((one) => [one.text, one]));
  const causes = [...unique.values()].map(({ field, text }) => ({ field, message: text.slice(field.length + 2) }));
  return { code: 422, reason: 'Invalid', message, kind, name, causes };
}
