import type { TextDocument } from 'vscode';
import type { Manifest } from '../core/manifest/parseManifest';

export type Explainer = typeof import('./explainer');

let loaded: Promise<Explainer> | undefined;

/** The core, loaded when it is first needed. */
export function explainer(): Promise<Explainer> {
  if (!loaded) {
    loaded = import('./explainer');
    loaded.then(
      ({ warmUp }) => step(warmUp()),
      // The caller gets the error; the next caller tries again.
      () => (loaded = undefined),
    );
  }
  return loaded;
}

/** Milliseconds from step to step, in which the extension host is free for others. */
const between = 25;

function step(work: Generator<void>): void {
  setTimeout(() => {
    if (!work.next().done) step(work);
  }, between);
}

const known = new WeakMap<TextDocument, { version: number; manifest: Manifest }>();

/** A document as a manifest: parsed once a version, and only in the parts that changed since the last. */
export async function manifestOf(document: TextDocument): Promise<Manifest> {
  const before = known.get(document);
  if (before?.version === document.version) return before.manifest;
  const { parseManifest } = await explainer();
  const manifest = parseManifest(document.getText(), before?.manifest);
  known.set(document, { version: document.version, manifest });
  return manifest;
}
