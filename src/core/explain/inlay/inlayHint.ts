import type { ManifestObject } from '../../manifest/manifestObject';
import type { Path } from '../../path';

/** What is told of where it is not written; each can be switched on and off (`podStartup.inlayHints` in package.json). */
export const inlayKinds = [
  'imagePullPolicy',
  'qosClass',
  'terminationGracePeriodSeconds',
  'probes',
  'protocol',
  'requests',
  'tokenVolume',
] as const;

export type InlayKind = (typeof inlayKinds)[number];

/** A value that is filled in, in a few words. */
export interface InlayPart {
  text: string;
  /** The field of the object that has the value, or decides it. */
  path: Path;
  /** What the field is filled with; undefined where it is written. */
  filled?: unknown;
}

/** What stands for a pod though the text does not say it, at the end of the line that it belongs to. */
export interface InlayHint {
  kind: InlayKind;
  /** An offset into the manifest's text. */
  offset: number;
  parts: readonly InlayPart[];
  object: ManifestObject;
}
