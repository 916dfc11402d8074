import { expect, test } from 'vitest';
import { probeHints } from '../../../src/core/explain/hints/probeHints';
import { parseManifest } from '../../../src/core/manifest/parseManifest';

/** The codes of the hints for such a container, each with the text that it is at. */
function hintsOf(container: string, spec = ''): string[] {
  const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n${spec}  containers:\n    - {name: app, image: x, ${container}}\n`;
  return parseManifest(text).objects.flatMap((object) =>
    probeHints(object).map(({ severity, code, range }) => `${severity} ${code} ${text.slice(range.start, range.end)}`),
  );
}

const get = 'httpGet: {port: 80}';

test.each([
  [`readinessProbe: {${get}, periodSeconds: 2, timeoutSeconds: 5}`, ['information probe-timeout-over-period 5']],
  [`readinessProbe: {${get}, periodSeconds: 5, timeoutSeconds: 5}`, []],
  [`readinessProbe: {${get}}`, []],
  ['readinessProbe: {httpGet: {port: 80, host: localhost}}', ['warning probe-asks-node localhost']],
  ['startupProbe: {tcpSocket: {port: 80, host: 127.0.0.1}}', ['warning probe-asks-node 127.0.0.1']],
  ['readinessProbe: {httpGet: {port: 80, host: db.example}}', []],
  [
    `livenessProbe: {${get}, failureThreshold: 1}`,
    [`information probe-kills-slow-start {${get}, failureThreshold: 1}`],
  ],
  [`livenessProbe: {${get}, failureThreshold: 1, initialDelaySeconds: 30}`, []],
  [`livenessProbe: {${get}, failureThreshold: 1}, startupProbe: {${get}, failureThreshold: 30}`, []],
  [`startupProbe: {${get}, failureThreshold: 1}`, [`information probe-kills-slow-start {${get}, failureThreshold: 1}`]],
  [`livenessProbe: {${get}}, readinessProbe: {${get}}`, []],
  [
    `livenessProbe: {${get}}, readinessProbe: {${get}, initialDelaySeconds: 60}`,
    [`information liveness-before-readiness {${get}}`],
  ],
  [`livenessProbe: {${get}}, readinessProbe: {exec: {command: [up]}, initialDelaySeconds: 60}`, []],
  [`livenessProbe: {${get}}, readinessProbe: {${get}, initialDelaySeconds: 60}, startupProbe: {${get}}`, []],
])('%s', (container, told) => {
  expect(hintsOf(container)).toEqual(told);
});

test('a pod on the network of its node may ask localhost', () => {
  const probe = 'readinessProbe: {httpGet: {port: 80, host: 127.0.0.1}}';
  expect(hintsOf(probe, '  hostNetwork: true\n')).toEqual([]);
});
