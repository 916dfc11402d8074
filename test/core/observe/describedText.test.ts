import { expect, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnosis';
import type { Diagnosis } from '../../../src/core/diagnosis/facts/finding';
import { savedObservation } from '../../../src/core/observe/savedObservation';

const described = `Name:             web-0
Namespace:        shop
Node:             node-1/10.0.0.1
Start Time:       Mon, 04 May 2026 10:00:01 +0000
Status:           Running
Controlled By:  ReplicaSet/web-5d4f
Containers:
  app:
    Container ID:  containerd://abc
    Image:         registry.example/app:1
    State:          Waiting
      Reason:       CrashLoopBackOff
    Last State:     Terminated
      Reason:       OOMKilled
      Exit Code:    137
      Started:      Mon, 04 May 2026 10:03:00 +0000
      Finished:     Mon, 04 May 2026 10:03:05 +0000
    Ready:          False
    Restart Count:  5
    Limits:
      memory:  256Mi
Conditions:
  Type              Status
  Ready             False
  PodScheduled      True
Events:
  Type     Reason     Age                   From               Message
  ----     ------     ----                  ----               -------
  Normal   Scheduled  5m                    default-scheduler  Successfully assigned shop/web-0 to node-1
  Warning  BackOff    30s (x12 over 4m50s)  kubelet            Back-off restarting failed container app in pod web-0_shop(x)
`;

function told(text: string): Diagnosis[] {
  const trace = savedObservation([{ name: 'saved.txt', text }]).trace();
  return diagnose(trace.view, { now: trace.end });
}

test('the text of kubectl describe is read as the pod and its events', () => {
  const [first] = told(described);
  expect(first).toMatchObject({ subject: 'pod web-0', namespace: 'shop', container: 'app', name: 'out-of-memory' });
  expect(first?.cause).toMatch(/its limit of 256Mi.*5 restarts so far/);
});

test('the ages of a described pod count back from the moment that its start tells', () => {
  const trace = savedObservation([{ name: 'saved.txt', text: described }]).trace();
  // Scheduled 5 minutes ago, at 10:00:01; seen last 30 s ago.
  expect(new Date(trace.end).toISOString()).toMatch(/^2026-05-04T10:04:31\./);
});

test('a description that was cut tells by its events alone', () => {
  const [first] = told(`Name:             kong
Namespace:        shop
Status:           Pending
Events:
  Type     Reason     Age                From     Message
  ----     ------     ----               ----     -------
  Warning  Failed     3s (x2 over 20s)   kubelet  Failed to pull image "kong:3.6": 429 Too Many Requests
`);
  expect(first?.name).toBe('image-rate-limited');
});

test('the table of kubectl get events tells of pods and of what makes them', () => {
  const found = told(`LAST SEEN   TYPE      REASON             OBJECT                 MESSAGE
5m          Warning   FailedScheduling   pod/web-0              0/3 nodes are available: 3 Insufficient cpu.
5m          Warning   FailedCreate       replicaset/shop-5d4f   Error creating: pods "shop-5d4f-x" is forbidden: exceeded quota: team, requested: pods=1, used: pods=5, limited: pods=5
`);
  expect(found.map(({ subject }) => subject).sort()).toEqual(['ReplicaSet shop-5d4f', 'pod web-0']);
});

test('the table of kubectl get events tells of a container that a probe has killed', () => {
  const [first] = told(`NAMESPACE   LAST SEEN   TYPE      REASON      OBJECT      MESSAGE
shop        5m          Warning   Unhealthy   pod/web-1   Liveness probe failed: HTTP probe failed with statuscode: 500
shop        4m          Normal    Killing     pod/web-1   Container app failed liveness probe, will be restarted
`);
  expect(first).toMatchObject({ name: 'liveness-probe-kills', container: 'app' });
});

test('what is described and is no pod is read as what it is', () => {
  const [node] = told(`Name:               node-1
Roles:              <none>
Conditions:
  Type             Status    LastHeartbeatTime                 LastTransitionTime                Reason              Message
  ----             ------    -----------------                 ------------------                ------              -------
  MemoryPressure   Unknown   Mon, 04 May 2026 10:00:00 +0000   Mon, 04 May 2026 10:05:00 +0000   NodeStatusUnknown   Kubelet stopped posting node status.
  Ready            Unknown   Mon, 04 May 2026 10:00:00 +0000   Mon, 04 May 2026 10:05:00 +0000   NodeStatusUnknown   Kubelet stopped posting node status.
Addresses:
`);
  expect(node).toMatchObject({ subject: 'Node node-1', name: 'node-not-ready' });
  expect(node?.cause).toContain('since 10:05:00 UTC: Kubelet stopped posting node status.');
  const [deployment] = told(`Name:                   web
Namespace:              shop
Replicas:               3 desired | 0 updated | 0 total | 0 available | 3 unavailable
StrategyType:           RollingUpdate
Conditions:
  Type             Status  Reason
  ----             ------  ------
  ReplicaFailure   True    FailedCreate
OldReplicaSets:    <none>
Events:
  Type    Reason             Age   From                   Message
  ----    ------             ----  ----                   -------
  Normal  ScalingReplicaSet  5m    deployment-controller  Scaled up replica set web-5d to 3
`);
  expect(deployment).toMatchObject({ subject: 'Deployment web', name: 'pods-refused' });
});

test('where the condition of a described pod has no message, the event says why no node takes it', () => {
  const [first] = told(`Name:           db-0
Namespace:      shop
Node:           <none>
Status:         Pending
Containers:
  db:
    Image:        postgres:16
Conditions:
  Type           Status
  PodScheduled   False
Events:
  Type     Reason            Age    From               Message
  ----     ------            ----   ----               -------
  Warning  FailedScheduling  2m13s  default-scheduler  0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.
`);
  expect(first?.cause).toContain('is not bound to a volume (unbound)');
});
