/** Folders without manifests of the person's own, as a pattern to exclude from a search. */
export const notSearched = '**/{node_modules,.git,vendor}/**';
