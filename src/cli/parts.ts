import { mayHoldOperations, operationsOf } from '../core/kustomize/jsonPatch';
import { partOf, patchedObjects, type PartOf } from '../core/kustomize/partOf';
import { joinPath, relativePath } from '../core/kustomize/paths';
import { listed } from '../core/explain/meaning/standing';
import type { ManifestObject } from '../core/manifest/manifestObject';
import { plainValues } from '../core/manifest/plainValues';
import type { ReadText } from '../core/kustomize/kustomization';
import { placeText, type ManifestFile } from './manifestFile';

const slashes = (path: string): string => path.replaceAll('\\', '/');

/** The file of the kustomization that names a file. */
export function kustomizationOf(file: string, read: ReadText): string | undefined {
  return partOf(slashes(file), read)?.kustomization.file;
}

/** What a file is that a kustomization names as a patch, or that is a JSON patch; undefined for another. */
export function patchText(file: string, text: string, read: ReadText): string | undefined {
  const part = partOf(slashes(file), read);
  const isJsonPatch = mayHoldOperations(text) && plainValues(text)?.some((value) => operationsOf(value));
  if (part?.isPatch)
    return `${file}:1:1: this is a patch of ${inKustomization(file, part, read)}.\n${seeRendered(part)}`;
  return isJsonPatch ? `${file}:1:1: this looks like a part of another manifest: operations of a JSON patch, and no object.\n` : undefined; // prettier-ignore
}

/** What an object is that cannot stand alone. */
export function partText(object: ManifestObject, source: ManifestFile, read: ReadText): string {
  const part = partOf(slashes(source.file), read);
  const what = part
    ? `is a part of ${inKustomization(source.file, part, read)}`
    : 'looks like a part of another manifest, such as a patch of a kustomization';
  return `${placeText(source, object.range.start)}: ${listed([object])} ${what}: it is not complete by itself.\n${part ? seeRendered(part) : ''}`; // prettier-ignore
}

/** `a kustomization, overlay/kustomization.yaml, of Deployment web in ../base/deployment.yaml` */
function inKustomization(file: string, part: PartOf, read: ReadText): string {
  const objects = part.isPatch ? patchedObjects(slashes(file), part, read) : [];
  const folder = joinPath(slashes(file), '..');
  const [first] = objects;
  const of = first ? `, of ${listed(objects)} in ${relativePath(folder, first.file)}` : '';
  return `a kustomization (${part.kustomization.file})${of}`;
}

function seeRendered({ kustomization }: PartOf): string {
  return kustomization.isComponent ? '' : `To see it as rendered: pod-startup explain ${kustomization.folder}\n`;
}
