import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FrameLocator, Page } from 'playwright-core';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageExtension } from '../../tools/package.mjs';
import { pictures, Workbench } from './workbench';

const command = 'Pod Startup: Explain This Manifest';

describe.each(['from its folder', 'installed from its package'])('the extension %s', (how) => {
  let workbench: Workbench;

  beforeAll(async () => {
    const packaged = how.startsWith('installed');
    workbench = await Workbench.open(packaged ? { vsix: [packageExtension()] } : {});
    await workbench.openFile('nginx.yaml');
  });
  afterAll(async () => {
    await workbench?.close();
  });

  test('draws the start of the open manifest, and what it draws can be followed back to the line', async () => {
    const { page } = workbench;
    await workbench.command(command);
    await workbench.drawn();
    const wanted = ['RunPodSandbox', 'PullImage', 'CreateContainer', 'StartContainer'];
    const calls = await workbench.calls();
    // Nobody has chosen yet in how much detail a start is shown: the first one is told as its story.
    expect(calls.length).toBeLessThan(15);
    const places = wanted.map((call) => calls.indexOf(call));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));

    const panel = workbench.panel();
    await panel.locator('g.arrow.request', { hasText: 'CreateContainer' }).click();
    await expect.poll(() => panel.locator('.details').innerText()).toContain('user_specified_image: nginx');
    // VS Code takes the click on a link, and opens the address outside of the panel.
    const link = panel.locator('.details .narration a').first();
    const address = (await link.getAttribute('href')) ?? '';
    const context = page.context();
    await context.route(`${new URL(address).origin}/**`, (route) => route.fulfill({ body: 'read on' }));
    const [opened] = await Promise.all([context.waitForEvent('page'), link.click()]);
    await expect.poll(() => opened.url()).toBe(address);
    await opened.close();
    const field = panel.locator('[data-path="config.image.user_specified_image"]');
    await field.getByRole('button', { name: /^line \d+/ }).click();
    await expect.poll(() => page.locator('.editor-group-container.active .current-line').count()).toBeGreaterThan(0);
    await expect.poll(() => page.locator('.statusbar-item', { hasText: /^Ln 11, / }).count()).toBe(1);

    await expect.poll(() => panel.locator('g.arrow.marked', { hasText: 'PullImage' }).count()).toBeGreaterThan(0);

    await page.keyboard.type('redis');
    await expect.poll(() => panel.locator('.details').innerText()).toContain('user_specified_image: redis');
    expect(await panel.locator('g.arrow', { hasText: 'PullImage redis' }).count()).toBe(1);
    expect(await panel.locator('.details h2').textContent()).toBe('CreateContainer');
    expect(workbench.complaints).toEqual([]);
  });

  test('keeps the diagram while the manifest does not parse, and says where it stops', async () => {
    const { page } = workbench;
    const panel = workbench.panel();
    await page.keyboard.type(': [');
    await expect.poll(() => panel.locator('.problem').innerText()).toMatch(/nginx\.yaml stops at line 11, column \d+/);
    expect(await workbench.calls()).toContain('CreateContainer');
    for (let i = 0; i < 3; i++) await page.keyboard.press('Backspace');
    await expect.poll(() => panel.locator('.problem').isVisible()).toBe(false);
  });

  test('brings the panel back after the window was reloaded', async () => {
    const { page } = workbench;
    await page.keyboard.press('Control+s');
    // In a browser VS Code writes its state down in its own time, every few seconds, and not when it is closed.
    await page.waitForTimeout(8000);
    await page.reload();
    await workbench.drawn();
    await expect.poll(() => workbench.panel().locator('.details h2').textContent()).toBe('CreateContainer');
  });
});

