import type { FieldError } from './fieldError';
import type { KubernetesRelease } from '../release/kubernetesRelease';

/** Refusals in the words of a release: what is found is the same, what is said of it has changed. */
export function inWordsOf(release: KubernetesRelease, errors: FieldError[]): FieldError[] {
  if (release.refusalsShowJson && release.refusesLabelsInBytes) return errors;
  return errors.map((error) => {
    const { goValue, detail, ...rest } = error;
    return {
      ...rest,
      ...(!release.refusalsShowJson && goValue !== undefined && { value: goValue }),
      ...(detail !== undefined && { detail: release.refusesLabelsInBytes ? detail : labelsFormerly(detail) }),
    };
  });
}

/** Names, keys and values of labels (apimachinery/pkg/util/validation/validation.go IsQualifiedName, IsValidLabelValue, 0.34). */
function labelsFormerly(detail: string): string {
  return detail
    .replace(/^((?:prefix part |name part )?must be no more than \d+) bytes/, '$1 characters')
    .replace(/^a valid label key must consist of/, 'a qualified name must consist of');
}
