import type { DaemonSet, StatefulSet } from '../../../api/types';
import type { ApiClient } from '../../apiserver/apiClient';
import type { KubernetesObject } from '../../../api/kubernetesObject';
import { controllerRef } from '../../../componentHelpers/controllerRef';
import { templateHash } from './templateHash';

/** The name of the revision that keeps a set's template: `web-5f46b9d87c` (pkg/controller/history/controller_history.go, 1.37). */
export function revisionName({ metadata, spec }: StatefulSet | DaemonSet): string {
  return `${metadata?.name}-${templateHash(spec.template)}`;
}

/** Keeps the set's template as its first revision, before its pods are made. @returns whether it is there */
export function createRevision(client: ApiClient, set: StatefulSet | DaemonSet): boolean {
  const { metadata, spec } = set;
  const revision: KubernetesObject & { data: object; revision: number } = {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: revisionName(set),
      ...(metadata?.namespace !== undefined && { namespace: metadata.namespace }),
      labels: { ...spec?.template.metadata?.labels, 'controller-revision-hash': templateHash(spec.template) },
      ownerReferences: [controllerRef(set)],
    },
    data: { spec: { template: { ...spec?.template, $patch: 'replace' } } },
    revision: 1,
  };
  const made = client.create(revision);
  return !('error' in made) || made.error.code === 409;
}
