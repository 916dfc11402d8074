import type { Choice } from '../shown/picks';
import type { ComparedWith, HostToPanel } from '../../core/panel/protocol';
import type { PanelStart } from '../../core/panel/shownComparison';

/** One of two starts that are compared, with the document that its lines lead to. */
export interface HostStart extends PanelStart {
  uri?: string;
}

/** What the start that a panel shows can be compared with. */
export interface Comparable {
  /** The starts that a person can choose; `pod` is the one that is shown, '' for all. */
  choices(pod: string): Promise<Choice<ComparedWith>[]>;
  /** The two starts; the right one is shown. @throws NothingToCompare */
  starts(chosen: ComparedWith): Promise<readonly [left: HostStart, right: HostStart]>;
}

/** Why two starts cannot be compared, in a sentence that a person reads. */
export class NothingToCompare extends Error {}

/** The panel whose start is compared. */
export interface ComparingPanel {
  readonly title: string;
  post(message: HostToPanel): void;
  attempt(work: () => Promise<void>): Promise<void>;
  /** Undefined before there is a start to compare. */
  comparable(): Promise<Comparable | undefined>;
  /** Keeps what was chosen over a reload of the window. */
  remember?(chosen: ComparedWith | undefined): void;
}
