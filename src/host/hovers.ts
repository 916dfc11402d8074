import {
  Hover,
  MarkdownString,
  Range,
  type CancellationToken,
  type HoverProvider,
  type Position,
  type TextDocument,
} from 'vscode';
import { explainer, manifestOf } from './manifests';
import { explainOptions } from './explainOptions';
import { hoverSettings, isEnabled } from './settings';
import { mayHoldObjects } from './kubernetesYaml';
import type { HoverLink } from '../core/explain/hoverLinks';

/** Where a link of a hover leads: a call, or one field of its request, of the workload that the hover is in. */
export interface CallTarget {
  uri: string;
  /** The offset that was pointed at. */
  offset: number;
  /** `CreateContainer app` */
  call: string;
  field?: string;
}

const commands = { showInDiagram: 'podStartup.showInDiagram', showRequest: 'podStartup.showRequest' } as const;

/** What becomes of the field under the pointer: computed by the core, for this manifest with its values. */
export const hovers: HoverProvider = {
  async provideHover(document: TextDocument, position: Position, token: CancellationToken): Promise<Hover | undefined> {
    if (!isEnabled('hover', document.uri) || !mayHoldObjects(document)) return undefined;
    const { hover } = await explainer();
    const manifest = await manifestOf(document);
    const options = await explainOptions(document);
    if (token.isCancellationRequested) return undefined;
    const offset = document.offsetAt(position);
    const found = hover(manifest, offset, { ...options, ...hoverSettings(document.uri) });
    if (!found) return undefined;
    const request = found.links.find((link) => 'action' in link && link.action === 'showRequest');
    // The lines that are folded are in the request.
    const text = new MarkdownString(
      found.markdown.replace(/… and \d+ more/, (more) =>
        request ? written({ ...request, title: more }, document, offset) : more,
      ),
    );
    text.isTrusted = { enabledCommands: Object.values(commands) };
    if (found.links.length > 0)
      text.appendMarkdown(`\n\n${found.links.map((link) => written(link, document, offset)).join(' · ')}`);
    const { start, end } = found.range;
    return new Hover(text, new Range(document.positionAt(start), document.positionAt(end)));
  },
};

function written(link: HoverLink, document: TextDocument, offset: number): string {
  if ('address' in link) return `[${link.title}](${link.address})`;
  const target: CallTarget = {
    uri: document.uri.toString(),
    offset,
    call: link.call,
    ...(link.field !== undefined && { field: link.field }),
  };
  return `[${link.title}](command:${commands[link.action]}?${encodeURIComponent(JSON.stringify([target]))})`;
}
