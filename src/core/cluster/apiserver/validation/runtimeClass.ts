import type { RuntimeClass } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { badName, duplicate, required } from '../../../api/fieldErrors';
import { dns1123Label, type NameCheck } from '../../../api/names';
import { validateLabels } from './objectMeta';
import { validateResources } from './resources';
import { validateTolerations } from './tolerations';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';
import { goNumber, goPointer, goStruct, goText } from '../../../api/goValue';

/** Declarative rules count bytes. */
const shortName: NameCheck = (name) => dns1123Label(name).map((why) => why.replace(/63 characters$/, '63 bytes'));

/** ValidateRuntimeClass, pkg/apis/node/validation/validation.go, 1.37; the handler is looked at last, declaratively. */
export function validateRuntimeClass(
  { handler, overhead, scheduling }: Partial<RuntimeClass>,
  release: KubernetesRelease,
): FieldError[] {
  const tolerations = release.repeatsTolerationsPath ? 'scheduling.tolerations.tolerations' : 'scheduling.tolerations';
  const nameErrors = (): FieldError[] => {
    if (!release.requiresHandler) return badName('handler', handler ?? '', dns1123Label);
    return handler
      ? badName('handler', handler, release.countsHandlerInBytes ? shortName : dns1123Label)
      : [required('handler')];
  };
  const seen = new Set<string>();
  const errors = [
    ...(overhead ? validateResources({ limits: overhead.podFixed ?? {} }, 'overhead', new Set()) : []),
    ...validateLabels(scheduling?.nodeSelector, 'scheduling.nodeSelector'),
    ...validateTolerations(scheduling?.tolerations, tolerations, release, true),
    ...(scheduling?.tolerations ?? []).flatMap((toleration, i) => {
      const { key = '', operator = '', value = '', effect = '', tolerationSeconds = null } = toleration;
      const id = JSON.stringify([key, operator, value, effect]);
      const seconds = tolerationSeconds === null ? undefined : goNumber(tolerationSeconds);
      const shown = goStruct('core.Toleration', {
        Key: goText(key),
        Operator: goText(operator),
        Value: goText(value),
        Effect: goText(effect),
        TolerationSeconds: goPointer('int64', seconds),
      });
      const again = seen.has(id) ? [duplicate(`scheduling.tolerations[${i}]`, shown)] : [];
      seen.add(id);
      return again;
    }),
  ];
  // Declared rules come last.
  return release.requiresHandler ? [...errors, ...nameErrors()] : [...nameErrors(), ...errors];
}
