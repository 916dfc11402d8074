import { afterEach, describe, expect, test } from 'vitest';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pictures, root, Workbench } from './workbench';

let workbench: Workbench;
afterEach(async () => {
  await workbench?.close();
});

const panel = () => workbench.panel();
/** Chooses what VS Code lists under a question. */
const choose = async (question: string, row: string): Promise<void> => {
  const input = workbench.page.locator(`.quick-input-box input[placeholder^="${question}"]`);
  await input.fill(row);
  await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: row }).first().click();
};
const said = () => panel().locator('.walk-text').innerText();
const title = () => panel().locator('.details h2').innerText();
const current = () => panel().locator('.story .step[aria-current]').getAttribute('data-message');

interface Place {
  name: string;
  window: number;
  /** Pixels that the panel has; half of the editors' where nothing is said. */
  panel?: number;
  /** What is taken a picture of there. */
  shown: readonly string[];
}

const places: readonly Place[] = [
  { name: 'a window of 1280 px', window: 1280, shown: [] },
  { name: 'a window of 1500 px', window: 1500, shown: [] },
  { name: 'a window of 1920 px', window: 1920, panel: 1150, shown: ['story', 'walk', 'compare', 'what-if'] },
  { name: 'a panel of 400 px', window: 1280, panel: 400, shown: ['narrow'] },
];

describe.each(places)('in $name', ({ window, panel: wanted, shown }) => {
  test('a person walks through a sample, reads, folds, changes, compares and presents it', async () => {
    const height = window > 1600 ? 1080 : 800;
    workbench = await Workbench.open({
      width: window,
      height,
      settings: { 'editor.minimap.enabled': false, 'workbench.quickOpen.closeOnFocusLost': false },
    });
    const { page } = workbench;
    const picture = async (name: string): Promise<void> => {
      // What the pointer rests on has a tool tip.
      await page.mouse.move(window - 2, height - 2);
      await page.waitForTimeout(700);
      const isShown = shown.includes(name);
      const folder = isShown ? pictures : join(root, 'out/screenshots');
      mkdirSync(folder, { recursive: true });
      const place = isShown ? name : `${name}-${wanted === 400 ? 'narrow' : window}`;
      await page.screenshot({ path: join(folder, `${place}.png`) });
    };

    await page.getByRole('treeitem', { name: 'nginx.yaml' }).waitFor();
    await workbench.command('Pod Startup: Explain a Sample');
    await choose('Which one?', 'Init containers and sidecars');
    await workbench.drawn();
    if (wanted !== undefined) {
      if (wanted > window / 2) await page.keyboard.press('Control+b');
      await page.waitForTimeout(500);
      await workbench.moveBorder((await panelWidth()) - wanted);
      await expect.poll(async () => Math.abs((await panelWidth()) - wanted)).toBeLessThan(20);
    }
    await expectOnScreen();

    // With the keys, through the diagram. The command gave the panel the focus.
    const count = Number(/^(\d+) steps/.exec(await said())?.[1]);
    expect(count).toBeGreaterThan(10);
    await panel().locator('.walk [aria-label^="First step"]').click();
    await expect.poll(said).toMatch(new RegExp(`^Step 1 of ${count}: `));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(said).toMatch(new RegExp(`^Step 3 of ${count}: `));
    await expect.poll(async () => (await said()).split(': ')[1]?.split(' ')[0]).toBe((await title()).split(' ')[0]);
    expect(await panel().locator('g.arrow.selected').count()).toBeGreaterThan(0);
    await page.keyboard.press('End');
    await expect.poll(said).toMatch(new RegExp(`^Step ${count} of ${count}: `));
    await page.keyboard.press('Home');
    for (let step = 1; step < Math.min(count, 9); step++) await page.keyboard.press('ArrowRight');
    await expect.poll(said).toMatch(new RegExp(`^Step ${Math.min(count, 9)} of `));
    await picture('walk');
    if (wanted === 400) await picture('narrow');

    // The story is at the same step; what is chosen there, the diagram shows.
    await page.keyboard.press('v');
    await expect.poll(() => panel().locator('.story .step').count()).toBe(count);
    const before = await current();
    expect(before).not.toBeNull();
    await expect
      .poll(() => panel().locator('.story').innerText())
      .toMatch(/kubelet → RuntimeService|kubelet → runtime/i);
    await picture('story');
    await expectOnScreen();
    await panel().locator('.story .step[aria-current]').focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(current).not.toBe(before);
    const chosen = await title();
    await page.keyboard.press('v');
    await expect.poll(() => panel().locator('g.arrow.request').count()).toBeGreaterThan(0);
    expect(await title()).toBe(chosen);

    // A phase that is folded takes its arrows with it.
    const arrows = async () => (await workbench.calls()).length;
    const all = await arrows();
    const phase = panel().locator('.phase-buttons > button[aria-expanded=true]').first();
    const name = await phase.getAttribute('data-phase');
    const same = panel().locator(`.phase-buttons > button[data-phase="${name}"]`);
    await phase.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => same.getAttribute('aria-expanded')).toBe('false');
    await expect.poll(arrows).toBeLessThan(all);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => same.getAttribute('aria-expanded')).toBe('true');
    await expect.poll(arrows).toBe(all);

    // What if the network has no address left, the first time?
    await pressInToolbar('What if…');
    await choose('What should be different?', 'A call fails');
    await choose('Which call fails?', 'RunPodSandbox');
    await choose('How often does it fail?', 'The first time, then it works');
    await page.locator('.quick-input-widget', { hasText: 'What does the error say?' }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => panel().locator('.chip-label').allInnerTexts()).toHaveLength(1);
    await expect.poll(() => panel().locator('g.arrow.failed').count()).toBeGreaterThan(0);
    await picture('what-if');
    await expectOnScreen();

    // Beside the start as it usually is.
    await pressInToolbar('Compare with…');
    await choose('What do you want to compare', 'Without the changes');
    await panel().locator('.two-starts [data-row]').first().waitFor();
    await expect.poll(() => panel().locator('.two-starts .counts').innerText()).toMatch(/\d/);
    await page.keyboard.press('F7');
    await expect.poll(() => panel().locator('.two-starts .at').innerText()).toMatch(/^1 of \d+$/);
    await picture('compare');
    await expectOnScreen();
    await panel().getByRole('button', { name: 'Close the comparison' }).click();
    await panel().locator('.two-starts').waitFor({ state: 'hidden' });

    // A step at a time, in large letters.
    await panel().locator('.walk [aria-label^="First step"]').click();
    await page.keyboard.press('p');
    const presenter = panel().locator('dialog.presenter');
    await presenter.waitFor();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => presenter.locator('[role=status]').innerText()).toMatch(/^Step 2 of /);
    await expect.poll(() => presenter.locator('.presented-text').innerText()).not.toBe('');
    await picture('present');
    await page.keyboard.press('Escape');
    await presenter.waitFor({ state: 'hidden' });
    await expect.poll(said).toMatch(/^Step 2 of /);
    expect(workbench.complaints).toEqual([]);
  });
});

