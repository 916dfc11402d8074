import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { manifestText } from '../../src/kubectl/manifestText';
import { applyManifest } from '../../src/kubectl/apply';
import { collectEvidence } from '../../src/kubectl/collectEvidence';
import { Kubectl } from '../../src/kubectl/kubectl';
import { kubectlArgs, namespaceName } from '../../src/kubectl/kubectlArgs';
import { Observation } from '../../src/core/observe/observation';
import { parseManifest } from '../../src/core/manifest/parseManifest';
import { attempts } from '../../src/core/probeClock/attempts';
import { readyTime } from '../../src/core/probeClock/readyTime';
import { pathLines } from '../../src/core/story/pathLines';
import { podProgress } from '../../src/core/observe/podProgress';
import { diagnose } from '../../src/core/diagnosis/diagnosis';
import type { RecordedCall } from '../recordings/recordings';
import { judge } from '../recordings/observedTruth';
import { recordings } from '../recordings/recordings';
import { startCluster, whyNoCluster, type Cluster } from './cluster';

const reason = whyNoCluster();

interface Case {
  name: string;
  manifest: string;
  plan: object;
  /** Milliseconds to watch where the pods do not come to an end by themselves. */
  watched: number;
}

/** The faults that a runtime can be told to have, and the manifests that are wrong by themselves, from the recordings. */
const faults = recordings('own')
  .filter(({ name, errors }) => name.startsWith('fault.') && errors.length === 0)
  .map(({ name, manifest, plan, seconds }): Case => ({ name, manifest, plan, watched: Math.min(seconds, 9) * 1000 }));

const container = (name: string): string => `{name: ${name}, image: "registry.example/shop/${name}:1"}`;
const stories: Case[] = [
  {
    name: 'kubectl run nginx --image nginx',
    manifest: recordings('own').find(({ name }) => name === 'seed.kubectl-run-nginx')?.manifest ?? '',
    plan: {},
    watched: 9_000,
  },
  {
    name: 'a Deployment',
    manifest: `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  replicas: 3\n  selector: {matchLabels: {app: shop}}\n  template:\n    metadata: {labels: {app: shop}}\n    spec: {containers: [${container('web')}, ${container('log')}]}\n`,
    plan: {},
    watched: 9_000,
  },
  {
    name: 'a StatefulSet',
    manifest: `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec:\n  serviceName: db\n  replicas: 2\n  selector: {matchLabels: {app: db}}\n  template:\n    metadata: {labels: {app: db}}\n    spec: {containers: [${container('db')}]}\n`,
    plan: {},
    watched: 12_000,
  },
  {
    name: 'a Job with init containers and a sidecar',
    manifest: `apiVersion: batch/v1\nkind: Job\nmetadata: {name: report}\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n      initContainers:\n      - ${container('fetch')}\n      - {name: proxy, image: "registry.example/shop/proxy:1", restartPolicy: Always}\n      containers: [${container('report')}]\n`,
    plan: { containers: { fetch: { exit: 0, afterMs: 300 }, report: { exit: 0, afterMs: 900 } } },
    watched: 12_000,
  },
];

/** Milliseconds without news after which a start that came to its end is judged. */
const quiet = 1_000;
/** How many namespaces are at work at once: more would be a test of the machine. */
const atOnce = 3;

