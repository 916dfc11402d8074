import type { Plugin } from 'esbuild';

/** The plugin for the package of Mermaid in the folder. */
export function mermaidSequence(packageFolder: string): Plugin;
