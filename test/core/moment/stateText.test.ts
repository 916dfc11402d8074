import { expect, test } from 'vitest';
import { simulatedSample } from '../../webview/simulatedSample';
import { stateText, type StateText } from '../../../src/core/moment/stateText';

const nginx = simulatedSample('nginx');
const factsOf = (text: StateText | undefined, what: string) => text?.pod?.rows.find((row) => row.what === what)?.facts;
const at = (method: string) => stateText(nginx, nginx.messages.find((one) => one.method === method)!.id);

test('the state says what is, and marks what the message changed', () => {
  const pulled = at('PullImage');
  expect(factsOf(pulled, 'Images')?.[0]?.text).toContain('nginx');
  const started = at('StartContainer');
  expect(factsOf(started, 'Containers')).toEqual([
    {
      name: 'nginx',
      text: 'running; the status does not say so yet; waits for its readiness, since +3.872 s, held by the kubelet, which has yet to report that it runs',
      mark: 'changed',
    },
  ]);
  expect(factsOf(started, 'Gates')?.map(({ name, text, mark }) => (mark ? `${mark} ${name}` : text))).toEqual([
    'pod nginx waits for the readiness of nginx, since +3.872 s, held by the kubelet, which has yet to report that it runs',
    'open ✓ node',
    'open ✓ volumes',
    'open ✓ sandbox and network',
    'open ✓ image of nginx',
    'open ✓ start of nginx',
    'holds ▶ readiness of nginx',
  ]);
  expect(factsOf(started, 'Sandbox')?.[0]?.mark).toBe(undefined);
  expect(started?.pod?.table).toMatch(/^NAME .*\nnginx /);
  expect(factsOf(at('RunPodSandbox'), 'Sandbox')).toMatchObject([
    { text: expect.stringMatching(/^ready, /), mark: 'changed' },
  ]);
});

test('there is none of a message that the trace does not have', () => {
  expect(stateText(nginx, 'no such message')).toBe(undefined);
});
