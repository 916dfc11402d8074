import type { Key } from '../parts/keys';

/** The keys of VS Code that package.json gives to commands of this extension; test/fences holds the two together. */
export const editorKeys: readonly Key[] = [
  { does: 'Explain This Manifest', keys: ['Ctrl+K Shift+P'] },
  { does: 'Go to the Next Call', keys: ['Shift+Alt+PageDown'] },
  { does: 'Go to the Previous Call', keys: ['Shift+Alt+PageUp'] },
];
