import type { Manifest } from '../../manifest/parseManifest';
import { filledHover } from '../hover/hover';
import type { HoverOptions } from '../hover/hoverOptions';
import type { Markdown } from '../text/markdown';
import type { InlayHint, InlayPart } from './inlayHint';

/** What the hover of the field says that a part of a hint is about, as if it were written with what is filled in. */
export function inlayHover(
  manifest: Manifest,
  { object }: InlayHint,
  { path, filled }: InlayPart,
  options: HoverOptions = {},
): Markdown | undefined {
  return filledHover(manifest, object, path, filled, options)?.markdown;
}
