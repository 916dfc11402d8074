import type { Manifest } from '../../manifest/parseManifest';
import type { ManifestObject } from '../../manifest/manifestObject';
import type { ExplainOptions } from '../difference/explainedPod';

/** Where mistakes are looked for: one object of a manifest. */
export interface FixScope {
  manifest: Manifest;
  object: ManifestObject;
  options: ExplainOptions;
}