test('the keys of the manifest walk through the start, and the manifest stays in sight', async () => {
  workbench = await Workbench.open({ width: 1500 });
  const { page } = workbench;
  await workbench.openFile('nginx.yaml');
  await workbench.command('Pod Startup: Explain This Manifest');
  await workbench.drawn();
  await page
    .locator('.editor-group-container')
    .first()
    .locator('.view-line', { hasText: 'kind' })
    .click({ position: { x: 8, y: 8 } });
  const lines = page.locator('.editor-group-container').first().locator('.view-lines');
  for (let step = 1; step <= 5; step++) {
    await page.keyboard.press('Shift+Alt+PageDown');
    await expect.poll(said).toMatch(new RegExp(`^Step ${step} of `));
    expect(await lines.innerText()).toMatch(/image:.nginx/);
  }
  await page.keyboard.press('Shift+Alt+PageUp');
  await expect.poll(said).toMatch(/^Step 4 of /);
  expect(await lines.innerText()).toMatch(/image:.nginx/);
});

async function panelWidth(): Promise<number> {
  return panel()
    .locator('body')
    .evaluate((body) => body.clientWidth);
}

/** Nothing of the page lies beside the panel, and no bar of the page is wider than it. */
async function expectOnScreen(): Promise<void> {
  const wide = await panel()
    .locator('body')
    .evaluate((body) =>
      [
        body,
        ...body.querySelectorAll(
          'header, header > :not(.only-read), .toolbar, .walk, .chips, .story, .canvas, .two-starts',
        ),
      ]
        .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')
        .map((one) => `${one.tagName}.${one.className}: ${one.scrollWidth} of ${one.clientWidth}`),
    );
  expect(wide).toEqual([]);
}

/** Presses a button of the tool bar, or the entry of its menu that it is where there is no room. */
async function pressInToolbar(name: string): Promise<void> {
  const button = panel().getByRole('button', { name });
  const more = panel().getByRole('button', { name: 'More actions' });
  await button.or(more).first().waitFor();
  if (await button.isVisible()) return button.click();
  await more.click();
  return panel().getByRole('menuitem', { name }).click();
}
