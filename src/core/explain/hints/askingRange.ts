import type { AskingPlace } from '../../trace/assumption';
import type { Manifest } from '../../manifest/parseManifest';
import type { SourceRange } from '../../manifest/sourceNode';
import { nearest } from './nearest';

/** Where a manifest asks for something, or what of the place is written; undefined where another file asks for it. */
export function askingRange(manifest: Manifest, { kind, name, namespace, path }: AskingPlace): SourceRange | undefined {
  const object = manifest.objects.find(
    (each) => each.kind === kind && each.name === name && each.namespace === namespace,
  );
  return object && nearest(object, path);
}
