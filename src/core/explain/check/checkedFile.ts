import type { Manifest } from '../../manifest/parseManifest';

/** A manifest that is checked. */
export interface CheckedFile {
  manifest: Manifest;
  /** Its path, with slashes. */
  file: string;
}
