import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { explain, parseManifest, workloadsOf } from '../../src/host/explainer';
import type { Trace } from '../../src/core/trace/trace';
import { pageOpener } from './pageOpener';

const pictures = join(import.meta.dirname, '../../out/screenshots');
const openPage = pageOpener();
const strict = 'strict validation';

function started(fields: string, without: readonly string[] = []): Trace {
  const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers: [{name: app, image: nginx, ${fields}}]\n`;
  const manifest = parseManifest(text);
  const [workload] = workloadsOf(manifest);
  return explain({ manifest, workload: workload!, existing: [], faults: [], circumstances: { without }, start: 0 });
}

test('what an unknown field keeps from view is one click away, and the way back, too', async () => {
  mkdirSync(pictures, { recursive: true });
  const panel = await openPage();
  const { page } = panel;
  await panel.show(started('enviroment: []'));
  await page.screenshot({ path: join(pictures, 'unknown-field.png') });
  await page.getByRole('button', { name: 'Explain it without this field' }).click();
  const asked = { type: 'leaveOut', ids: [strict] };
  expect(await panel.told()).toContainEqual(asked);

  const memento = { uri: 'file:///nginx.yaml', faults: [], without: [strict] };
  await panel.show(started('enviroment: []', [strict]), { memento });
  expect(await page.getByText('Fields that the API does not have are left out here').isVisible()).toBe(true);
  await page.screenshot({ path: join(pictures, 'without-field.png') });
  await page.getByRole('button', { name: 'Explain it as kubectl sends it' }).click();
  expect(await panel.told()).toContainEqual({ type: 'leaveOut', ids: [] });
  expect(panel.complaints).toEqual([]);
});

test('what the API server warns of stands in the details of the request', async () => {
  const panel = await openPage();
  const trace = started('env: [{name: A, value: b}, {name: A, value: c}]');
  await panel.show(trace);
  const posted = trace.messages.find(({ method }) => method.startsWith('POST') && method.endsWith('/pods'))!;
  await panel.send({ type: 'select', message: posted.id });
  const warning = panel.page.getByText('Warning: spec.containers[0].env[1]: hides previous definition of "A"');
  await expect.poll(() => warning.isVisible()).toBe(true);
  await panel.page.screenshot({ path: join(pictures, 'warned-request.png') });
});
