import type { CriMethods } from './criMethods';

export type CriMethod = keyof CriMethods;

/** A method with its request: what tells a call's name. */
export type CriRequest = { [M in CriMethod]: { method: M; request?: CriMethods[M]['request'] } }[CriMethod];

/** A CRI call, as the recordings have it; `call.method` tells the types of its request and response. */
export type CriCall = { [M in CriMethod]: CriCallOf<M> }[CriMethod];

/** A call of one method. */
export interface CriCallOf<M extends CriMethod> {
  /** Milliseconds since the epoch. */
  start: number;
  end: number;
  /** The method's name without its service: `RunPodSandbox`. */
  method: M;
  request: CriMethods[M]['request'];
  response?: CriMethods[M]['response'];
  error?: { code: string; message: string };
}
