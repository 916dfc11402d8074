import { parse } from 'yaml';
import { kindOf } from '../../../../src/core/api/kinds';

/** One object that is asked to be created, in the circumstances of its group. */
export interface Case {
  group: Group;
  manifest: Manifest;
  /** The manifest and its circumstances in one text: the answers are found by it. */
  key: string;
}

/** What cases have in common: what is in their namespace before. */
export interface Group {
  namespaceLabels: Record<string, string>;
  given: Manifest[];
}

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name?: string };
  [field: string]: unknown;
}

type Fields = Record<string, unknown>;

/** The least of each kind that the API server takes. */
const least: Readonly<Record<string, Fields>> = {
  Pod: { spec: { containers: [{ name: 'app', image: 'web:1' }] } },
  PodTemplate: {
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image: 'web:1' }] } },
  },
  Deployment: workload({}),
  ReplicaSet: workload({}),
  StatefulSet: workload({ serviceName: 'web' }),
  DaemonSet: workload({}),
  ReplicationController: workload({ selector: { app: 'web' } }),
  Job: { spec: jobSpec() },
  CronJob: { spec: { schedule: '0 0 * * *', jobTemplate: { spec: jobSpec() } } },
  Service: { spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } },
  PersistentVolumeClaim: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
  PersistentVolume: {
    spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, hostPath: { path: '/data' } },
  },
  StorageClass: { provisioner: 'example.com/disk' },
  RuntimeClass: { handler: 'runc' },
  PriorityClass: { value: 1 },
  LimitRange: { spec: { limits: [{ type: 'Container' }] } },
  ResourceQuota: { spec: { hard: { pods: '10' } } },
};

function workload(more: Fields): Fields {
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image: 'web:1' }] } };
  return { spec: { selector: { matchLabels: { app: 'web' } }, template, ...more } };
}

function jobSpec(): Fields {
  return { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'app', image: 'web:1' }] } } };
}

/** Short words for a Pod that is special in one part: what is written is merged into that. */
const parts: Readonly<Record<string, (patch: unknown) => Fields>> = {
  Container: (patch) => ({ containers: [merged({ name: 'app', image: 'web:1' }, patch)] }),
  InitContainer: (patch) => ({ initContainers: [merged({ name: 'init', image: 'web:1' }, patch)] }),
  EphemeralContainer: (patch) => ({ ephemeralContainers: [merged({ name: 'debug', image: 'web:1' }, patch)] }),
  Volume: (patch) => ({ volumes: [merged({ name: 'data' }, patch)] }),
  Env: (patch) => ({ containers: [{ name: 'app', image: 'web:1', env: [patch] }] }),
  Probe: (patch) => ({ containers: [{ name: 'app', image: 'web:1', livenessProbe: patch }] }),
  PodSpec: (patch) => patch as Fields,
};

/**
 * The cases of a table: a list of what differs from the least object of a kind, or of groups of them with `given`
 * objects and the namespace's `labels`. A field that is null is taken away.
 */
export function casesOf(table: string): Case[] {
  const rows = parse(table) as Fields[];
  return rows.flatMap((row) => {
    const isGroup = 'cases' in row;
    const group: Group = {
      namespaceLabels: (row['labels'] ?? {}) as Record<string, string>,
      given: isGroup ? ((row['given'] ?? []) as Fields[]).map(manifestOf) : [],
    };
    return (isGroup ? (row['cases'] as Fields[]) : [row]).map((one) => caseOf(manifestOf(one), group));
  });
}

export function caseOf(manifest: Manifest, group: Group = { namespaceLabels: {}, given: [] }): Case {
  const { namespaceLabels, given } = group;
  const texts = [manifest, ...(given.length > 0 ? [given] : []), ...(Object.keys(namespaceLabels).length > 0 ? [namespaceLabels] : [])]; // prettier-ignore
  return { group, manifest, key: texts.map((part) => JSON.stringify(part)).join(' ') };
}

/** @param row one entry: a kind, or a part of a Pod, and what is said of it */
export function manifestOf(row: Fields): Manifest {
  const [word = '', patch] = Object.entries(row)[0] ?? [];
  const part = parts[word];
  const kind = part ? 'Pod' : word;
  const base = { apiVersion: kindOf(kind)?.apiVersion ?? 'v1', kind, metadata: { name: 'web' }, ...least[kind] };
  return merged(base, part ? { spec: part(patch) } : patch) as unknown as Manifest;
}

function merged(base: Fields, patch: unknown): Fields {
  const out = { ...base };
  for (const [field, value] of Object.entries((patch ?? {}) as Fields)) {
    if (value === null) delete out[field];
    else out[field] = isFields(value) && isFields(out[field]) ? merged(out[field], value) : value;
  }
  return out;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
