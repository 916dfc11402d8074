import { afterEach, expect, test } from 'vitest';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { animation } from '../../tools/animation.mjs';
import { pictures, Workbench } from './workbench';

let workbench: Workbench;
afterEach(async () => {
  await workbench?.close();
});

/** Milliseconds in which a person reads what is new. */
const reading = 1500;
/** Bytes that a page of the marketplace may well load. */
const most = 3_000_000;

test("the README's animation walks through a start, with a picture for each step", async () => {
  workbench = await Workbench.open({ width: 1280, height: 720, settings: { 'editor.minimap.enabled': false } });
  const { page } = workbench;
  await workbench.openFile('nginx.yaml');
  await workbench.command('View: Toggle Primary Side Bar Visibility');
  await workbench.command('Pod Startup: Explain This Manifest');
  await workbench.drawn();
  const walked = workbench.panel().locator('.walk-text');
  await workbench.panel().locator('.walk [aria-label^="First step"]').click();
  await page.mouse.move(1278, 718);
  const frames: Buffer[] = [];
  for (let step = 1; step <= 9; step++) {
    await expect.poll(() => walked.innerText()).toMatch(new RegExp(`^Step ${step} of `));
    await page.waitForTimeout(500);
    frames.push(await page.screenshot());
    await page.keyboard.press('ArrowRight');
  }
  expect(new Set(frames.map((frame) => frame.toString('base64'))).size).toBe(frames.length);
  const gif = animation(frames, reading);
  expect(gif.subarray(0, 6).toString()).toBe('GIF89a');
  expect(gif.length).toBeLessThan(most);
  mkdirSync(pictures, { recursive: true });
  writeFileSync(join(pictures, 'walk.gif'), gif);
});
