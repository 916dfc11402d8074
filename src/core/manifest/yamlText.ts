import { stringify } from 'yaml';

/** Values as the documents of a YAML text, with quotes where kubectl would read something else than a text. */
export function yamlText(values: readonly unknown[]): string {
  return values.map((value) => stringify(value, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false })).join('---\n'); // prettier-ignore
}
