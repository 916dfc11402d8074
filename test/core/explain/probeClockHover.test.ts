import { expect, test } from 'vitest';
import { hover } from '../../../src/core/explain/hover/hover';

/** What a hover says of time, at the caret `|` in a container. */
function said(container: string): string[] {
  const fixture = `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: app\n    image: x\n${container}`;
  const offset = fixture.indexOf('|');
  const { markdown = '' } = hover(fixture.replace('|', ''), offset) ?? {};
  return markdown.split('\n').filter((line) => /application|succeeded|has no port/.test(line));
}

const startup = '    startupProbe: {httpGet: {port: 80}, periodSeconds: 5, failureThreshold: 6}\n';

test.each([
  ['readiness', '    readiness|Probe: {httpGet: {port: 80}}\n', ['- Ready 0 s to 10 s after the application answers.']],
  [
    'two successes',
    '    readinessProbe: {httpGet: {port: 80}, periodSeconds: 5, success|Threshold: 2, initialDelaySeconds: 20}\n',
    ['- Ready 5 s to 10 s after the application answers, and at the earliest 23 s after the start.'],
  ],
  [
    'liveness',
    '    livenessProbe: {httpGet: {port: 80}, period|Seconds: 10}\n',
    [
      '- An application that takes longer than 20 s to answer can be killed, one that never answers is killed at 20 s to 31 s.',
    ],
  ],
  [
    'liveness behind startup',
    `${startup}    liveness|Probe: {httpGet: {port: 80}}\n`,
    ['- It runs only after `startupProbe` has succeeded, so it does not kill an application that is slow to start.'],
  ],
  [
    'startup',
    startup.replace('failureThreshold', 'failure|Threshold'),
    [
      '- Ready 0 s to 5 s after the application answers.',
      '- An application that takes longer than 25 s to answer can be killed, one that never answers is killed at 25 s to 31 s.',
    ],
  ],
  [
    'readiness behind startup',
    `${startup}    readiness|Probe: {httpGet: {port: 80}, periodSeconds: 30}\n`,
    ['- Ready 0 s to 5 s after the application answers.'],
  ],
  [
    'a port that has no such name',
    '    readiness|Probe: {httpGet: {port: web}}\n',
    [
      '- The container has no port of the name that readinessProbe asks: each attempt ends in an error, which is neither a success nor a failure. The container is never ready.',
    ],
  ],
  ['a port', '    readinessProbe: {httpGet: {po|rt: 80}}\n', []],
])('%s', (_, container, told) => {
  expect(said(container)).toEqual(told);
});
