import type { RuntimeClass } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { badName, duplicate, required } from '../../../api/fieldErrors';
import { dns1123Label, type NameCheck } from '../../../api/names';
import { validateLabels } from './objectMeta';
import { validateResources } from './resources';
import { validateTolerations } from './tolerations';

/** Declarative rules count bytes. */
const shortName: NameCheck = (name) => dns1123Label(name).map((why) => why.replace(/63 characters$/, '63 bytes'));

/** ValidateRuntimeClass, pkg/apis/node/validation/validation.go, 1.37; the handler is looked at last, declaratively. */
export function validateRuntimeClass({ handler, overhead, scheduling }: Partial<RuntimeClass>): FieldError[] {
  const seen = new Set<string>();
  return [
    ...(overhead ? validateResources({ limits: overhead.podFixed ?? {} }, 'overhead', new Set()) : []),
    ...validateLabels(scheduling?.nodeSelector, 'scheduling.nodeSelector'),
    ...validateTolerations(scheduling?.tolerations, 'scheduling.tolerations', true),
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
    ...(handler ? badName('handler', handler, shortName) : [required('handler')]),
  ];
}
