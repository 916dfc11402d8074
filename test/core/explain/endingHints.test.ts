import { describe, expect, test } from 'vitest';
import { certainEnd } from '../../../src/core/explain/hints/certainEnd';
import { manifestHints } from '../../../src/core/explain/hints/manifestHints';
import { parseManifest } from '../../../src/core/manifest/parseManifest';

describe('how a command certainly ends', () => {
  test.each<[string[], number]>([
    [['false'], 1],
    [['/bin/true'], 0],
    [['echo', 'hi'], 0],
    [['sleep', '5'], 0],
    [['sh', '-c', 'exit 3'], 3],
    [['/bin/bash', '-c', 'echo "a; b" && sleep 5 && exit 42'], 42],
    [['sh', '-ec', "# why\necho 'a | b'\n\nexit 300"], 44],
    [['sh', '-c', 'false'], 1],
  ])('%j: %d', (command, code) => {
    expect(certainEnd(command)).toBe(code);
  });

  test.each([[['sleep', 'infinity']], [['tail', '-f', '/dev/null']], [['sh', '-c', 'echo up; sleep inf']]])('%j: never', (command) => {
    expect(certainEnd(command)).toBe('never');
  }); // prettier-ignore

  test.each([
    [[]],
    [['nginx']],
    [['sleep', '3600']],
    [['sleep', '$(SECONDS)']],
    [['sh', '-c', 'nginx; exit 1']],
    [['sh', '-c', 'test -f /ready || exit 1']],
    [['sh', '-c', 'if true; then exit 1; fi']],
    [['sh', '-c', 'while true; do exit 1; done']],
    [['sh', '-c', 'false; exit 0']],
    [['sh', '-c', 'exit $CODE']],
    [['sh', '-c', 'echo a > /x && cat /x']],
    [['sh', '-c', 'trap "exit 0" TERM\nsleep infinity']],
    [['sh', '-c', 'exit 1', 'name']],
    [['sh', '/run.sh']],
  ])('%j: nobody knows', (command) => {
    expect(certainEnd(command)).toBeUndefined();
  });
});

const told = (spec: string, kind = 'Pod'): string[] =>
  manifestHints(parseManifest(`{ apiVersion: v1, kind: ${kind}, metadata: { name: a }, spec: { ${spec} } }`)).map(
    ({ severity, code }) => `${severity} ${code}`,
  );
const main = (more: string): string => `containers: [{ name: a, image: x, ${more} }]`;
const init = (more: string): string => `initContainers: [{ name: i, image: x, ${more} }], ${main('args: []')}`;

test.each([
  [main('command: [sh, -c, exit 1]'), ['warning container-fails']],
  [`restartPolicy: Never, ${main('command: [sh, -c, exit 1]')}`, ['warning container-fails']],
  [main('command: [echo, hi]'), ['warning container-completes']],
  [`restartPolicy: OnFailure, ${main('command: [echo, hi]')}`, []],
  [main('command: [sleep, infinity]'), []],
  [main("args: [sh, -c, 'exit 1']"), []],
  [init('command: [echo]'), []],
  [init("command: ['false']"), ['warning container-fails']],
  [init('command: [sleep, infinity]'), ['warning init-not-ended']],
  [init('restartPolicy: Always, command: [sleep, infinity]'), []],
  [main("startupProbe: { exec: { command: ['false'] } }"), ['warning startup-probe-fails']],
  [main('readinessProbe: { exec: { command: [sh, -c, exit 1] } }'), ['warning readiness-probe-fails']],
  [main("livenessProbe: { exec: { command: ['true'] } }"), []],
  [main("lifecycle: { postStart: { exec: { command: ['false'] } } }"), ['warning post-start-hook-fails']],
])('%s', (spec, hints) => {
  expect(told(spec)).toEqual(hints);
});
