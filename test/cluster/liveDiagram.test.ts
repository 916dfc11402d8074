import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pictures, Workbench } from '../e2e/workbench';
import { Kubectl } from '../../src/kubectl/kubectl';
import { kubectlArgs } from '../../src/kubectl/kubectlArgs';
import { startCluster, whyNoCluster, type Cluster } from './cluster';

const reason = whyNoCluster();
const stuck = `apiVersion: v1
kind: Pod
metadata:
  name: report
spec:
  containers:
    - name: app
      image: registry.example/shop/report:1
      envFrom:
        - configMapRef:
            name: settings
`;

describe.skipIf(reason !== undefined && process.env['POD_STARTUP_CI'] !== '1')(
  `a cluster's starts in real VS Code${reason ? ` (skipped: ${reason})` : ''}`,
  () => {
    let cluster: Cluster;
    let kubectl: Kubectl;
    let workbench: Workbench;

    beforeAll(async () => {
      cluster = await startCluster();
      kubectl = new Kubectl('kubectl', cluster.context, { ...process.env, KUBECONFIG: cluster.kubeconfig });
      workbench = await Workbench.open({ env: { KUBECONFIG: cluster.kubeconfig }, width: 1920, height: 1080 });
    });
    afterAll(async () => {
      await workbench?.close();
      await cluster?.stop();
    });

    const apply = async (file: string): Promise<void> => {
      const { page } = workbench;
      await workbench.openFile(file);
      await workbench.command('Pod Startup: Apply and Watch');
      const dialog = page.locator('.monaco-dialog-box');
      await dialog.waitFor();
      expect(await dialog.innerText()).toContain('to context “kind-kind”, namespace “default”?');
      expect(await kubectl.run(kubectlArgs`get pods -o name`)).not.toContain(file.replace(/\.yaml$/, ''));
      await dialog.getByRole('button', { name: 'Apply and Watch' }).click();
    };
    const settled = { timeout: 60_000 };
    /** What is inferred is marked. */
    const calls = async (): Promise<string[]> => (await workbench.calls()).map((call) => call.replace(/^≈ /, ''));

    test('Apply and Watch asks first, draws the start as it happens, and takes away what it made', async () => {
      const { page } = workbench;
      await apply('nginx.yaml');
      const wanted = ['RunPodSandbox', 'PullImage', 'CreateContainer', 'StartContainer'];
      await expect.poll(async () => (await calls()).filter((call) => wanted.includes(call)), settled).toEqual(wanted);
      const panel = workbench.panel();
      await expect.poll(() => panel.locator('.outcome').innerText(), settled).toMatch(/nginx +1\/1 +Running/);
      await expect.poll(() => panel.locator('.live').innerText()).toContain('Watching pod/nginx in namespace default');
      const status = page.locator('.statusbar-item', { hasText: 'pod/nginx: started' });
      await expect.poll(() => status.count()).toBe(1);
      await panel.locator('g.arrow.request', { hasText: 'CreateContainer' }).click();
      await expect.poll(() => panel.locator('.details').innerText()).toMatch(/observed ±[\s\S]*event Created/);
      const details = panel.locator('.details');
      await expect
        .poll(() => details.innerText())
        .toMatch(/Request\s*simulated[\s\S]*user_specified_image: nginx\s*line 11/i);
      await page.screenshot({ path: join(pictures, 'live.png') });
      await details.getByText('line 11').first().click();
      await expect.poll(() => page.locator('.statusbar-item', { hasText: /^Ln 11, / }).count()).toBe(1);

      await workbench.command('Notifications: Show Notifications');
      const offer = page.locator('.notification-list-item', { hasText: 'Delete what was created' });
      await offer.getByRole('button', { name: 'Delete' }).click();
      await expect.poll(() => kubectl.run(kubectlArgs`get pods -o name`), settled).not.toContain('nginx');
      expect(workbench.complaints).toEqual([]);
    });

    test('a stuck pod has its cause beside the diagram, and it goes when the cause does', async () => {
      const { page } = workbench;
      await page.keyboard.press('Escape');
      await workbench.command('View: Close All Editors');
      writeFileSync(join(workbench.folder, 'report.yaml'), stuck);
      await page.getByRole('treeitem', { name: 'report.yaml' }).waitFor();
      await apply('report.yaml');
      const panel = workbench.panel();
      await expect
        .poll(() => panel.locator('.cause').allInnerTexts(), settled)
        .toEqual([expect.stringMatching(/Why pod report, container app does not run[\s\S]*settings/)]);
      await page.screenshot({ path: join(pictures, 'stuck.png') });
      await kubectl.run(kubectlArgs`create configmap settings --from-literal=A=b`);
      await expect
        .poll(() => panel.locator('.outcome').innerText(), { timeout: 120_000 })
        .toMatch(/report +1\/1 +Running/);
      expect(await panel.locator('.cause').count()).toBe(0);
    });

    test('Explain a Running Pod lists pods with their status, and rebuilds the start', async () => {
      const { page } = workbench;
      await workbench.command('View: Close All Editors');
      await workbench.command('Pod Startup: Explain a Running Pod');
      const row = (text: string) => page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
      await row('kind-kind').click();
      await page.locator('.quick-input-title', { hasText: 'Namespace' }).waitFor();
      await row('default').click();
      await page.locator('.quick-input-title', { hasText: 'Pod in' }).waitFor();
      await expect.poll(() => row('report').innerText()).toContain('Running · 1/1 ready');
      await row('report').click();
      await expect.poll(calls, settled).toContain('StartContainer');
    });
  },
);
