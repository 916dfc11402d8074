import { describe, expect, test } from 'vitest';
import { faultCatalog } from '../../../src/core/circumstances/faultCatalog';
import { start } from '../../../src/core/circumstances/start';
import { diagnose } from '../../../src/core/diagnosis/diagnosis';
import type { Diagnosis } from '../../../src/core/diagnosis/facts/finding';
import type { Fault } from '../../../src/core/scenario/fault';
import type { Simulation } from '../../../src/core/cluster/simulate/simulate';

const spec = {
  containers: [
    {
      name: 'app',
      image: 'registry.example/shop/web:1.4',
      command: ['serve'],
      startupProbe: { exec: { command: ['cat', '/started'] } },
      readinessProbe: { exec: { command: ['cat', '/ready'] } },
      livenessProbe: { exec: { command: ['cat', '/live'] } },
    },
    { name: 'proxy', image: 'envoy', command: ['/bin/proxy'] },
  ],
};
const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec };

const runtimes = [
  'containerd://1.7.35',
  'containerd://2.0.5',
  'containerd://2.4.2',
  'cri-o://1.32.0',
  'cri-o://1.33.13',
  'cri-o://1.36.3',
];

function startOn(runtime: string, faults: readonly Fault[], seconds: number): Simulation {
  return start({ objects: [pod], circumstances: { runtime, faults, seconds } });
}

/** What a diagnosis says whatever the words of the runtime that it quotes. */
function gist({ name, subject, container, cause, field, next }: Diagnosis): object {
  return {
    name,
    subject,
    container,
    cause: cause.replace(/: .*/s, '').replace(/\d+ times?/, 'some times'),
    field,
    next,
  };
}

describe('a fault is diagnosed alike whatever the runtime says', () => {
  const faults = faultCatalog(spec);
  test.each(faults)('$id', (fault) => {
    const { errors = [], execs = [] } = fault.scenario;
    const isOfRuntime = [...errors, ...execs].some(({ failure }) => failure !== undefined);
    for (const seconds of [6, 40]) {
      const found = runtimes.map((runtime) => {
        const { trace } = startOn(runtime, [fault], seconds);
        return diagnose(trace.view, { now: trace.end, missing: trace.missing }).map(gist);
      });
      for (const [i, one] of found.entries()) expect(one, `${runtimes[i]} after ${seconds} s`).toEqual(found[2]);
      if (isOfRuntime && seconds === 6) expect(found[2]).not.toEqual([]);
    }
  });
});
