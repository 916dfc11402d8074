/** A text that is no saved output of a cluster, and why. */
export class SavedOutputError extends Error {}
