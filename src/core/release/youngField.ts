import type { gates } from './differences';

/** When a field of the API came, and what it takes for a server to keep it. */
export interface YoungField {
  /** The first release that knows it: `1.34`. */
  readonly since: string;
  /** Without it a server drops what is written there. */
  readonly gate?: keyof typeof gates;
}

/** A field that came with a release; a server keeps it where the gate is on, if it has one. */
export function field(release: string, gateName?: keyof typeof gates): YoungField {
  return { since: release, ...(gateName && { gate: gateName }) };
}
