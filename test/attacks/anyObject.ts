import { schema } from '../../src/core/api/schema';
import { kindOf } from '../../src/core/api/kinds';
import { formatPath, valueAt, type Path } from '../../src/core/path';
import { everything, pathsIn, podsWithEverything } from '../core/explain/everyField';

/** Kinds whose fields the schema has. */
export const kinds = Object.keys(schema).filter((name) => kindOf(name) !== undefined);

const template = {
  metadata: { labels: { app: 'web' } },
  spec: { restartPolicy: 'Always', containers: [{ name: 'main', image: 'nginx' }] },
};

/** An object of a kind with all of its fields; pod templates, which pods show, are small. */
export function anyObject(kind: string): Record<string, unknown> {
  const small = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(small);
    if (typeof value !== 'object' || value === null) return value;
    const fields = Object.entries(value).map(([name, entry]) => {
      const isTemplate =
        typeof valueAt(entry, ['spec', 'containers']) === 'object' && valueAt(entry, ['kind']) === undefined;
      return [name, isTemplate ? template : small(entry)];
    });
    return Object.fromEntries(fields) as object;
  };
  const { apiVersion } = kindOf(kind)!;
  const fields = kind === 'Pod' ? { spec: template.spec } : (small(everything(kind)) as object);
  return {
    ...fields,
    apiVersion,
    kind,
    metadata: { ...(everything('ObjectMeta') as object), name: 'web', namespace: 'default' },
  };
}

/** Objects that together have every field of every kind: a pod for each field of a pod's spec, and one of each kind. */
export function namedObjects(): { name: string; object: Record<string, unknown> }[] {
  return [
    ...podsWithEverything().map(({ field, pod }) => ({ name: `Pod with ${field}`, object: { ...pod } })),
    ...kinds.map((kind) => ({ name: kind, object: anyObject(kind) })),
  ];
}

/** Each place of a value with the first of each sort: `spec.containers[].name` once. */
export function placesOf(value: object): Path[] {
  const places = new Map<string, Path>();
  for (const path of pathsIn(value)) {
    const sort = formatPath(path).replace(/\[\d+\]/g, '[]');
    if (path.length > 0 && !places.has(sort)) places.set(sort, path);
  }
  return [...places.values()];
}

/** A pod that takes up whatever is called `web`. */
const taker = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'taker' },
  spec: {
    serviceAccountName: 'web',
    priorityClassName: 'web',
    runtimeClassName: 'web',
    imagePullSecrets: [{ name: 'web' }],
    containers: [
      {
        name: 'app',
        image: 'nginx',
        env: [
          { name: 'A', valueFrom: { configMapKeyRef: { name: 'web', key: 'constructor', optional: true } } },
          { name: 'B', valueFrom: { secretKeyRef: { name: 'web', key: '__proto__', optional: true } } },
        ],
        envFrom: [{ configMapRef: { name: 'web' } }, { secretRef: { name: 'web' } }],
        volumeMounts: [{ name: 'claim', mountPath: '/claim' }],
      },
    ],
    volumes: [
      { name: 'claim', persistentVolumeClaim: { claimName: 'web' } },
      { name: 'all', projected: { sources: [{ configMap: { name: 'web' } }, { secret: { name: 'web' } }] } },
    ],
  },
};

/** The manifest of an object, with a pod that takes it up where it makes none itself. */
export function manifestOf(object: unknown): string {
  const text = JSON.stringify(object);
  return text.includes('"containers"') ? text : `${text}\n---\n${JSON.stringify(taker)}`;
}
