import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCli } from '../cli/buildCli';
import { startCluster, whyNoCluster, type Cluster } from './cluster';

const reason = whyNoCluster();
const web = (image: string, replicas = 2) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: ${replicas}
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - name: app
        image: ${image}
`;

interface Ended {
  code: number;
  out: string;
  error: string;
}

describe.skipIf(reason !== undefined && process.env['POD_STARTUP_CI'] !== '1')(
  `a pipeline against a real cluster${reason ? ` (skipped: ${reason})` : ''}`,
  () => {
    let cluster: Cluster;
    let folder: string;
    let program: string;
    let env: NodeJS.ProcessEnv;

    beforeAll(async () => {
      cluster = await startCluster();
      ({ folder, program } = await buildCli('pipeline'));
      env = { ...process.env, KUBECONFIG: cluster.kubeconfig };
    });
    afterAll(async () => {
      rmSync(folder, { recursive: true, force: true });
      await cluster?.stop();
    });

    const kubectl = (input: string | undefined, ...args: string[]) =>
      execFileSync('kubectl', args, { env, encoding: 'utf8', ...(input !== undefined && { input }) });
    const watch = (...args: string[]) =>
      new Promise<Ended>((resolve) =>
        execFile(process.execPath, [program, 'watch', ...args, '--ci'], { env }, (failed, out, error) =>
          resolve({ code: typeof failed?.code === 'number' ? failed.code : 0, out, error }),
        ),
      );
    const file = (name: string) => join(folder, name);

    test('a Deployment is done when its rollout is, the first one and the next', async () => {
      kubectl(web('registry.example/web:1'), 'apply', '-f', '-');
      const first = await watch(
        'deployment/web',
        '--timeout',
        '1m',
        '--budget',
        'ready=1m',
        '--junit',
        file('first.xml'),
      );
      expect(first.code, first.error).toBe(0);
      expect(first.out).toContain('deployment/web: 2 pods started in time');
      expect(readFileSync(file('first.xml'), 'utf8')).toContain('tests="4" failures="0"');
      kubectl(web('registry.example/web:2'), 'apply', '-f', '-');
      const next = await watch('deployment/web', '--timeout', '1m');
      expect(next.code, next.error).toBe(0);
      expect(next.out).toContain('  Deployment web: it is rolled out');
      const images = kubectl(
        undefined,
        'get',
        'pods',
        '-l',
        'app=web',
        '-o',
        'jsonpath={.items[*].spec.containers[0].image}',
      );
      expect(new Set(images.split(' '))).toEqual(new Set(['registry.example/web:2']));
    });

    test('several targets are done when all are; what is stuck is told with its cause', async () => {
      kubectl(undefined, 'run', 'stuck', '--image=registry.example/web:1', '--overrides={"spec":{"nodeSelector":{"disk":"none"}}}'); // prettier-ignore
      const both = await watch('deployment/web', 'pod/stuck', '--timeout', '6s', '--junit', file('stuck.xml'), '--summary', file('stuck.md')); // prettier-ignore
      expect(both.code).toBe(1);
      expect(both.out).toContain('cause: no-node-fits (certain)');
      expect(readFileSync(file('stuck.xml'), 'utf8')).toMatch(/name="stuck starts".*no-node-fits/s);
      const summary = readFileSync(file('stuck.md'), 'utf8');
      expect(summary).toMatch(/^## ❌ .*1 of 3 pods did not start/);
      expect(summary).toContain('```mermaid\nsequenceDiagram');
    });

    test('a Job that is not complete in time, and a cluster that does not answer, have exit codes of their own', async () => {
      kubectl(undefined, 'create', 'job', 'endless', '--image=registry.example/web:1');
      const job = await watch('job/endless', '--timeout', '6s');
      expect(job.code).toBe(1);
      expect(job.out).toContain('Job endless: 0 of 1 pod succeeded');
      writeFileSync(file('gone'), readFileSync(cluster.kubeconfig, 'utf8').replace(/127\.0\.0\.1:\d+/, '127.0.0.1:9'));
      expect((await watch('job/endless', '--kubeconfig', file('gone'))).code).toBe(3);
      expect((await watch('nope!/web')).code).toBe(2);
    });
  },
);
