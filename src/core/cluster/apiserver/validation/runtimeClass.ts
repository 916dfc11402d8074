import type { RuntimeClass } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { badName, duplicate, required } from '../../../api/fieldErrors';
import { dns1123Label } from '../../../api/names';
import { validateLabels } from './objectMeta';
import { validateResources } from './resources';
import { validateTolerationKeys, validateTolerations } from './tolerations';

/** ValidateRuntimeClass, pkg/apis/node/validation/validation.go, 1.37; the handler is looked at last, declaratively. */
export function validateRuntimeClass({ handler, overhead, scheduling }: Partial<RuntimeClass>): FieldError[] {
  const seen = new Set<string>();
  return [
    ...(overhead ? validateResources({ limits: overhead.podFixed ?? {} }, 'overhead', new Set()) : []),
    ...validateLabels(scheduling?.nodeSelector, 'scheduling.nodeSelector'),
    ...validateTolerations(scheduling?.tolerations, 'scheduling.tolerations'),
    ...(scheduling?.tolerations ?? []).flatMap((toleration, i) => {
      const { key = '', operator = '', value = '', effect = '', tolerationSeconds = null } = toleration;
      const id = JSON.stringify([key, operator, value, effect]);
      const shown = {
        Key: key,
        Operator: operator,
        Value: value,
        Effect: effect,
        TolerationSeconds: tolerationSeconds,
      };
      const errors = seen.has(id) ? [duplicate(`scheduling.tolerations[${i}]`, shown)] : [];
      seen.add(id);
      return errors;
    }),
    ...(handler ? badName('handler', handler, dns1123Label) : [required('handler')]),
    ...validateTolerationKeys(scheduling?.tolerations, 'scheduling.tolerations'),
  ];
}
