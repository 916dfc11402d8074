import type { WrittenObject } from '../../api/kubernetesObject';
import type { KubernetesRelease, KubernetesVersion } from '../../release/kubernetesRelease';
import type { DurationProfile } from '../../scenario/durationProfile';
import type { FieldValidation } from '../../scenario/fieldValidation';
import type { Scenario } from '../../scenario/scenario';
import type { UsualEndings } from '../../scenario/usualEndings';
import type { Assumption } from '../../trace/assumption';
import type { Missing } from '../../trace/trace';

export interface SimulationInput {
  /** The manifest's objects in their order, as written. Pods and workloads are started, the rest is there for them. */
  objects: WrittenObject[];
  /** Objects that exist already: the workspace's other files. */
  existing?: WrittenObject[];
  /** Where objects go that name no namespace. Default: `default`. */
  namespace?: string;
  scenario?: Scenario;
  /** What becomes of fields of `objects` that the API does not have. Default: Ignore, they are dropped. */
  fieldValidation?: FieldValidation;
  /** When containers end of which the scenario says nothing. Default: they keep running. */
  endings?: UsualEndings;
  /** How long is simulated. Default: until nothing more happens that a person would want to see, at most 10 minutes. */
  seconds?: number;
  /** Without `seconds`, it goes on until this moment, in milliseconds since the epoch, though nothing more happens. */
  atLeastUntil?: number;
  kubernetes?: KubernetesVersion;
  /** A release that no version has, such as one with some differences of another (`mixedRelease`); in place of `kubernetes`. */
  release?: KubernetesRelease;
  /** When it starts, in milliseconds since the epoch. */
  start?: number;
  /** A seed for uids and suffixes. */
  seed?: number;
  /** How long the runtime's calls take, as far as it differs from the scenario's runtime. */
  profile?: Partial<DurationProfile>;
  /** Secret values appear as `‹secret NAME/KEY›` unless this is true (the terminal's `calls` and `outcome`). */
  revealSecrets?: boolean;
  /** What of the objects and the scenario is taken for granted, and what the pods refer to that is not there: for the trace. */
  assumptions?: readonly Assumption[];
  missing?: readonly Missing[];
}
