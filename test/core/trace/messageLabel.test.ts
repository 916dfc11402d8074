import { expect, test } from 'vitest';
import { simulate } from '../../../src/core/cluster/simulate/simulate';
import type { KubernetesObject } from '../../../src/core/api/kubernetesObject';
import type { Scenario } from '../../../src/core/scenario/scenario';
import { labelText } from '../../../src/core/trace/labels';
import { requestLabel } from '../../../src/core/trace/messageLabel';
import type { Trace } from '../../../src/core/trace/trace';
import { recordings } from '../../recordings/recordings';
import { replaySimulation } from '../cluster/simulate/replaySimulation';
import { observedTrace } from './observedTrace';

const ended = { name: 'migrate', image: 'shop/migrate:1' };

function start(spec: object, scenario: Scenario, seconds = 20): Trace {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec } as KubernetesObject;
  return simulate({ objects: [pod], scenario, seconds }).trace;
}

function labels(trace: Trace, part: string, onlyPod?: string): string[] {
  return trace.messages
    .filter(({ method }) => method.includes(part))
    .map((message) => labelText(requestLabel(message, { onlyPod })));
}

const statuses = (trace: Trace): string[] => labels(trace, '/status', 'web').map((text) => text.split('status: ')[1]!);

test('a status says what is new in it', () => {
  const spec = {
    containers: [
      { name: 'app', image: 'a', readinessProbe: { exec: { command: ['x'] }, initialDelaySeconds: 4 } },
      { name: 'proxy', image: 'b' },
    ],
  };
  expect(statuses(start(spec, {}))).toEqual([
    'app, proxy: ContainerCreating',
    'PodReadyToStartContainers',
    'app, proxy: running',
    'Ready',
  ]);
});

test('a status says how containers end, which wait, and why', () => {
  const spec = { initContainers: [ended], containers: [{ name: 'app', image: 'a' }] };
  const containers = { migrate: { exit: 0, afterMs: 1500 }, app: { exit: 3, afterMs: 1500 } };
  const told = statuses(start(spec, { containers }));
  expect(told[0]).toBe('migrate, app: PodInitializing');
  expect(told).toEqual(expect.arrayContaining(['migrate: running', 'Ready', 'app: exit 3', 'app: CrashLoopBackOff']));
  expect(told.some((text) => text.startsWith('migrate: Completed'))).toBe(true);
  const killed = start({ containers: [{ name: 'app', image: 'a' }], restartPolicy: 'Never' }, { containers: { app: { exit: 137, afterMs: 900, reason: 'OOMKilled' } } }); // prettier-ignore
  expect(statuses(killed).at(-1)).toBe('Failed');
});

test('an event is named for its reason, and what it is about where that is not the pod that is shown', () => {
  const trace = start({ containers: [{ name: 'app', image: 'a' }] }, {});
  expect(labels(trace, '/events', 'web')).toEqual(expect.arrayContaining(['POST events: Scheduled', 'POST events: Started app'])); // prettier-ignore
  expect(labels(trace, '/events')).toEqual(expect.arrayContaining(['POST events: Scheduled web', 'POST events: Started web/app'])); // prettier-ignore
});

test('no two statuses of a pod in a row have the same label, in what is recorded as in what is simulated, but where nothing is new', () => {
  const again: string[] = [];
  let compared = 0;
  for (const recording of recordings('own').filter((_, i) => i % 4 === 0)) {
    for (const trace of [observedTrace(recording), replaySimulation(recording).trace]) {
      const last = new Map<string, string>();
      for (const message of trace.messages) {
        if (!message.method.endsWith('/status') || message.because?.type !== 'statusChanged') continue;
        const label = labelText(requestLabel(message));
        expect(label).not.toMatch(/undefined|: $/);
        compared++;
        if (last.get(message.method) === label && message.because.changes[0]?.type !== 'other')
          again.push(`${recording.name} ${trace.source}: ${label}`);
        last.set(message.method, label);
      }
    }
  }
  expect(compared).toBeGreaterThan(300);
  expect(again).toEqual([]);
});
