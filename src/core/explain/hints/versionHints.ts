import { isCustom } from '../../api/kinds';
import { deprecationWarning } from '../../api/servedVersions';
import { unservedVersion } from '../../api/unservedVersion';
import type { ManifestObject } from '../../manifest/manifestObject';
import type { KubernetesVersion } from '../../release/kubernetesRelease';
import type { ManifestHint } from './manifestHint';

/** That a release does not take the object in its version, and what to write instead; or that it takes it and warns. */
export function versionHints(object: ManifestObject, release: KubernetesVersion): ManifestHint[] {
  const { kind, apiVersion } = object.value;
  if (typeof kind !== 'string' || typeof apiVersion !== 'string' || isCustom(apiVersion)) return [];
  const range = object.rangeOf(['apiVersion'])?.value ?? object.range;
  const unserved = unservedVersion(kind, apiVersion, release, object.value);
  if (unserved) {
    const { why, next } = unserved;
    const refusal = `no matches for kind "${kind}" in version "${apiVersion}"${why === undefined ? '' : `, ${why}`}`;
    const message = `The API server refuses it: ${refusal}: ${next.replaceAll('`', '')}.`;
    return [{ severity: 'error', code: 'api-version-not-served', message, range }];
  }
  const warning = deprecationWarning(kind, apiVersion, release);
  if (warning === undefined) return [];
  return [{ severity: 'warning', code: 'api-server-warns', message: `The API server warns: ${warning}`, range }];
}
