import { expect, test } from 'vitest';
import { simulatedSample } from '../../webview/simulatedSample';
import { stateText } from '../../../src/core/moment/stateText';

const nginx = simulatedSample('nginx');
const at = (method: string) => stateText(nginx, nginx.messages.find((one) => one.method === method)!.id);

test('the state says what is, and marks what the message changed', () => {
  const pulled = at('PullImage');
  expect(pulled?.pod?.images).toContain('nginx');
  const started = at('StartContainer');
  expect(started?.pod?.containers).toEqual([
    {
      name: 'nginx',
      text: 'running; the status does not say so yet; waits for its readiness, since +3.872 s, held by the kubelet, which has still to write that it runs',
      isNew: true,
    },
  ]);
  expect(started?.pod?.gates.map(({ state, name }) => `${state} ${name}`)).toEqual([
    'open node',
    'open volumes',
    'open sandbox and network',
    'open image of nginx',
    'open start of nginx',
    'holds readiness of nginx',
  ]);
  expect(started?.pod?.sandbox).toMatchObject({ isNew: false });
  expect(started?.pod?.table).toMatch(/^NAME .*\nnginx /);
  expect(at('RunPodSandbox')?.pod?.sandbox).toMatchObject({ text: expect.stringMatching(/^ready, /), isNew: true });
});

test('there is none of a message that the trace does not have', () => {
  expect(stateText(nginx, 'no such message')).toBe(undefined);
});
