/** What a start has to get past, in the order of a start. */
export type GateKind =
  'node' | 'volumes' | 'sandbox' | 'image' | 'start' | 'hook' | 'end' | 'startup' | 'ready' | 'readinessGate';

/** Open: the start is past it. Holds: something waits for it now. Ahead: what comes before it holds. */
export type GateState = 'open' | 'holds' | 'ahead';

/** One gate of a pod's start at a moment, as the pod alone tells it. */
export interface Gate {
  kind: GateKind;
  /** The container that it is of; absent where it is the pod's. */
  container?: string;
  /** Unique in the pod, and the same at each moment. */
  id: string;
  /** For whom it is not its own: `image of app`. */
  name: string;
  /** To follow "waits for", for whom it is its own: `its image`. */
  what: string;
  state: GateState;
  /** Who or what holds it, to follow "held by"; only where it holds. */
  heldBy?: string;
  /** What would open it; only where it is not open. */
  opensWhen?: string;
}

/** The gates of a pod at a moment, in the order in which they open. */
export interface PodGates {
  gates: readonly Gate[];
  /** The containers in the order in which they start, each with the gate that it waits at. */
  containers: readonly { name: string; holding?: Gate }[];
  /** The gate that the pod as a whole waits at; none where it is Ready, or over. */
  holding?: Gate;
}
