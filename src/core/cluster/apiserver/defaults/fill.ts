/** Fills in what a definition's fields default to, in place, before the fields' own definitions are visited. */
export type Fill = (object: Record<string, unknown>) => void;
