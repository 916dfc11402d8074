/** A change that was asked of the API server, as recordings have it. */
export interface AskedChange {
  at: string;
  user: string;
  agent: string;
  verb: string;
  resource: string;
  subresource?: string;
  name?: string;
  code?: number;
}

/** The audit log's lines (audit.k8s.io/v1, level Metadata) of changes in a namespace, in the API server's form. */
export function auditLines(namespace: string, changes: readonly AskedChange[]): string {
  return changes
    .map(({ at, user, agent, verb, resource, subresource, name, code }, i) =>
      JSON.stringify({
        kind: 'Event',
        apiVersion: 'audit.k8s.io/v1',
        level: 'Metadata',
        auditID: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
        stage: 'ResponseComplete',
        verb,
        user: { username: user, groups: ['system:authenticated'] },
        userAgent: `${agent}/v1.37.2 (linux/amd64)`,
        objectRef: { resource, namespace, name, apiVersion: 'v1', subresource },
        responseStatus: { metadata: {}, code },
        requestReceivedTimestamp: at,
        stageTimestamp: at,
      }),
    )
    .join('\n');
}
