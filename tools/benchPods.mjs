/** A view of so many pods of workloads, each in one of five troubles, with two events each, their owners and nodes. */
export function podsInTrouble(count) {
  const began = Date.parse('2026-05-04T10:00:00Z');
  const time = (second) => new Date(began + second * 1000).toISOString();
  const names = Array.from({ length: count }, (_, i) => `${['web', 'api', 'db', 'load', 'agent'][i % 5]}-${i}`);
  const owners = names.map((name) => ({
    kind: 'ReplicaSet',
    metadata: { name: `${name}-5d9c`, namespace: 'shop', uid: `owner-${name}` },
    spec: { replicas: 1 },
    status: { replicas: 1, readyReplicas: 0 },
  }));
  const nodes = Array.from({ length: 50 }, (_, i) => ({
    kind: 'Node',
    metadata: { name: `node-${i}`, uid: `node-${i}`, labels: { zone: `zone-${i % 3}` } },
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  }));
  const troubles = [
    { state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "registry.example/web:1": ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image "registry.example/web:1": failed to resolve reference "registry.example/web:1": registry.example/web:1: not found' } } },
    { restartCount: 5, state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 2m40s restarting failed container' } }, lastState: { terminated: { exitCode: 137, reason: 'OOMKilled', startedAt: time(10), finishedAt: time(300) } } },
    { state: { waiting: { reason: 'CreateContainerConfigError', message: 'secret "settings" not found' } } },
    { started: true, state: { running: { startedAt: time(20) } } },
    { state: { waiting: { reason: 'ContainerCreating' } } },
  ]; // prettier-ignore
  const pods = names.map((name, i) => ({
    metadata: { name: `${name}-5d9c-x`, namespace: 'shop', uid: `pod-${name}`, creationTimestamp: time(0), ownerReferences: [{ kind: 'ReplicaSet', name: `${name}-5d9c`, uid: `owner-${name}`, controller: true }] },
    spec: { nodeName: `node-${i % 40}`, containers: [{ name: 'app', image: 'registry.example/web:1', readinessProbe: { httpGet: { path: '/ready', port: 80 } }, envFrom: [{ secretRef: { name: 'settings' } }] }] },
    status: {
      phase: i % 5 === 4 ? 'Pending' : 'Running',
      startTime: time(1),
      conditions: ['PodScheduled', 'Ready'].map((type) => ({ type, status: type === 'Ready' ? 'False' : 'True', lastTransitionTime: time(2) })),
      containerStatuses: [{ name: 'app', image: '', imageID: '', ready: false, restartCount: 0, ...troubles[i % 5] }],
    },
  })); // prettier-ignore
  const event = (pod, reason, message, fieldPath) => ({
    kind: 'Event',
    metadata: { name: `${pod.metadata.name}.${reason}`, namespace: 'shop', uid: `${pod.metadata.uid}-${reason}` },
    involvedObject: { kind: 'Pod', name: pod.metadata.name, namespace: 'shop', uid: pod.metadata.uid, ...(fieldPath && { fieldPath }) },
    reason, message, count: 12, type: 'Warning', firstTimestamp: time(3), lastTimestamp: time(500),
  }); // prettier-ignore
  const events = pods.flatMap((pod) => [
    event(pod, 'Scheduled', 'Successfully assigned'),
    event(pod, 'Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503', 'spec.containers{app}'),
  ]);
  return { view: { pods, events, objects: [...owners, ...nodes], errors: [] }, now: began + 600_000 };
}
