import { entryOf } from '../entryOf';

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
  return entryOf(templatePaths, kind);
}
