import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordings } from '../recordings/recordings';
import { buildCli } from './buildCli';

let folder: string;
let program: string;

beforeAll(async () => {
  ({ folder, program } = await buildCli('gates'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]): { out: string; error: string; code: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  return { out: stdout, error: stderr, code: status };
}

const sample = (name: string): string => new URL(`../../samples/${name}.yaml`, import.meta.url).pathname;

test('explain --at tells what each container waits for at that moment, and the gates', () => {
  const { out } = run('explain', sample('init-and-sidecar'), '--at', '8s');
  const lines = out.split('\n');
  expect(lines[0]).toBe('Pod in-order · simulated · at +8.000 s');
  expect(out).toMatch(/^in-order +0\/2 +Init:1\/2 /m);
  expect(lines).toContain(
    '  app waits for the image of sidecar log-shipper, since +6.555 s, held by the registry, from which it is being pulled',
  );
  expect(out).toMatch(/^ {2}✓ end of init container migrate +open since \+6\.555 s$/m);
  expect(out).toMatch(/^ {2}▶ image of sidecar log-shipper +holds since .*; opens when the pull ends$/m);
  expect(out).toMatch(/^ {2}· readiness of app +ahead$/m);
  expect(lines.filter((line) => line.startsWith('  ▶'))).toHaveLength(1);
  // The story and the diagnosis are those of the whole start.
  expect(out).not.toMatch(/kubelet +→|^why /m);
});

test('before there is a pod, it says so; after the end, it is as it ended', () => {
  expect(run('explain', sample('nginx'), '--at', '0s').out).toContain('There is no pod yet.');
  expect(run('explain', sample('nginx'), '--at', '1h').out).toContain('pod nginx is Ready and waits for nothing');
});

test('where the API server refused the pod, it says why there is none', () => {
  const file = join(folder, 'refused.yaml');
  const probe = 'readinessProbe: { periodSeconds: 5 }';
  writeFileSync(file, `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: a, image: a, ${probe} }] }\n`); // prettier-ignore
  const { out } = run('explain', file, '--at', '12s');
  expect(out).toMatch(/^There is no pod yet\.\nrefused: .*must specify a handler type$/m);
  expect(run('explain', file, '--at', '0s').out).not.toContain('refused');
});

test('JSON has the gates of the end, or of the moment that is asked for', () => {
  const gatesOf = (
    ...flags: string[]
  ): { holding: string | null; gates: { id: string; state: string; heldBy?: string }[] }[] =>
    (
      JSON.parse(run('explain', sample('stuck'), '--format', 'json', ...flags).out) as {
        gates: ReturnType<typeof gatesOf>;
      }
    ).gates;
  const [config, node] = gatesOf();
  expect(config?.holding).toBe('start app');
  expect(config?.gates.find(({ state }) => state === 'holds')?.heldBy).toBe('ConfigMap web-setings');
  expect(node).toMatchObject({ holding: 'node' });
  expect(gatesOf('--at', '3s')[0]?.holding).toBe('image app');
});

test('observe tells what a pod waits for that is not ready, and nothing of one that is', () => {
  const observed = (name: string): string => {
    const recording = recordings('own').find((one) => one.name === name)!;
    const items = [
      ...recording.watch.slice(-1).map(({ object }) => ({ ...object, kind: 'Pod' })),
      ...recording.events.map((event) => ({ ...event, kind: 'Event' })),
    ];
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify({ kind: 'List', items }));
    return run('observe', file).out;
  };
  const stuck = observed('fault.config-map-missing');
  expect(stuck).toMatch(
    /^pod web waits for the start of app, since \S* ?\+[\d.]+ s, held by ConfigMap nope, which does not exist$/m,
  );
  expect(stuck).toMatch(/^ {2}▶ start of app +holds since .*; to open it: create ConfigMap nope /m);
  expect(observed('pod.minimal')).not.toMatch(/waits for|▶/);
});

test('a time that is none is refused, and other commands have no --at', () => {
  expect(run('explain', sample('nginx'), '--at', 'noon')).toMatchObject({ code: 2 });
  expect(run('explain', sample('nginx'), '--at', 'noon').error).toContain('--at is a time from the start');
  expect(run('calls', sample('nginx'), '--at', '3s')).toMatchObject({ code: 2 });
});

test('the usage names it', () => {
  expect(run('--help').out).toContain('--at TIME');
  expect(readFileSync(new URL('../../README.md', import.meta.url), 'utf8')).toContain('--at 12s');
});
