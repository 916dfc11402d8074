import {
  EventEmitter,
  languages,
  workspace,
  Disposable,
  type CancellationToken,
  type DocumentSelector,
  type InlayHint,
  type InlayHintsProvider,
  type Range,
  type TextDocument,
} from 'vscode';
import { explainer, manifestOf } from './manifests';
import { explainOptions } from './explainOptions';
import { linkAddress } from './hovers';
import { inParts } from './inParts';
import { hoverSettings, inlayKindsFor } from './settings';
import { mayHoldPods } from './kubernetesYaml';
import { unwanted, whileWanted } from './whileWanted';
import { onDidChangeWatchedRelease } from './watchedRelease';
import { explainInlayHint, inlayHintOf } from './shown/inlayHints';
import type { InlayHint as Found } from '../core/explain/inlay/inlayHint';
import type { Manifest } from '../core/manifest/parseManifest';

/** What a hint was made from, until the editor lets it go. */
interface Origin {
  document: TextDocument;
  manifest: Manifest;
  found: Found;
}

/** What the API server fills in, beside the lines that leave it out. Nothing is read before a file with pods is seen. */
export function inlayHints(selector: DocumentSelector): Disposable {
  const changes = new EventEmitter<void>();
  const origins = new WeakMap<InlayHint, Origin>();
  const provider: InlayHintsProvider = {
    onDidChangeInlayHints: changes.event,

    async provideInlayHints(document: TextDocument, range: Range, token: CancellationToken): Promise<InlayHint[]> {
      const kinds = inlayKindsFor(document.uri);
      if (kinds.size === 0 || !mayHoldPods(document)) return [];
      const core = await explainer();
      const manifest = await manifestOf(document);
      const options = { ...(await explainOptions(document)), kinds, file: document.uri.path };
      const seen = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
      const all = await inParts(
        whileWanted(core.inlayHints(manifest, seen, options), () => !token.isCancellationRequested),
      );
      if (all === unwanted) return [];
      return all.map((found) => {
        const hint = inlayHintOf(
          document.positionAt(found.offset),
          found.parts.map(({ text }) => text),
        );
        origins.set(hint, { document, manifest, found });
        return hint;
      });
    },

    async resolveInlayHint(hint: InlayHint): Promise<InlayHint> {
      const origin = origins.get(hint);
      if (!origin) return hint;
      const { document, manifest, found } = origin;
      const { inlayHover } = await explainer();
      const options = {
        ...(await explainOptions(document)),
        ...hoverSettings(document.uri),
        addressOf: linkAddress(document, found.offset),
      };
      return explainInlayHint(
        hint,
        found.parts.map((part) => inlayHover(manifest, found, part, options)),
      );
    },
  };
  return Disposable.from(
    changes,
    languages.registerInlayHintsProvider(selector, provider),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('podStartup') || event.affectsConfiguration('yaml')) changes.fire();
    }),
    onDidChangeWatchedRelease(() => changes.fire()),
  );
}