describe('the extension in other places', () => {
  let workbench: Workbench;
  afterEach(async () => {
    await workbench?.close();
  });

  test('the lens above a pod spec opens the panel, and several pods are asked for', async () => {
    workbench = await Workbench.open();
    await workbench.openFile('shop.yaml');
    const { page } = workbench;
    // The other one is below what is in sight, where VS Code may not make it.
    await expect.poll(() => page.locator('.codelens-decoration a').count()).toBeGreaterThan(0);
    await workbench.command(command);
    // The palette's own rows may still be there: what is waited for are the pods'.
    const rows = page.locator('.quick-input-list .monaco-list-row', { hasText: 'shop-' });
    await expect.poll(() => rows.count()).toBeGreaterThan(1);
    await rows.first().click();
    await workbench.drawn();
    expect(await workbench.calls()).toContain('CreateContainer');
  });

  test('the panel turns to what is explained next, unless it is kept', async () => {
    workbench = await Workbench.open();
    const { page } = workbench;
    const explain = async (file: string): Promise<void> => {
      await workbench.openFile(file);
      await workbench.command(command);
    };
    const panels = page.locator('.tab', { hasText: 'Start of' });
    const container = workbench.panel().locator('g.arrow.request', { hasText: 'CreateContainer' }).first();
    await explain('nginx.yaml');
    await workbench.drawn();
    await container.click();
    await workbench.panel().locator('.details h2').waitFor();
    await page.locator('.tab', { hasText: 'nginx.yaml' }).click();
    await explain('hovers.yaml');
    await page.locator('.tab', { hasText: 'Start of web' }).waitFor();
    await expect.poll(() => workbench.panel().locator('g.arrow', { hasText: 'CreateContainer web' }).count()).toBe(1);
    expect(await panels.count()).toBe(1);
    expect(await workbench.panel().locator('.details').isVisible()).toBe(false);
    await panels.first().click();
    await workbench.command('Pod Startup: Keep This Panel');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await page.locator('.tab', { hasText: 'hovers.yaml' }).click();
    await explain('nginx.yaml');
    await expect.poll(() => panels.count()).toBe(2);
  });

  test('without a manifest it offers ways in and samples, and a sample is explained with its fault', async () => {
    workbench = await Workbench.open();
    const { page } = workbench;
    const rows = page.locator('.quick-input-list .monaco-list-row');
    await page.getByRole('treeitem', { name: 'nginx.yaml' }).waitFor();
    await workbench.command(command);
    for (const label of ['Open a manifest', 'Watch a running pod', 'Explain saved cluster output', 'kubectl run nginx'])
      await rows.filter({ hasText: label }).waitFor();
    await page.locator('.quick-input-box input').fill('waits longer before each restart');
    await rows.filter({ hasText: 'A crash loop' }).click();
    await workbench.drawn();
    await page.locator('.tab', { hasText: 'Start of crash-loop' }).waitFor();
    expect((await workbench.calls()).filter((call) => call === 'StartContainer').length).toBeGreaterThan(1);
    expect(await page.locator('.editor-group-container .view-lines').first().innerText()).toMatch(/A.crash.loop:/);
    const selected = workbench.panel().locator('.details h2');
    const calls = await workbench.calls();
    await workbench.command('Pod Startup: Go to the Next Call');
    await expect.poll(async () => (await selected.textContent())?.split(' ')[0]).toBe(calls[0]);
    await page.locator('.editor-group-container .view-lines').first().click();
    await page.keyboard.press('Shift+Alt+PageDown');
    await page.keyboard.press('Shift+Alt+PageDown');
    await expect.poll(async () => (await selected.textContent())?.split(' ')[0]).toBe(calls[2]);
    await page.keyboard.press('Shift+Alt+PageUp');
    await expect.poll(async () => (await selected.textContent())?.split(' ')[0]).toBe(calls[1]);
  });

  test('the walkthrough has its five pictures, and its first step explains a sample', async () => {
    workbench = await Workbench.open();
    const { page } = workbench;
    await page.getByRole('treeitem', { name: 'nginx.yaml' }).waitFor();
    await workbench.command('Welcome: Open Walkthrough');
    const input = page.locator('.quick-input-box input');
    const choice = page.locator('.quick-input-list .monaco-list-row', { hasText: 'See How a Pod Starts' });
    await input.fill('See How a Pod Starts');
    await choice.click();
    const steps = page.locator('.gettingStartedContainer .getting-started-step');
    await expect.poll(() => steps.count()).toBe(5);
    const first = page.getByRole('button', { name: 'Explain the Sample', exact: true }).first();
    await first.waitFor();
    for (const [step, word] of [
      ['Read why a pod is stuck', 'payments-setings'],
      ['Watch a pod', 'shop-web'],
      ['Inject a fault', 'ImagePullBackOff'],
      ['Hover over a field', 'cpu_quota'],
      ['Explain a sample', 'StartContainer'],
    ] as const) {
      await steps.filter({ hasText: step }).click();
      await expect.poll(() => picture(page).locator('svg text', { hasText: word }).count()).toBeGreaterThan(0);
    }
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, 'walkthrough.png') });
    await first.click();
    await page.locator('.tab', { hasText: 'Start of nginx' }).waitFor();
  });

  test('exports the diagram as Mermaid', async () => {
    workbench = await Workbench.open();
    await workbench.openFile('nginx.yaml');
    await workbench.command(command);
    await workbench.drawn();
    const button = workbench.panel().getByRole('button', { name: /^Export/ });
    await button.click();
    const choice = workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Mermaid' });
    await choice.waitFor();
    await workbench.page.keyboard.press('Escape');
    await expect.poll(() => button.evaluate((one) => document.hasFocus() && one === document.activeElement)).toBe(true);
    await button.click();
    await choice.click();
    const name = workbench.page.locator('.quick-input-box input');
    await expect.poll(() => name.inputValue()).toContain('start-of-nginx.mmd');
    await workbench.page.keyboard.press('Enter');
    const file = join(workbench.folder, 'start-of-nginx.mmd');
    await expect.poll(() => existsSync(file)).toBe(true);
    await expect.poll(() => readFileSync(file, 'utf8')).toContain('kubelet->>+runtimeService: RunPodSandbox');
    await button.click();
    await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'OpenTelemetry' }).click();
    await expect.poll(() => name.inputValue()).toContain('start-of-nginx.otlp.json');
    await workbench.page.keyboard.press('Enter');
    const spans = join(workbench.folder, 'start-of-nginx.otlp.json');
    await expect.poll(() => existsSync(spans)).toBe(true);
    await expect.poll(() => readFileSync(spans, 'utf8')).toContain('"name":"runtime.v1.RuntimeService/RunPodSandbox"');
  });

  test('a diagram that cannot be drawn is said, can be saved, and is drawn again', async () => {
    workbench = await Workbench.open();
    await workbench.openFile('nginx.yaml');
    await workbench.command(command);
    await workbench.drawn();
    const panel = workbench.panel();
    await panel.locator('g.arrow.request', { hasText: 'CreateContainer' }).click();
    await panel.locator('[data-path="config.image.user_specified_image"] .feed').click();
    await expect
      .poll(() => workbench.page.locator('.statusbar-item', { hasText: /^Ln 11, .* selected/ }).count())
      .toBe(1);
    await panel.locator('body').evaluate(() => {
      Object.defineProperty(SVGGElement.prototype, 'getBBox', {
        configurable: true,
        value: () => {
          throw new TypeError('no boxes');
        },
      });
    });
    await workbench.page.keyboard.type('redis');
    const notice = panel.locator('.part-failed');
    await expect.poll(() => notice.innerText()).toContain('“Start of nginx” cannot be drawn: TypeError: no boxes');
    await notice.getByRole('button', { name: 'save what was to be drawn' }).click();
    const name = workbench.page.locator('.quick-input-box input');
    await expect.poll(() => name.inputValue()).toContain('start-of-nginx-state.json');
    await workbench.page.keyboard.press('Enter');
    const file = join(workbench.folder, 'start-of-nginx-state.json');
    await expect
      .poll(() => existsSync(file) && readFileSync(file, 'utf8'))
      .toContain('"user_specified_image": "redis"');
    await panel.locator('body').evaluate(() => delete (SVGGElement.prototype as Partial<SVGGElement>).getBBox);
    await notice.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => workbench.calls()).toContain('CreateContainer');
    expect(await notice.count()).toBe(0);
  });

  test('a workspace that is not trusted is explained too', async () => {
    const settings = { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' };
    workbench = await Workbench.open({ trustWorkspaces: false, settings });
    await workbench.openFile('nginx.yaml');
    await workbench.command(command);
    await workbench.drawn();
    expect(await workbench.calls()).toContain('CreateContainer');
  });

  test('an injected fault shows in the diagram and in what kubectl prints, and can be taken back', async () => {
    workbench = await Workbench.open({ width: 1920, height: 1080, settings: { 'editor.minimap.enabled': false } });
    await workbench.openFile('nginx.yaml');
    await workbench.command(command);
    await workbench.drawn();
    const panel = workbench.panel();
    const choose = async (fault: string) => {
      await workbench.command('Pod Startup: Inject Faults');
      const row = workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: fault });
      await row.locator('input[type=checkbox], .monaco-checkbox').first().click();
      await workbench.page.getByRole('button', { name: 'OK' }).click();
    };
    await choose('CNI out of addresses');
    await expect.poll(() => panel.locator('g.arrow.failed').count()).toBeGreaterThan(0);
    await expect.poll(() => panel.locator('.terminal pre').innerText()).toContain('ContainerCreating');
    expect(await workbench.calls()).not.toContain('CreateContainer');
    await panel.locator('g.arrow.request', { hasText: 'RunPodSandbox' }).first().click();
    await expect.poll(() => panel.locator('.details').innerText()).toContain('no IP addresses available');
    await workbench.page.keyboard.press('Control+b');
    await workbench.moveBorder(-480);
    await workbench.page.waitForTimeout(500);
    await workbench.page.screenshot({ path: join(pictures, 'fault.png') });
    await choose('CNI out of addresses');
    await expect.poll(() => workbench.calls()).toContain('CreateContainer');
  });

  test('the start is shown in a light, a dark and a high-contrast theme', async () => {
    workbench = await Workbench.open({ width: 1920, height: 1080, settings: { 'editor.minimap.enabled': false } });
    await workbench.openFile('nginx.yaml');
    await workbench.command(command);
    await workbench.drawn();
    await workbench.page.keyboard.press('Control+b');
    await workbench.moveBorder(-480);
    await workbench.panel().locator('g.arrow.request', { hasText: 'CreateContainer' }).click();
    await workbench.panel().locator('.feed').first().waitFor();
    const colour = () =>
      workbench
        .panel()
        .locator('.canvas > .sequence rect.actor')
        .first()
        .evaluate((rect) => getComputedStyle(rect).fill);
    const colours = new Set<string>();
    mkdirSync(pictures, { recursive: true });
    for (const [theme, name] of [
      ['Light Modern', 'light'],
      ['Dark Modern', 'dark'],
      ['Dark High Contrast', 'high-contrast'],
    ] as const) {
      const before = await colour();
      await workbench.setTheme(theme);
      if (colours.size > 0 || theme === 'Light Modern') await expect.poll(colour).not.toBe(before);
      colours.add(await colour());
      await workbench.page.waitForTimeout(300);
      await workbench.page.screenshot({ path: join(pictures, `${name}.png`) });
      expect(existsSync(join(pictures, `${name}.png`))).toBe(true);
    }
    expect(colours.size).toBe(3);
  });
});

/** The page of a walkthrough's picture: a frame in a frame. */
function picture(page: Page): FrameLocator {
  return page
    .frameLocator('.gettingStartedContainer iframe, iframe.webview.ready')
    .first()
    .frameLocator('iframe#active-frame');
}
