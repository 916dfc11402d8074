import { definitionOf, type FieldType } from '../../../../src/core/api/definition';
import { caseOf, manifestOf, type Case } from './cases';

type Fields = Record<string, unknown>;

const long = 'a'.repeat(300);
/** What each scalar is set to: nothing, what hardly any field takes, what many take. */
const scalars: Readonly<Record<string, readonly unknown[]>> = {
  string: ['', 'Not Valid!', 'web', long],
  int32: [-1, 0, 1, 70_000],
  int64: [-1, 0, 1, 5_000_000_000],
  double: [-1, 0.5],
  boolean: [true, false],
  bytes: ['d2Vi', ''],
  Quantity: ['-1', '0', '1500m', '1Ki'],
  IntOrString: [-1, 0, 70_000, '', 'Not Valid!', '150%', 'web'],
  Time: ['2026-01-01T00:00:00Z'],
  object: [{}],
};
/** Not asked again below the kinds that have them: a Pod's spec is gone through once. */
const elsewhere = new Set(['PodTemplateSpec', 'ObjectMeta', 'PersistentVolumeClaimTemplate', 'JobTemplateSpec']);

const kinds = [
  'Pod',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'ReplicationController',
  'Job',
  'CronJob',
  'Service',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'StorageClass',
  'RuntimeClass',
  'PriorityClass',
  'LimitRange',
  'ResourceQuota',
];

/**
 * A case for each field of each kind of workload and of what belongs to it, for each of some values, with all else as
 * in the least object of that kind. Nobody chose them for what comes out.
 */
export function generatedCases(): Case[] {
  return kinds.flatMap((kind) => {
    const patches = [...definitionOf(kind)]
      .filter(([field]) => !['apiVersion', 'kind', 'metadata', 'status'].includes(field))
      .flatMap(([field, { type }]) => valuesOf(type, [kind]).map((value) => ({ [field]: value })));
    const cases = patches.map((patch) => caseOf(manifestOf({ [kind]: withLeast(kind, patch) })));
    return [...new Map(cases.map((one) => [one.key, one])).values()];
  });
}

/** Items of lists that a least object has are kept beside what is asked of one of them. */
function withLeast(kind: string, patch: Fields): Fields {
  const spec = patch['spec'] as Fields | undefined;
  if (kind !== 'Pod' || !spec) return patch;
  const out: Fields = { ...spec };
  for (const list of ['containers', 'initContainers', 'ephemeralContainers']) {
    const items = out[list];
    if (Array.isArray(items)) out[list] = items.map((item: Fields) => ({ name: 'app2', image: 'web:1', ...item }));
  }
  const volumes = out['volumes'];
  if (Array.isArray(volumes)) out['volumes'] = volumes.map((item: Fields) => ({ name: 'data', ...item }));
  return { spec: out };
}

function valuesOf(type: FieldType, above: readonly string[]): unknown[] {
  switch (type.kind) {
    case 'scalar':
      return [...(scalars[type.name] ?? [])];
    case 'list': {
      const items = valuesOf(type.of, above);
      const first = items.find((item) => item !== '' && item !== -1);
      return [[], ...items.map((item) => [item]), ...(first === undefined ? [] : [[first, first]])];
    }
    case 'map': {
      const items = valuesOf(type.of, above);
      return [{}, ...items.map((item) => ({ web: item })), { 'Not Valid!': items.at(-1) }];
    }
    case 'struct': {
      if (elsewhere.has(type.name) || above.includes(type.name)) return [];
      const fields = [...definitionOf(type.name)];
      return [
        {},
        ...fields.flatMap(([field, { type: of }]) =>
          valuesOf(of, [...above, type.name]).map((value) => ({ [field]: value })),
        ),
      ];
    }
  }
}
