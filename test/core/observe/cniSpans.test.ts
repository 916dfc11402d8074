import { expect, test } from 'vitest';
import { Observation } from '../../../src/core/observe/observation';
import { savedEvidence } from '../../../src/core/observe/savedOutput';
import { recordings } from '../../recordings/recordings';
import { kubeletSpans } from './nodeSpeech';

interface Span {
  spanId: string;
  name: string;
  startTimeUnixNano: string;
}

test("containerd's span of the CNI plugins becomes a message inside RunPodSandbox", () => {
  const recording = recordings('containerd').find(({ cri, watch }) => cri.length > 0 && watch.length > 0);
  if (!recording) throw new Error('no recording');
  const otlp = kubeletSpans(recording) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };
  const spans = otlp.resourceSpans[0]?.scopeSpans[0]?.spans ?? [];
  const inRuntime = spans.find(({ name, spanId }) => name.endsWith('/RunPodSandbox') && spanId.startsWith('s'));
  const began = BigInt(inRuntime?.startTimeUnixNano ?? 0);
  const run = { ...inRuntime, spanId: 'run', parentSpanId: inRuntime?.spanId, name: 'cri.sandbox.run' };
  const cni = {
    ...run,
    spanId: 'cni',
    parentSpanId: 'run',
    name: 'cni.setup_pod_network',
    startTimeUnixNano: String(began + 2_000_000n),
    endTimeUnixNano: String(began + 9_000_000n),
    attributes: [{ key: 'sandbox.ip', value: { stringValue: '10.244.0.18' } }],
  };
  const { watch, events } = recording;
  const observation = new Observation();
  for (const value of [{ watch, events }, otlp, { resourceSpans: [{ scopeSpans: [{ spans: [run, cni] }] }] }])
    for (const evidence of savedEvidence(JSON.stringify(value))) observation.add(evidence);
  const { messages } = observation.trace();
  const message = messages.find(({ protocol }) => protocol === 'CNI');
  expect(message).toMatchObject({ from: 'runtimeService', to: 'cni', method: 'ADD', response: { ip: '10.244.0.18' } });
  expect((message?.end?.at ?? 0) - (message?.start?.at ?? 0)).toBeCloseTo(7, 2);
  expect(messages.find(({ id }) => id === message?.parent)?.method).toBe('RunPodSandbox');
  expect(messages.filter(({ method }) => method === 'RunPodSandbox')).toHaveLength(1);
});
