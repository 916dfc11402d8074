import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Event, Pod } from '../../src/core/api/types';
import { applyManifest, deleteObjects } from '../../src/kubectl/apply';
import { findKubectl } from '../../src/kubectl/findKubectl';
import { kubeContexts } from '../../src/kubectl/kubeconfig';
import { Kubectl } from '../../src/kubectl/kubectl';
import { KubectlError } from '../../src/kubectl/kubectlError';
import { checkedText, kubectlArgs } from '../../src/kubectl/kubectlArgs';
import { watch, type WatchNews } from '../../src/kubectl/watch';
import { simulate } from '../../src/core/cluster/simulate/simulate';
import { startCluster, whyNoCluster, type Cluster } from './cluster';

const reason = whyNoCluster();
const manifest =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: nginx\n  labels:\n    run: nginx\nspec:\n  containers:\n  - name: nginx\n    image: nginx\n';

describe.skipIf(reason !== undefined && process.env['POD_STARTUP_CI'] !== '1')(
  `kubectl and a real cluster${reason ? ` (skipped: ${reason})` : ''}`,
  () => {
    let cluster: Cluster;
    let kubectl: Kubectl;

    beforeAll(async () => {
      cluster = await startCluster();
      const found = await findKubectl({ env: { ...process.env, KUBECONFIG: cluster.kubeconfig } });
      kubectl = new Kubectl(found?.executable ?? 'kubectl', cluster.context, found?.env);
    });
    afterAll(async () => {
      await kubectl?.dispose();
      await cluster?.stop();
    });

    test('the kubeconfig’s contexts are listed, the current one first', async () => {
      const [first] = await kubeContexts(new Kubectl(kubectl.executable, undefined, kubectl.env));
      expect(first).toMatchObject({ name: 'kind-kind', namespace: 'default', current: true });
    });

    test('a pod is applied, watched to Running, and makes the calls that are simulated; then it is deleted', async () => {
      const stop = new AbortController();
      const pods: WatchNews<Pod>[] = [];
      const events: WatchNews<Event>[] = [];
      const offset = cluster.criOffset();
      const watches = [
        watch<Pod>(
          kubectl,
          { path: checkedText`/api/v1/namespaces/default/pods`, labelSelector: 'run=nginx' },
          (news) => pods.push(news),
          stop.signal,
        ),
        watch<Event>(
          kubectl,
          { path: checkedText`/api/v1/namespaces/default/events` },
          (news) => events.push(news),
          stop.signal,
        ),
      ];
      await expect.poll(() => pods.length, { timeout: 20_000 }).toBeGreaterThan(0);
      const applied = await applyManifest(kubectl, manifest, 'default', false);
      expect(applied.map(({ created }) => created)).toEqual([true]);
      const phases = (): (string | undefined)[] =>
        pods.flatMap((news) => ('object' in news ? [news.object.status?.phase] : []));
      await expect.poll(phases, { timeout: 30_000 }).toContain('Running');
      await expect
        .poll(
          () =>
            events.flatMap((news) =>
              'object' in news && news.object.involvedObject.kind === 'Pod' ? [news.object.reason] : [],
            ),
          { timeout: 10_000 },
        )
        .toEqual(expect.arrayContaining(['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started']));

      const polls = new Set(['PodSandboxStatus', 'ContainerStatus']);
      const made = cluster
        .criCalls(offset)
        .map(({ method }) => method.replace(/^.*\//, ''))
        .filter((method) => !polls.has(method));
      const pod = applied[0]!.object;
      const { metadata, spec } = pod as Pod;
      const simulated = simulate({
        objects: [
          {
            apiVersion: 'v1',
            kind: 'Pod',
            metadata: { name: metadata?.name ?? '' },
            spec: { containers: [{ name: 'nginx', image: spec!.containers[0]!.image! }] },
          },
        ],
        seconds: 3,
      });
      expect(simulated.calls.map(({ method }) => method).filter((method) => !polls.has(method))).toEqual(made);

      expect(await applyManifest(kubectl, manifest, 'default', false)).toMatchObject([{ created: false }]);
      await deleteObjects(kubectl, [pod]);
      await expect.poll(() => pods.some(({ type }) => type === 'DELETED'), { timeout: 60_000 }).toBe(true);
      stop.abort();
      await Promise.all(watches);
    });

    test('what is forbidden, missing or out of reach is told apart', async () => {
      const failure = async (run: Promise<unknown>): Promise<string> =>
        run.then(
          () => 'none',
          (error: KubectlError) => error.failure,
        );
      expect(await failure(kubectl.run(kubectlArgs`get pods --as nobody`))).toBe('forbidden');
      expect(await failure(kubectl.run(kubectlArgs`get pod nope`))).toBe('notFound');
      expect(await failure(kubectl.run(kubectlArgs`get pods --server https://127.0.0.1:1`))).toBe('unreachable');
      expect(await failure(new Kubectl('/nowhere/kubectl').run(kubectlArgs`version`))).toBe('missing');
      const cancelled = new AbortController();
      setTimeout(() => cancelled.abort(), 200);
      expect(await failure(kubectl.run(kubectlArgs`get pods --watch`, { signal: cancelled.signal }))).toBe('cancelled');
      expect(await failure(kubectl.run(kubectlArgs`get pods --watch`, { timeoutMs: 200 }))).toBe('timedOut');
    });
  },
);
