/** A CRI call, as the recordings have it. */
export interface CriCall {
  /** Milliseconds since the epoch. */
  start: number;
  end: number;
  /** The method's name without its service: `RunPodSandbox`. */
  method: string;
  request: unknown;
  response?: unknown;
  error?: { code: string; message: string };
}
