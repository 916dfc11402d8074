import { valueAt, type Path } from '../path';
import type { ManifestObject } from './manifestObject';
import { entryOf } from '../entryOf';

/** Where a kind keeps its pod template. */
const templatePaths: Readonly<Record<string, Path>> = {
  Pod: [],
  Deployment: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  PodTemplate: ['template'],
};

/** The kinds that make pods, or hold what pods are made of. */
export const podMakers: readonly string[] = Object.keys(templatePaths);

/** The path of the pod (metadata and spec) inside an object of the kind; undefined where the kind makes no pods. */
export function podTemplatePath(kind: string): Path | undefined {
  return entryOf(templatePaths, kind);
}

/** The paths of the pod specs that an object has; empty where it has none or its spec is no map. */
export function podSpecsOf(object: Pick<ManifestObject, 'kind' | 'value'>): Path[] {
  const template = podTemplatePath(object.kind);
  if (!template) return [];
  const path = [...template, 'spec'];
  const spec = valueAt(object.value, path);
  return typeof spec === 'object' && spec !== null && !Array.isArray(spec) ? [path] : [];
}
