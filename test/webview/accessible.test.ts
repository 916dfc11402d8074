import { expect, test } from 'vitest';
import { explain, parseManifest, workloadsOf } from '../../src/host/explainer';
import { shownComparison } from '../../src/core/panel/shownComparison';
import { keyTable } from '../../src/core/keyTable';
import { keyText } from '../../src/webview/parts/keys';
import { nginxTrace } from '../core/diagram/nginxTrace';
import { pageOpener } from './pageOpener';
import { violations } from './violations';
import type { PanelPage, Rest, Theme } from './panelPage';
import type { Trace } from '../../src/core/trace/trace';

const openPage = pageOpener();
let panel: PanelPage;

const manifest = parseManifest(
  'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n  - {name: app, image: nginx, livenessProbe: {httpGet: {port: 80}, periodSeconds: 2}}\n',
);
const started = (faults: readonly string[]): Trace =>
  explain({
    manifest,
    workload: workloadsOf(manifest)[0]!,
    existing: [],
    faults,
    circumstances: { seconds: 60 },
    start: 0,
  });
const crash = started(['crash app']);
const comparison = shownComparison({
  left: { trace: started([]), name: 'without the fault', isShown: false },
  right: { trace: crash, name: 'as shown', isShown: true },
  level: 2,
});
const rest: Rest = {
  assumed: [
    { id: 'account', what: 'ServiceAccount api', place: { line: 3, column: 11 }, isOff: false },
    { id: 'settings', what: 'ConfigMap settings', isOff: true },
  ],
  chips: [
    { id: 'fault crash app', label: 'app exits 1', kind: 'fault', detail: 'It exits.' },
    { id: 'setting kubernetesVersion', label: 'Kubernetes 1.35', kind: 'setting', detail: 'A setting.' },
  ],
};
const press = (key: string) => panel.page.keyboard.press(key);
const isThere = (selector: string) => panel.page.locator(selector).first().waitFor();

/** All that can stand on the page at once: the diagram and the timeline, what is assumed, a step's details and state, what is found, the outline. */
async function openAll(): Promise<void> {
  await panel.show(crash, rest);
  await isThere('.walk');
  await press('u');
  await isThere('.assumed');
  await press('End');
  await isThere('.state');
  await panel.page.locator('.search input').fill('pull');
  await panel.page.locator('.search input').blur();
  await press('o');
  await isThere('.outline-list');
}

test.each(['dark', 'light', 'highContrast', 'highContrastLight'] satisfies Theme[])(
  'all views together are accessible in the %s theme',
  async (theme) => {
    panel = await openPage({ theme, width: 1280, height: 1000 });
    await openAll();
    expect(await violations(panel)).toEqual([]);
    await press('o');
    await press('v');
    await isThere('.story li');
    expect(await violations(panel)).toEqual([]);
    await panel.send({ type: 'comparison', comparison });
    await isThere('.two-starts');
    expect(await violations(panel)).toEqual([]);
    await press('p');
    await isThere('.presented');
    expect(await violations(panel)).toEqual([]);
    expect(panel.complaints).toEqual([]);
  },
);

test('with reduced motion nothing moves by itself, and the steps still play', async () => {
  panel = await openPage({ width: 1280 });
  await panel.page.emulateMedia({ reducedMotion: 'reduce' });
  await panel.page.evaluate(() => {
    const asked = { smooth: 0 };
    Object.assign(window, { asked });
    for (const name of ['scrollTo', 'scrollBy', 'scrollIntoView'] as const) {
      const before = Element.prototype[name] as (this: Element, ...given: unknown[]) => void;
      Element.prototype[name] = function (this: Element, ...given: unknown[]) {
        if (given.some((one) => (one as ScrollToOptions | undefined)?.behavior === 'smooth')) asked.smooth++;
        before.apply(this, given);
      };
    }
  });
  await openAll();
  // A button that has the focus takes the Space key for itself.
  await press('o');
  await panel.page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await press('Home');
  await press('>');
  await press('>');
  await press(' ');
  const step = () => panel.page.locator('.walk-text').textContent();
  await expect.poll(step).toMatch(/^Step 4 of/);
  await press(' ');
  const moving = await panel.page.evaluate(() => ({
    asked: (window as unknown as { asked: { smooth: number } }).asked.smooth,
    animations: document.getAnimations().length,
    timed: [...document.querySelectorAll('*')].flatMap((one) => {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(one);
      const isStill = /^(0s(, )?)+$/.test(transitionDuration) && animationName === 'none' && scrollBehavior === 'auto';
      return isStill ? [] : [`${one.tagName}.${one.getAttribute('class')}`];
    }),
  }));
  expect(moving).toEqual({ asked: 0, animations: 0, timed: [] });
});

