import { describe, expect, test } from 'vitest';
import { start } from '../../../../src/core/circumstances/start';
import { changedPaths } from '../../../../src/core/comparison/changedPaths';
import { compareStarts } from '../../../../src/core/comparison/compareStarts';
import { causingPlaces, type CausingSide } from '../../../../src/core/explain/difference/causingPlaces';
import { asMeant } from '../../../../src/core/explain/meaning/asMeant';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';
import { callLabel } from '../../../../src/core/comparison/differenceWords';
import type { Trace } from '../../../../src/core/trace/trace';

let clock = 1_800_000_000_000;
function started(text: string): CausingSide & { trace: Trace } {
  const manifest = parseManifest(text);
  const objects = manifest.objects.map(({ value }) => asMeant(value));
  const { trace } = start({ objects, circumstances: {}, start: (clock += 123_456_789) });
  return { manifest, options: {}, pods: trace.view.pods, trace };
}

/** `CreateContainer app config.envs[A].value: left 9, right 9`: what differs, and the lines that it comes from. */
function told(before: string, after: string): string[] {
  const [left, right] = [started(before), started(after)];
  const { of } = causingPlaces(left, right);
  return compareStarts(left.trace, right.trace).calls.flatMap((call) =>
    call.differences.flatMap((difference) => {
      const lines = of(call, difference).map(
        ({ side, offset }) => `${side} ${(side === 'left' ? left : right).manifest.positionAt(offset).line}`,
      );
      const what = difference.type === 'field' ? difference.field : difference.type;
      return lines.length > 0 ? [`${callLabel((call.left ?? call.right)!)} ${what}: ${[...new Set(lines)].join(', ')}`] : []; // prettier-ignore
    }),
  );
}

const workload = (kind: string, name: string, value: string, spec = ''): string =>
  `apiVersion: ${kind === 'CronJob' || kind === 'Job' ? 'batch/v1' : 'apps/v1'}
kind: ${kind}
metadata: {name: ${name}}
spec:
${spec}  template:
    metadata: {labels: {app: ${name}}}
    spec:
      restartPolicy: ${kind === 'Job' ? 'Never' : 'Always'}
      containers:
        - name: app
          image: nginx
          env:
            - name: A
              value: ${value}
`;

const selector = (name: string): string => `  selector: {matchLabels: {app: ${name}}}\n`;

describe('the lines that cause a difference', () => {
  test('are those of the pod that differs, though another workload’s name begins alike', () => {
    const all = (value: string): string =>
      [
        workload('Deployment', 'web', value, selector('web')),
        workload('Deployment', 'web-admin', 'same', selector('web-admin')),
      ].join('---\n');
    const found = told(all('one'), all('two')).filter((text) => text.startsWith('CreateContainer'));
    expect(found).toEqual(['CreateContainer app config.envs[A].value: left 15, right 15']);
    const other = (value: string): string =>
      [
        workload('Deployment', 'web', 'same', selector('web')),
        workload('Deployment', 'web-admin', value, selector('web-admin')),
      ].join('---\n');
    expect(told(other('one'), other('two')).filter((text) => text.startsWith('CreateContainer'))).toEqual([
      'CreateContainer app config.envs[A].value: left 31, right 31',
    ]);
  });

  test('are found for what is asked of the API server, in the workload and in its pods', () => {
    const found = told(
      workload('Deployment', 'web', 'one', selector('web')),
      workload('Deployment', 'web', 'two', selector('web')),
    );
    expect(found.filter((text) => text.startsWith('POST')).length).toBeGreaterThan(0);
    for (const text of found) expect(text).toMatch(/: left 15, right 15$/);
  });

  test('of a Job are found by its owner', () => {
    expect(told(workload('Job', 'once', 'one'), workload('Job', 'once', 'two'))).toContain(
      'CreateContainer app config.envs[A].value: left 14, right 14',
    );
  });

  test('of a call that only one start makes are those of what it hangs on', () => {
    const one = workload('Deployment', 'web', 'one', selector('web'));
    const found = told(one, `${one}        - name: more\n          image: busybox\n`);
    expect(found.filter((text) => /^(CreateContainer more|PullImage busybox:latest) only: right/.test(text))).toHaveLength(2); // prettier-ignore
  });

  test('an entry in front of others does not make these differ', () => {
    const [before, after] = [
      { env: [{ name: 'A', value: '1' }, { name: 'B', value: '2' }] },
      { env: [{ name: 'X', value: '0' }, { name: 'A', value: '1' }, { name: 'B', value: '3' }] },
    ]; // prettier-ignore
    expect(changedPaths(before, after).map(({ field }) => field)).toEqual(['env[B].value']);
    expect(changedPaths(after, before)).toEqual([
      { path: ['env', 0, 'name'], field: 'env[X].name' },
      { path: ['env', 0, 'value'], field: 'env[X].value' },
      { path: ['env', 2, 'value'], field: 'env[B].value' },
    ]);
  });
});
