import { documentSlices } from './documentSlices';
import { parseManifestDocument } from './manifestDocument';

/**
 * The values of a text's YAML documents as they are written, those of Secrets, too: only for core/kustomize, which puts
 * them together to a text again. Undefined where a document cannot be read.
 */
export function plainValues(text: string): unknown[] | undefined {
  const values: unknown[] = [];
  for (const { start, end } of documentSlices(text)) {
    const { root, problems } = parseManifestDocument(text.slice(start, end));
    if (problems.some(({ severity }) => severity === 'error')) return undefined;
    if (root !== undefined) values.push(root.value);
  }
  return values;
}
