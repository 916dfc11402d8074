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
