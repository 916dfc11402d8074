import { fnv1a } from '../../../go/fnv1a';
import { alphanums } from '../../../random';

/**
 * A short name for what a template says. It stands for a hash of Go's memory (pkg/controller/controller_utils.go
 * ComputeHash, 1.37), which nobody else can compute, and looks like one. Go's memory has a creationTimestamp in every
 * template, whether or not a release writes one that is empty.
 */
export function templateHash(template: unknown): string {
  const written = JSON.stringify(template, (name, value: unknown) =>
    name === 'creationTimestamp' && value === null ? undefined : value,
  );
  let text = '';
  for (const digit of String(fnv1a(written))) text += alphanums[digit.charCodeAt(0) % alphanums.length];
  return text;
}
