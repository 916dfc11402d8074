/** A pod as a cluster shows it, without a status. */
export const savedPod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'default', uid: 'u1', creationTimestamp: '2026-01-01T00:00:00Z' },
  spec: { nodeName: 'n1', containers: [{ name: 'app', image: 'nginx' }] },
};

/** What happened to that pod a second later, with other fields where they are given. */
export function savedEvent(fields: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'e', namespace: 'default' },
    involvedObject: { kind: 'Pod', name: 'web', namespace: 'default', uid: 'u1' },
    reason: 'Failed',
    type: 'Warning',
    message: 'Failed to pull image "x": not found',
    firstTimestamp: '2026-01-01T00:00:01Z',
    lastTimestamp: '2026-01-01T00:00:01Z',
    count: 1,
    ...fields,
  };
}
