import { fnv1a } from '../../../go/fnv1a';

const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/**
 * A short name for what a template says. It stands for a hash of Go's memory (pkg/controller/controller_utils.go
 * ComputeHash, 1.37), which nobody else can compute, and looks like one.
 */
export function templateHash(template: unknown): string {
  let text = '';
  for (const digit of String(fnv1a(JSON.stringify(template)))) text += alphabet[digit.charCodeAt(0) % alphabet.length];
  return text;
}
