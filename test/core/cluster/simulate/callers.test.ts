import { expect, test } from 'vitest';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';
import { simulate, type Simulation } from '../../../../src/core/cluster/simulate/simulate';
import { kindOfMessage } from '../../../../src/core/trace/messageLevels';
import { sequenceDiagram } from '../../../../src/core/diagram/sequenceDiagram';
import { story } from '../../../../src/core/story/story';
import type { Scenario } from '../../../../src/core/scenario/scenario';

const container = '{ name: app, image: nginx }';
const template = (spec = ''): string =>
  `template: { metadata: { labels: { app: web } }, spec: { ${spec} containers: [${container}] } }`;
const selector = 'selector: { matchLabels: { app: web } }';

function start(manifest: string, scenario: Scenario = {}, seconds = 6): Simulation {
  return simulate({ objects: parseManifest(manifest).objects.map(({ value }) => value), scenario, seconds });
}

/** Who asked what, but for events: each once, in the order of its first time. */
function asked({ trace }: Simulation): string[] {
  const all = trace.messages
    .filter(({ caller, method }) => caller !== undefined && !method.includes('/events'))
    .map((message) => {
      const failed = message.outcome.ok ? '' : ` ✗ ${message.outcome.code}`;
      return `${message.caller} ${kindOfMessage(message).replace(/^HTTP /, '')}${failed}`;
    });
  return [...new Set(all)];
}

const ofPod = [
  'kube-scheduler POST pods/binding',
  'kubelet PATCH pods/status',
  'kubelet POST serviceaccounts/token',
  'kubelet PATCH pods/status (Ready)',
];

test('a Job past its deadline: the job controller deletes the pod, and lets go of it', () => {
  const job = start(
    `{ apiVersion: batch/v1, kind: Job, metadata: { name: web }, spec: { activeDeadlineSeconds: 2, ${template('restartPolicy: Never,')} } }`,
  );
  expect(asked(job)).toEqual([
    'kubectl POST jobs',
    'job-controller POST pods',
    'job-controller PUT jobs/status',
    ...ofPod,
    'job-controller DELETE pods',
    'job-controller PATCH pods',
    'kubelet PATCH pods/status (ended)',
    'kubelet DELETE pods',
  ]);
  expect(story(job.trace)).toMatch(/job-controller → API server +DELETE pods\/web-/);
  expect(sequenceDiagram(job.trace).text).toContain('job-controller: DELETE');
});

test('a preemption: the scheduler marks and deletes the victim', () => {
  const pod = (name: string): string =>
    `{ apiVersion: v1, kind: Pod, metadata: { name: ${name} }, spec: { priorityClassName: ${name}, terminationGracePeriodSeconds: 1, containers: [{ name: app, image: nginx, resources: { requests: { cpu: 1500m } } }] } }`;
  const priority = (name: string, value: number): string =>
    `{ apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: { name: ${name} }, value: ${value} }`;
  const text = [priority('low', 1), priority('high', 1000), pod('low'), pod('high')].join('\n---\n');
  const { trace } = start(text, { node: { capacity: { cpu: '2', memory: '4Gi', pods: '110' } } });
  const toVictim = trace.messages.filter(
    ({ caller, subject, method }) =>
      caller === 'kube-scheduler' && subject?.pod === 'low' && !method.includes('/events'),
  );
  expect(toVictim.map((message) => kindOfMessage(message))).toEqual([
    'HTTP POST pods/binding',
    'HTTP PATCH pods/status',
    'HTTP DELETE pods',
  ]);
  expect(trace.messages.some(({ caller, method }) => caller === 'kubectl' && method.startsWith('DELETE'))).toBe(false);
});

test('a Deployment: its controller makes a replica set, whose controller makes the pods', () => {
  const deployment = start(
    `{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web }, spec: { ${selector}, ${template()} } }`,
  );
  expect(asked(deployment).toSorted()).toEqual(
    [
      'kubectl POST deployments',
      'deployment-controller POST replicasets',
      'deployment-controller PUT deployments/status',
      'replicaset-controller POST pods',
      'replicaset-controller PUT replicasets/status',
      ...ofPod,
    ].toSorted(),
  );
  expect(story(deployment.trace, { level: 1 })).toMatch(/deployment-controller → API server +POST replicasets/);
});

test('pods that a quota refuses: each try is an arrow that failed, with the answer', () => {
  const quota = '{ apiVersion: v1, kind: ResourceQuota, metadata: { name: q }, spec: { hard: { pods: "0" } } }';
  const deployment = `{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web }, spec: { ${selector}, ${template()} } }`;
  const refused = start(`${quota}\n---\n${deployment}`);
  expect(asked(refused)).toEqual([
    'kubectl POST resourcequotas',
    'kubectl POST deployments',
    'resourcequota-controller PUT resourcequotas/status',
    'deployment-controller POST replicasets',
    'deployment-controller PUT deployments/status',
    'replicaset-controller POST pods ✗ 403 Forbidden',
    'replicaset-controller PUT replicasets/status',
  ]);
  expect(story(refused.trace)).toContain('✗ 403 Forbidden: pods "web-');
  expect(sequenceDiagram(refused.trace).text).toMatch(/--x.*403 Forbidden/);
});

test('a StatefulSet: a revision, a claim, then its pod', () => {
  const claim =
    'volumeClaimTemplates: [{ metadata: { name: data }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } }]';
  const set = start(
    `{ apiVersion: apps/v1, kind: StatefulSet, metadata: { name: web }, spec: { serviceName: web, ${selector}, ${claim}, ${template()} } }`,
  );
  expect(asked(set).slice(0, 5)).toEqual([
    'kubectl POST statefulsets',
    'statefulset-controller POST controllerrevisions',
    'statefulset-controller POST persistentvolumeclaims',
    'statefulset-controller POST pods',
    'kube-scheduler PATCH pods/status',
  ]);
  expect(asked(set)).toContain('statefulset-controller PUT statefulsets/status');
  expect(asked(set)).toContain('persistent-volume-binder PUT persistentvolumeclaims/status');
  expect(asked(set)).toContain('rancher.io/local-path POST persistentvolumes');
});

test('a CronJob: its controller makes the Job and keeps its status', () => {
  const cronJob = simulate({
    objects: parseManifest(
      `{ apiVersion: batch/v1, kind: CronJob, metadata: { name: web }, spec: { schedule: "0 3 * * *", jobTemplate: { spec: { ${template('restartPolicy: Never,')} } } } }`,
    ).objects.map(({ value }) => value),
    scenario: { containers: { app: { exit: 0, afterMs: 100 } } },
  });
  const found = asked(cronJob);
  expect(found.slice(0, 3)).toEqual([
    'kubectl POST cronjobs',
    'cronjob-controller POST jobs',
    'cronjob-controller PUT cronjobs/status',
  ]);
  expect(found).toContain('job-controller POST pods');
});

test('a DaemonSet: a revision, a pod, and the count of them', () => {
  const set = start(
    `{ apiVersion: apps/v1, kind: DaemonSet, metadata: { name: web }, spec: { ${selector}, ${template()} } }`,
  );
  expect(asked(set)).toEqual([
    'kubectl POST daemonsets',
    'daemon-set-controller POST controllerrevisions',
    'daemon-set-controller POST pods',
    'daemon-set-controller PUT daemonsets/status',
    ...ofPod,
  ]);
});
