import type { PodTemplateSpec } from '../api/types';
import type { KubernetesObject } from './objectStore';

/** Where each kind keeps the template of its pods; a Pod is its own. */
const templatePaths: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  PodTemplate: ['template'],
  ReplicationController: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** The path from an object of this kind to its pod template; undefined for a kind that makes no pods. */
export function podTemplatePath(kind: string | undefined): readonly string[] | undefined {
  return kind !== undefined && Object.hasOwn(templatePaths, kind) ? templatePaths[kind] : undefined;
}

/** The object's pod template (for a Pod itself), or undefined where it has none. */
export function podTemplate(object: KubernetesObject): PodTemplateSpec | undefined {
  const path = podTemplatePath(object.kind);
  let value: unknown = path && object;
  for (const step of path ?? []) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined;
  }
  return typeof value === 'object' && value !== null ? value : undefined;
}
