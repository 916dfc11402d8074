import {
  Range,
  type CancellationToken,
  type Hover,
  type HoverProvider,
  type Position,
  type TextDocument,
} from 'vscode';
import { explainer, manifestOf } from './manifests';
import { explainOptions } from './explainOptions';
import { hoverSettings, isEnabled } from './settings';
import { mayHoldObjects } from './kubernetesYaml';
import { markDone } from './walkthrough';
import type { ReadAhead } from './readAhead';
import { hoverCommands, hoverOf } from './shown/hovers';
import type { HoverLink } from '../core/explain/hover/hoverLinks';

/** Where a link of a hover leads: a call, or one field of its request, of the workload that the hover is in. */
export interface CallTarget {
  uri: string;
  /** The offset that was pointed at. */
  offset: number;
  /** `CreateContainer app` */
  call: string;
  field?: string;
}

/** What becomes of the field under the pointer: computed by the core, for this manifest with its values. */
export function hovers(ahead: ReadAhead): HoverProvider {
  return {
    async provideHover(
      document: TextDocument,
      position: Position,
      token: CancellationToken,
    ): Promise<Hover | undefined> {
      if (!isEnabled('hover', document.uri) || !mayHoldObjects(document)) return undefined;
      const { hover } = await explainer();
      const manifest = await manifestOf(document);
      const options = await explainOptions(document);
      if (token.isCancellationRequested) return undefined;
      const offset = document.offsetAt(position);
      const found = hover(manifest, offset, {
        ...options,
        ...hoverSettings(document.uri),
        addressOf: linkAddress(document, offset),
      });
      if (!found) return undefined;
      ahead.hovered(document, offset);
      markDone('podStartup.hasHovered');
      const { start, end } = found.range;
      return hoverOf(found.markdown, new Range(document.positionAt(start), document.positionAt(end)));
    },
  };
}

/** Where the links of a hover lead that is about an offset of a document. */
export function linkAddress(document: TextDocument, offset: number): (link: HoverLink) => string {
  return (link) => {
    if ('address' in link) return link.address;
    const target: CallTarget = {
      uri: document.uri.toString(),
      offset,
      call: link.call,
      ...(link.field !== undefined && { field: link.field }),
    };
    return `command:${hoverCommands[link.action]}?${encodeURIComponent(JSON.stringify([target]))}`;
  };
}
