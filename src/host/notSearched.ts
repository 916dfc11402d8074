/** Folders in which nobody keeps manifests of their own, as a pattern for what is left out of a search. */
export const notSearched = '**/{node_modules,.git,vendor}/**';
