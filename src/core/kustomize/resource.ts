import { textAt } from '../manifest/textAt';

/** An object of a kustomization, with the names that it had on the way: patches may use any. */
export interface Resource {
  object: Readonly<Record<string, unknown>>;
  names: readonly string[];
}

/** Its name; '' where it has none. */
export function nameOf(object: Resource['object']): string {
  return textAt(object, ['metadata', 'name']);
}