describe.skipIf(reason !== undefined && process.env['POD_STARTUP_CI'] !== '1')(
  `starts watched through kubectl${reason ? ` (skipped: ${reason})` : ''}`,
  () => {
    let cluster: Cluster;
    let kubectl: Kubectl;
    let turn = 0;

    beforeAll(async () => {
      cluster = await startCluster();
      kubectl = new Kubectl('kubectl', cluster.context, { ...process.env, KUBECONFIG: cluster.kubeconfig });
    });
    afterAll(async () => {
      await kubectl?.dispose();
      await cluster?.stop();
    });

    /** Applies a case in a namespace of its own and watches it; returns what was seen and what was done. */
    async function watched({ manifest, plan, watched: longest }: Case) {
      const namespace = `watched-${++turn}`;
      cluster.plan(namespace, plan);
      await kubectl.run(kubectlArgs`create namespace ${namespaceName(namespace)}`);
      const stop = new AbortController();
      const observation = new Observation();
      let lastNews = Date.now();
      const collected = new Promise<void>((resolve, reject) => {
        collectEvidence(
          kubectl,
          { namespace },
          (evidence) => {
            lastNews = Date.now();
            observation.add(evidence);
          },
          (news) => news.type === 'watching' && resolve(),
          stop.signal,
        ).catch(reject);
      });
      await collected;
      await expect
        .poll(() => kubectl.run(kubectlArgs`get serviceaccounts,configmaps -n ${namespaceName(namespace)} -o name`), {
          timeout: 20_000,
        })
        .toMatch(/serviceaccount\/default[\s\S]*kube-root-ca|kube-root-ca[\s\S]*serviceaccount\/default/);
      const { text, generated } = manifestText(parseManifest(manifest));
      await applyManifest(kubectl, text, namespace, generated);
      const since = Date.now();
      const isOver = (): boolean =>
        observation.pods.length > 0 &&
        observation.pods.every(({ pod }) => podProgress(pod) !== 'starting') &&
        Date.now() - lastNews > quiet;
      while (Date.now() - since < longest && !isOver()) await new Promise((resolve) => setTimeout(resolve, 100));
      // What is on its way arrives.
      await new Promise((resolve) => setTimeout(resolve, 500));
      stop.abort();
      const pods = observation.pods.map(({ pod }) => pod);
      const cri = cluster.criCalls().filter(({ request }) => inNamespace(request, namespace)) as RecordedCall[];
      return { trace: observation.trace(), pods, cri: withStarts(cri, cluster.criCalls()) };
    }

    test.each(stories)('$name: every call is seen inside its error bars', async (story) => {
      const { trace, pods, cri } = await watched(story);
      const { made, wrong } = judge(trace, cri, pods);
      expect(wrong).toEqual([]);
      expect(made).toBeGreaterThanOrEqual(4);
      expect(diagnose(trace.view)).toEqual([]);
    });

    test('a pod is Ready inside the window that its probes leave, and each failed attempt is inside its own', async () => {
      const probed = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - name: app
    image: registry.example/shop/web:1
    startupProbe: {exec: {command: [cat, /up]}, periodSeconds: 2, failureThreshold: 10}
    readinessProbe: {exec: {command: [cat, /ready]}, periodSeconds: 3}
    livenessProbe: {exec: {command: [cat, /up]}, periodSeconds: 4}
`;
      const execs = [
        { match: 'cat /up', exit: 1, times: 2 },
        { match: 'cat /ready', exit: 1, times: 2 },
      ];
      const { trace, pods } = await watched({ name: 'probes', manifest: probed, plan: { execs }, watched: 40_000 });
      const [pod] = pods;
      expect(pod && podProgress(pod)).toBe('started');
      expect(trace.kubernetes).toBe('1.37');
      const messages = trace.messages.filter(({ subject }) => subject?.pod === 'web');
      const failed = attempts(trace, pod!, messages);
      expect(failed.map(({ probe }) => probe).sort()).toEqual(['readiness', 'readiness', 'startup', 'startup']);
      expect(failed.filter(({ isOutside }) => isOutside)).toEqual([]);
      const ready = readyTime(trace, pod!, messages, failed);
      expect(ready).toMatchObject({ isOutside: false, container: 'app' });
      // No wider than what nobody can know: both probes' periods, their timeouts, and what news take.
      expect(ready!.window.latest - ready!.window.earliest).toBeLessThan(2 * (2 + 3) + 2 + 4);
      expect(pathLines(trace).join('\n')).toMatch(/Ready [\d.]+ s after app started, within the/);
    });

    test('the kubelet’s own sums tell when a lone sandbox was begun', async () => {
      const { trace, pods, cri } = await watched(stories[0] as Case);
      expect(judge(trace, cri, pods).wrong).toEqual([]);
      const sandbox = trace.messages.find(({ method }) => method === 'RunPodSandbox');
      expect(sandbox?.evidence?.map(({ what }) => what)).toContain('kubelet metrics');
      expect(sandbox?.start?.precision).toBeLessThan(130);
    });

    test(`${faults.length} faults: every call is seen inside its error bars, and each stuck pod has a cause`, async () => {
      const wrong: Record<string, unknown> = {};
      const waiting = [...faults];
      const work = async (): Promise<void> => {
        for (let fault = waiting.shift(); fault; fault = waiting.shift()) {
          const { trace, pods, cri } = await watched(fault);
          const judgement = judge(trace, cri, pods);
          const started = pods.length > 0 && pods.every((pod) => podProgress(pod) === 'started');
          const causes = diagnose(trace.view);
          if (judgement.wrong.length > 0) wrong[fault.name] = judgement.wrong;
          else if (!started && causes.length === 0) wrong[fault.name] = 'it does not run, and nothing says why';
        }
      };
      await Promise.all(Array.from({ length: atOnce }, work));
      expect(wrong).toEqual({});
    });
  },
);

function inNamespace(request: Record<string, unknown>, namespace: string): boolean {
  const { config, sandbox_config } = request as Record<string, { metadata?: { namespace?: string } } | undefined>;
  return (sandbox_config ?? config)?.metadata?.namespace === namespace;
}

/** StartContainer names its container alone. */
function withStarts(cri: readonly RecordedCall[], all: readonly RecordedCall[]): RecordedCall[] {
  const own = new Set(cri.map(({ response }) => (response as { container_id?: string } | undefined)?.container_id));
  const starts = all.filter(
    ({ method, request }) => method.endsWith('/StartContainer') && own.has(request['container_id'] as string),
  );
  return [...cri, ...starts].sort((a, b) => (a.start < b.start ? -1 : 1));
}
