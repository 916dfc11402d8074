import type { Missing } from './trace';

/** What is not there, in words: `ConfigMap settings`, `the key mode of ConfigMap settings`; and what was probably meant. */
export function missingText({ kind, name, key, meant }: Missing): { what: string; question: string } {
  const what = key === undefined ? `${kind} ${name}` : `the key ${key} of ${kind} ${name}`;
  return { what, question: meant === undefined ? '' : `did you mean ${meant}?` };
}
