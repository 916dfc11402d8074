import type { CauseName } from '../../diagnosis/facts/causeTable';
import type { SourceRange } from '../../manifest/sourceNode';

/** Something in a manifest that keeps its pod from starting, or that its start takes for granted. */
export interface ManifestHint {
  /** `error` for what is certain in any world, `warning` for what hardly is meant, `information` for what is assumed. */
  severity: 'error' | 'warning' | 'information';
  /** The stable name of the cause: `unknown-field`. */
  code: string;
  /** What the diagnosis calls that which comes of it, where its code is not that itself. */
  cause?: CauseName;
  message: string;
  /** What to do, in words, where they are known. */
  next?: string;
  range: SourceRange;
}