/** Buttons that have no key of their own, with the reason. */
const exceptions: readonly [selector: string, why: string][] = [
  ['.overflow > button', 'opens with Enter, and is the way to what does not fit'],
  ['.outline-list button', 'in reach by Tab from the outline, which o opens'],
  ['.phase-buttons button, .phase-head button', 'the arrow keys go over the headings, and Enter folds one'],
  ['.largest-part', 'in reach by Tab; the arrow keys of the timeline go to each part'],
  ['.chip-label', 'the arrow keys go from chip to chip, and Enter changes one'],
  ['.assumed button', 'in reach by Tab from the list that u opens'],
  ['.why button, .cause button, .refusal button, .missing button', 'in reach by Tab from the diagnosis'],
  ['.details button', 'in reach by Tab from the details, to which d goes'],
  ['.story button', 'in reach by Tab from the story, to which g goes'],
  ['.two-starts .rows button', 'F7 goes from difference to difference'],
  ['.hidden-notice button', 'the boxes of the outline do the same'],
];

test('each button of the page names its key, or is a known exception', async () => {
  panel = await openPage({ width: 1280, height: 1000 });
  const table = Object.values<Readonly<Record<string, readonly string[]>>>(keyTable).flatMap((place) =>
    Object.values(place),
  );
  const known = new Set(table.flat().map(keyText));
  const nameless = async (): Promise<string[]> => {
    const all = await panel.page.locator('button').evaluateAll(
      (buttons, excepted) =>
        buttons
          .filter((one) => !excepted.some((selector) => one.matches(selector)))
          .map((one) => one.getAttribute('title') ?? one.getAttribute('aria-label') ?? one.textContent),
      // What the head of the details has is for the call as a whole.
      exceptions.map(([selector]) => selector.replace('.details button', '.details button:not(.actions *)')),
    );
    expect(all.length).toBeGreaterThan(10);
    return all.filter((name) => !known.has(/\(([^()]+)\)$/.exec(name)?.[1] ?? ''));
  };
  await openAll();
  expect(await nameless()).toEqual([]);
  await panel.page.locator('.overflow > button').click();
  expect(await nameless()).toEqual([]);
  await press('Escape');
  await press('v');
  await panel.send({ type: 'comparison', comparison });
  await isThere('.two-starts');
  expect(await nameless()).toEqual([]);
  await panel.show(nginxTrace, { live: { status: 'watching', text: 'Watching pod/web', denied: [] } });
  expect(await nameless()).toEqual([]);
});

test('the keys of a comparison, of the outline and of a call do what their buttons do', async () => {
  panel = await openPage({ width: 1280 });
  await panel.show(crash, rest);
  await isThere('.walk');
  for (const key of ['c', 'm', 'q', 'x']) await press(key);
  await press('Home');
  await isThere('.details h2');
  await press('x');
  await panel.send({ type: 'comparison', comparison });
  await isThere('.two-starts');
  await press('m');
  await press('q');
  const told = (await panel.told()).map(({ type }) => type);
  const wanted = ['chooseComparison', 'letFail', 'exportComparison', 'closeComparison'];
  expect(told.filter((type) => wanted.includes(type))).toEqual(wanted);
  await press('o');
  await isThere('.outline-list');
  await press('o');
  expect(await panel.page.locator('.outline-list').count()).toBe(0);
  expect(panel.complaints).toEqual([]);
});
