import type { WrittenObject } from '../../api/kubernetesObject';
import type { Manifest } from '../../manifest/parseManifest';
import type { ManifestHint } from './manifestHint';
import { strangeSelectors } from './strangeSelectors';

/** Services that choose no pod that is known, by a label that a pod nearly has. */
export function selectorHints(manifest: Manifest, existing: readonly WrittenObject[] = []): ManifestHint[] {
  return strangeSelectors(manifest, existing).flatMap(({ service, key, value, meant }): ManifestHint[] => {
    const placed = service.rangeOf(['spec', 'selector', key]);
    if (!placed) return [];
    const message = `No pod known here has the label ${key}: ${value}. Did you mean ${meant.key}: ${meant.value}?`;
    const range = meant.key === key ? placed.value : (placed.key ?? placed.value);
    return [
      { severity: 'warning', code: 'selector-chooses-nothing', cause: 'service-selects-nothing', message, range },
    ];
  });
}
