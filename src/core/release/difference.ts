/**
 * What differs between releases of Kubernetes: its value before all that is listed, and each later one with the release
 * in which it came. A release is written `1.34`.
 */
export interface Difference<T> {
  readonly first: T;
  readonly steps: readonly (readonly [release: string, value: T])[];
  /** What has it so in the later releases, as a sentence for people. */
  readonly means: string;
  /** Where the fact comes from: a file or a change in Kubernetes. */
  readonly source: string;
}

type Told = readonly [means: string, source: string];

/** What came with a release. */
export function since(release: string, ...[means, source]: Told): Difference<boolean> {
  return { first: false, steps: [[release, true]], means, source };
}

/** What was there last in the release before this one. */
export function until(release: string, ...[means, source]: Told): Difference<boolean> {
  return { first: true, steps: [[release, false]], means, source };
}

/** What has another value from a release on. */
export function changing<T>(
  first: T,
  steps: readonly (readonly [release: string, value: T])[],
  ...[means, source]: Told
): Difference<T> {
  return { first, steps, means, source };
}

/** How far a feature gate has come in a release. `deprecated` is on its way out, and off unless it says `on`. */
export type Stage = 'alpha' | 'beta' | 'beta off' | 'GA' | 'deprecated' | 'deprecated on';

/** A feature gate: off before its first stage and in alpha, on in beta unless the row sets it off, and on in GA. */
export interface Gate extends Difference<boolean> {
  readonly stages: readonly (readonly [release: string, stage: Stage])[];
}

const onIn: ReadonlySet<Stage> = new Set(['beta', 'GA', 'deprecated on']);

/**
 * A feature gate by its stages, the earliest first (`pkg/features/kube_features.go`, where no other source is named).
 * @param means what is so when it is on
 */
export function gate(stages: Gate['stages'], means: string, source = 'pkg/features/kube_features.go, 1.37'): Gate {
  return { first: false, steps: stages.map(([release, stage]) => [release, onIn.has(stage)]), stages, means, source };
}

/** A number that orders releases by age: 1.9 comes before 1.18. */
export function ageOf(release: string): number {
  const [major = 0, minor = 0] = release.split('.', 2).map(Number);
  return major * 1000 + minor;
}

/** What a difference is in a release. */
export function valueIn<T>({ first, steps }: Difference<T>, release: string): T {
  const age = ageOf(release);
  return steps.reduce((value, [from, next]) => (ageOf(from) <= age ? next : value), first);
}

/** When a field of the API came, and what it takes for a server to keep it. */
export interface YoungField<G extends string = string> {
  /** The first release that knows it: `1.34`. */
  readonly since: string;
  /** The first release that no longer knows it. */
  readonly until?: string;
  /** The gate without which a server drops what is written there. */
  readonly gate?: G;
}

/** A field that came with a release; a server keeps it where the gate is on, if it has one. */
export function field<G extends string>(release: string, gateName?: G): YoungField<G> {
  return { since: release, ...(gateName && { gate: gateName }) };
}

/** A field that is gone again: a server that knows it drops it, as its gate was never on. */
export function formerField(first: string, gone: string): YoungField<never> {
  return { since: first, until: gone };
}
