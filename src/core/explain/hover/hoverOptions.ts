import type { Effect } from '../difference/effects';
import type { HoverLink } from './hoverLinks';

import type { SourceRange } from '../../manifest/sourceNode';
import type { ExplainOptions } from '../difference/explainedPod';
import type { Markdown } from '../text/markdown';

/** The parts of a hover, in their order. Each can be left out. */
export const hoverParts = ['value', 'calls', 'consequences', 'readBy', 'absent', 'since', 'warnings'] as const;

export type HoverPart = (typeof hoverParts)[number];

export interface HoverOptions extends ExplainOptions {
  /** The parts that are shown. Default: all. */
  parts?: readonly HoverPart[];
  /** How many lines of calls are shown before the rest is folded. Default: 4. */
  maxLines?: number;
  /** Pixels beyond which more is folded. Default: 250, as high as VS Code shows a hover without a scroll bar. */
  height?: number;
  /** Where a link leads. With it the hover ends with its links, and lines that are folded link to the request. */
  addressOf?: (link: HoverLink) => string;
}

export interface Hover {
  markdown: Markdown;
  /** What the hover is about: offsets into the text. */
  range: SourceRange;
  links: HoverLink[];
  /** All of the kubelet's calls and fields that respond to the field, in full. */
  effects: Effect[];
}
