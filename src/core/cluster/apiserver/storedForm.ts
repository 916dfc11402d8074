import { isMap } from '../../isMap';
import { definitionOf, type FieldType } from '../../api/definition';
import { Quantity } from '../../api/quantity';
import { defaultsOf } from './defaults/defaults';
import type { Fill } from './defaults/fill';
import { disabledParts } from './disabledParts';
import { alwaysWritten, structValues } from '../../api/goTypes';
import { remembering } from '../../remembering';
import { keepsField, knowsField, type KubernetesRelease } from '../../release/kubernetesRelease';
import { entryOf, setEntry } from '../../entryOf';

/** Copies a value of one type; undefined where JSON would leave it out. */
type Copy = (value: unknown) => unknown;

/** What is known of a definition before any object is seen. */
interface Plan {
  fill: Fill | undefined;
  /** `always` are structs that are there even if nothing is said of them: Go has no other way. */
  fields: { name: string; copy: Copy; omitEmpty: boolean; required: boolean; always: boolean; zero: unknown }[];
  /** Takes out what a feature gate that is off does not let stand. */
  drop: Fill | undefined;
  /** Whether an object with nothing that is kept is left out altogether. */
  goes: ((source: object) => boolean) | undefined;
}

const plans = new WeakMap<KubernetesRelease, Map<string, Plan>>();

/**
 * A copy of an object as the API server keeps it: only the fields that the API knows, defaults filled in,
 * quantities in canonical form, and what is empty left out as Go's JSON encoding does.
 * Values of a wrong type are kept as they are: the decoder has refused them before.
 * @param release of the API server: which fields it keeps
 * @param definition the object's definition in core/api/schema: `Pod`, `Deployment`, …
 */
export function storedForm<T>(value: T, definition: string, release: KubernetesRelease): T {
  return struct(value, planOf(definition, release)) as T;
}

function planOf(definition: string, release: KubernetesRelease): Plan {
  let known = plans.get(release);
  if (!known) plans.set(release, (known = new Map()));
  let plan = known.get(definition);
  if (plan) return plan;
  plan = {
    fill: defaultsOf(definition),
    drop: definition === 'PodSpec' ? disabledParts(release) : undefined,
    fields: [],
    goes: whenItGoes(definition, release),
  };
  known.set(definition, plan);
  const values = entryOf(structValues, definition);
  const zeros =
    release.emptyCreationTimestamps && definition === 'ObjectMeta'
      ? { creationTimestamp: null }
      : entryOf(alwaysWritten, definition);
  // Of a claim's fields only those of a claim itself are dropped, not those of a template (prepareForCreate.ts).
  const keeps = definition === 'PersistentVolumeClaimSpec' ? knowsField : keepsField;
  for (const [name, { type, omitEmpty, required }] of definitionOf(definition)) {
    const isMetadata = type.kind === 'struct' && type.name === 'ObjectMeta';
    const always = (values?.includes(name) ?? false) || (isMetadata && release.emptyCreationTimestamps);
    if (keeps(release, definition, name))
      plan.fields.push({ name, copy: copyOf(type, release), omitEmpty, required, always, zero: entryOf(zeros, name) });
  }
  return plan;
}

function struct(value: unknown, plan: Plan): unknown {
  if (!isMap(value)) return value;
  // Defaults are set from the outside in, as the generated SetObjectDefaults_… functions do.
  const source = plan.fill || plan.drop ? { ...value } : value;
  plan.drop?.(source);
  plan.fill?.(source);
  const out: Record<string, unknown> = {};
  let isEmpty = true;
  for (const { name, copy, omitEmpty, required, always, zero } of plan.fields) {
    const item = entryOf(source, name) ?? (always ? {} : undefined);
    if (item === undefined) {
      if (zero !== undefined) setEntry(out, name, zero);
      continue;
    }
    if (omitEmpty && (item === '' || item === 0 || item === false)) continue;
    const copied = copy(item);
    if (copied === undefined && !required) continue;
    setEntry(out, name, copied);
    isEmpty = false;
  }
  return isEmpty && plan.goes?.(source) ? undefined : out;
}

/**
 * A lifecycle and a hook go with the last field that is dropped of them (pkg/api/pod/util.go dropContainerStopSignals and
 * dropPodLifecycleSleepAction, 1.33); a field that the server does not know leaves them behind, empty.
 */
function whenItGoes(definition: string, release: KubernetesRelease): Plan['goes'] {
  const isDropped = (of: string, field: string): boolean =>
    knowsField(release, of, field) && !keepsField(release, of, field);
  const dropsSleep = isDropped('LifecycleHandler', 'sleep');
  if (definition === 'LifecycleHandler') return dropsSleep ? (hook) => 'sleep' in hook : undefined;
  if (definition !== 'Lifecycle') return undefined;
  if (dropsSleep) return () => true;
  return isDropped('Lifecycle', 'stopSignal') ? (lifecycle) => 'stopSignal' in lifecycle : undefined;
}

function copyOf(type: FieldType, release: KubernetesRelease): Copy {
  switch (type.kind) {
    case 'struct': {
      let plan: Plan | undefined; // looked up late: definitions refer to themselves
      return (value) => struct(value, (plan ??= planOf(type.name, release)));
    }
    case 'list': {
      const copy = copyOf(type.of, release);
      const zero = zeroOf(type.of);
      return (value) => {
        if (!Array.isArray(value)) return value;
        return value.length === 0 ? undefined : value.map((item: unknown) => copy(item ?? zero));
      };
    }
    case 'map': {
      const copy = type.of.kind === 'scalar' && type.of.name === 'Quantity' ? resourceAmount : copyOf(type.of, release);
      const zero = zeroOf(type.of);
      return (value) => {
        if (!isMap(value)) return value;
        const out: Record<string, unknown> = {};
        let isEmpty = true;
        for (const key of Object.keys(value)) {
          setEntry(out, key, copy(entryOf(value, key) ?? zero) ?? '');
          isEmpty = false;
        }
        return isEmpty ? undefined : out;
      };
    }
    case 'scalar':
      return type.name === 'Quantity' ? canonicalQuantity : (value) => value;
  }
}

/** What Go makes of a null in a list or a map: the type's zero value. */
function zeroOf(type: FieldType): unknown {
  if (type.kind !== 'scalar') return type.kind === 'struct' ? {} : undefined;
  if (type.name === 'boolean') return false;
  if (type.name === 'Quantity') return '0';
  return /^(?:int|double|IntOrString)/.test(type.name) ? 0 : '';
}

function canonicalQuantity(value: unknown): unknown {
  return isAmount(value) ? canonical(String(value)) : value;
}

const canonical = remembering((text) => canonicalText(text, (quantity) => quantity));

/** An amount in a list of resources is rounded up to a thousandth (SetDefaults_ResourceList, pkg/apis/core/v1/defaults.go, 1.37). */
function resourceAmount(value: unknown): unknown {
  return isAmount(value) ? canonicalAmount(String(value)) : value;
}

const canonicalAmount = remembering((text) =>
  canonicalText(text, (quantity) =>
    quantity.nanos % 1_000_000n === 0n ? quantity : Quantity.parse(`${quantity.milliValue()}m`),
  ),
);

function isAmount(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

function canonicalText(text: string, round: (quantity: Quantity) => Quantity): string {
  try {
    return round(Quantity.parse(text)).toString();
  } catch {
    return text;
  }
}
