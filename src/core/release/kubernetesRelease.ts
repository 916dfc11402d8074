import { entryOf } from '../entryOf';
import { ageOf, valueIn, type Difference, type YoungField } from './difference';
import { behaviours, gates, versions, youngFields } from './differences';

/** A release that the simulation knows, without its patch: `1.34`. */
export type KubernetesVersion = (typeof versions)[number];

/** What a difference has in a release, whatever literal its table names. */
type ValueOf<D> = D extends Difference<infer T> ? T : never;

export type GateName = keyof typeof gates;

/** All that is known of a release: how its components behave, which gates are on, and which fields it has. */
export type KubernetesRelease = {
  readonly version: KubernetesVersion;
  /** Whether each feature gate is on by default. */
  readonly gates: Readonly<Record<GateName, boolean>>;
} & { readonly [Name in keyof typeof behaviours]: ValueOf<(typeof behaviours)[Name]> };

/** The release that everything is simulated of where nobody chose another. */
export const newestVersion = versions.at(-1)!;

const made = new Map<KubernetesVersion, KubernetesRelease>();

/** A release as the table has it; the same object for the same version. */
export function releaseOf(version: KubernetesVersion): KubernetesRelease {
  let release = made.get(version);
  if (!release) made.set(version, (release = derive(version)));
  return release;
}

function derive(version: KubernetesVersion): KubernetesRelease {
  const valuesOf = (table: Readonly<Record<string, Difference<unknown>>>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(table).map(([name, difference]) => [name, valueIn(difference, version)]));
  return { ...valuesOf(behaviours), version, gates: valuesOf(gates) } as unknown as KubernetesRelease;
}

/** Whether a release knows a field of a definition of core/api/schema, be its gate on or off. */
export function knowsField({ version }: KubernetesRelease, definition: string, name: string): boolean {
  const young = youngField(definition, name);
  return !young || ageOf(young.since) <= ageOf(version);
}

/** Whether a server of a release keeps what is written in a field: it knows the field, and its gate is on. */
export function keepsField(release: KubernetesRelease, definition: string, name: string): boolean {
  const young = youngField(definition, name);
  return !young || (ageOf(young.since) <= ageOf(release.version) && (!young.gate || release.gates[young.gate]));
}

/** When a field came, and its gate; undefined for one that every release has. */
export function youngField(definition: string, name: string): YoungField<GateName> | undefined {
  const fields = entryOf<Readonly<Record<string, YoungField<GateName>>>>(youngFields, definition);
  return entryOf(fields, name);
}

/** Whether a release is older than another one. */
export function isOlder(one: KubernetesRelease, other: KubernetesRelease): boolean {
  return ageOf(one.version) < ageOf(other.version);
}
