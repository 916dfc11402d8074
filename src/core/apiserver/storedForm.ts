import { definitionOf, type FieldType } from '../api/definition';
import { Quantity } from '../api/quantity';
import { defaultsOf } from './defaults/defaults';

/**
 * Fields whose feature gate is off by default in 1.37: the API server takes them and drops them
 * (pkg/api/pod/util.go DropDisabledPodFields; pkg/features/kube_features.go names the gates).
 */
const disabled = new Set([
  'EmptyDirVolumeSource.mode',
  'GRPCAction.mode',
  'HTTPGetAction.protocol',
  'Lifecycle.stopSignal',
  'PodSpec.evictionResponders',
  'PodSpec.schedulingGroup',
  'VolumeMount.bindMountOptions',
  ...['ConfigMap', 'DownwardAPI', 'Projected', 'Secret'].map((source) => `${source}VolumeSource.defaultUser`),
  ...[
    'KeyToPath',
    'DownwardAPIVolumeFile',
    'ClusterTrustBundleProjection',
    'PodCertificateProjection',
    'ServiceAccountTokenProjection',
  ].map((definition) => `${definition}.user`),
]);

/**
 * A copy of an object as the API server keeps it: only the fields that the API knows, defaults filled in,
 * quantities in canonical form, and what is empty left out as Go's JSON encoding does.
 * Values of a wrong type are kept as they are: the decoder has refused them before.
 * @param definition the object's definition in core/api/schema: `Pod`, `Deployment`, …
 */
export function storedForm<T>(value: T, definition: string): T {
  return struct(value, definition) as T;
}

function struct(value: unknown, definition: string): unknown {
  if (!isRecord(value)) return value;
  // Defaults are set from the outside in, as the generated SetObjectDefaults_… functions do.
  const fill = defaultsOf(definition);
  const source = fill ? { ...value } : value;
  if (fill) fill(source);
  const out: Record<string, unknown> = {};
  for (const [name, field] of definitionOf(definition)) {
    const item = source[name];
    if (item === undefined || item === null || disabled.has(`${definition}.${name}`)) continue;
    if (field.omitEmpty && (item === '' || item === 0 || item === false)) continue;
    const copy = any(item, field.type);
    if (copy !== undefined || field.required) out[name] = copy;
  }
  return out;
}

function any(value: unknown, type: FieldType): unknown {
  switch (type.kind) {
    case 'struct':
      return struct(value, type.name);
    case 'list':
      if (!Array.isArray(value)) return value;
      return value.length === 0 ? undefined : value.map((item) => any(item, type.of));
    case 'map': {
      if (!isRecord(value)) return value;
      const entries = Object.entries(value);
      if (entries.length === 0) return undefined;
      return Object.fromEntries(entries.map(([key, item]) => [key, any(item, type.of) ?? '']));
    }
    case 'scalar':
      return type.name === 'Quantity' ? canonicalQuantity(value) : value;
  }
}

/** Rounded up to a thousandth and in canonical form (SetDefaults_ResourceList, pkg/apis/core/v1/defaults.go, 1.37). */
function canonicalQuantity(value: unknown): unknown {
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  try {
    return Quantity.parse(value).toString();
  } catch {
    return value;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
