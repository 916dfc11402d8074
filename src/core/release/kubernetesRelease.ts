import { entryOf } from '../entryOf';
import { ageOf, valueIn, type Difference, type YoungField } from './difference';
import { behaviours, gates, youngFields } from './differences';
import { kubeletsOnly, newestVersion, type versions } from './versions';

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
  /** Of the young fields of each definition, whether it knows them. */
  readonly fields: Readonly<Record<string, Readonly<Record<string, boolean>>>>;
} & { readonly [Name in keyof typeof behaviours]: ValueOf<(typeof behaviours)[Name]> };

export { newestVersion } from './versions';

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
  return {
    ...valuesOf(behaviours),
    version,
    gates: valuesOf(gates),
    fields: fieldsKnown(version),
  } as unknown as KubernetesRelease;
}

function fieldsKnown(version: KubernetesVersion): KubernetesRelease['fields'] {
  const known = (fields: Readonly<Record<string, YoungField>>): Record<string, boolean> =>
    Object.fromEntries(Object.entries(fields).map(([name, young]) => [name, isKnownIn(young, version)]));
  return Object.fromEntries(Object.entries(youngFields).map(([definition, fields]) => [definition, known(fields)]));
}

function isKnownIn({ since, until }: YoungField, version: string): boolean {
  return ageOf(since) <= ageOf(version) && (until === undefined || ageOf(version) < ageOf(until));
}

/** Whether a release knows a field that core/api/schema does not have, because it is gone again. */
export function knowsFormerField({ fields }: KubernetesRelease, definition: string, name: string): boolean {
  return entryOf(entryOf(fields, definition), name) ?? false;
}

/** Whether a release knows a field of a definition of core/api/schema, be its gate on or off. */
export function knowsField({ fields }: KubernetesRelease, definition: string, name: string): boolean {
  return entryOf(entryOf(fields, definition), name) ?? true;
}

/** Whether a server of a release keeps what is written in a field: it knows the field, and its gate is on. */
export function keepsField(release: KubernetesRelease, definition: string, name: string): boolean {
  if (!knowsField(release, definition, name)) return false;
  const gate = youngField(definition, name)?.gate;
  return !gate || release.gates[gate];
}

/** When a field came, and its gate; undefined for one that every release has. */
export function youngField(definition: string, name: string): YoungField<GateName> | undefined {
  const fields = entryOf<Readonly<Record<string, YoungField<GateName>>>>(youngFields, definition);
  return entryOf(fields, name);
}

/** The control plane of a kubelet of a release, where nobody says that it is another one. */
export function controlPlaneOf(kubelet: KubernetesRelease): KubernetesRelease {
  return kubeletsOnly.has(kubelet.version) ? releaseOf(newestVersion) : kubelet;
}

/** Whether a release is older than another one. */
export function isOlder(one: KubernetesRelease, other: KubernetesRelease): boolean {
  return ageOf(one.version) < ageOf(other.version);
}
